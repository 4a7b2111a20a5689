package org.as2gateway.testkit.promise;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.as2gateway.as2.wire.MimeEntity;

/**
 * What the partners of a gateway know for certain: what they sent and how it was answered, what
 * came to them and what they answered. Payloads must all differ. Safe for many threads.
 */
public final class PartnerHistory {
  /** A message to the gateway. */
  static final class Sent {
    final String sha256;
    final List<MimeEntity> mdns = new ArrayList<>();

    Sent(String sha256) {
      this.sha256 = sha256;
    }
  }

  private final Map<String, Sent> sent = new TreeMap<>();
  private final Map<String, String> queued = new TreeMap<>();
  private final Map<String, Map<String, Set<String>>> received = new HashMap<>();

  /** SHA-256 in hex. */
  public static String sha256(byte[] octets) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  /** A partner is about to send this payload under that Message-ID, perhaps again. */
  public synchronized void sends(String messageId, byte[] payload) {
    sent.computeIfAbsent(messageId, id -> new Sent(sha256(payload)));
  }

  /** An MDN has arrived whole at the partner. */
  public synchronized void mdn(String messageId, MimeEntity mdn) {
    Sent message = sent.get(messageId);
    if (message == null) {
      throw new IllegalArgumentException("nothing was sent as '" + messageId + "'");
    }
    message.mdns.add(mdn);
  }

  /** How many MDNs have arrived for a message. */
  public synchronized int mdns(String messageId) {
    return Optional.ofNullable(sent.get(messageId)).map(message -> message.mdns.size()).orElse(0);
  }

  /** An operator has put this payload into the gateway's hands, and was told so. */
  public synchronized void queues(String name, byte[] payload) {
    queued.put(name, sha256(payload));
  }

  /** A request has arrived whole at the partner. */
  public synchronized void received(String messageId, MimeEntity request) {
    received
        .computeIfAbsent(sha256(request.body()), sha -> new TreeMap<>())
        .computeIfAbsent(messageId, id -> new TreeSet<>())
        .add(sha256(request.toBytes()));
  }

  /** How many messages partners have sent, or begun to. */
  public synchronized int sentMessages() {
    return sent.size();
  }

  /** How many payloads of different content have arrived at the partner. */
  public synchronized int receivedPayloads() {
    return received.size();
  }

  synchronized Map<String, Sent> sent() {
    return new TreeMap<>(sent);
  }

  synchronized Map<String, String> queued() {
    return new TreeMap<>(queued);
  }

  /** Requests as received by Message-ID, digests of their octets, for a payload. */
  synchronized Map<String, Set<String>> received(String sha256) {
    return received.getOrDefault(sha256, Map.of());
  }
}
