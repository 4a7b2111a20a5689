package org.as2gateway.transport.as2.send;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.as2.keys.Der;
import org.as2gateway.as2.smime.CryptoProviders;
import org.as2gateway.as2.smime.MessageWriter;
import org.as2gateway.as2.smime.WriteRequest;
import org.as2gateway.as2.smime.WrittenMessage;
import org.as2gateway.as2.wire.Compression;
import org.as2gateway.as2.wire.HeaderNames;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MicAlgorithm;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.delivery.DeliveryContext;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.store.log.EventKind;
import org.as2gateway.store.log.Evidence;
import org.as2gateway.store.log.EvidenceKind;
import org.as2gateway.store.log.MessageEvent;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.PayloadRecord;
import org.as2gateway.store.payload.Content;
import org.as2gateway.store.payload.PayloadStore;
import org.as2gateway.store.payload.StageFile;
import org.as2gateway.store.payload.WireImage;
import org.as2gateway.transport.as2.receipt.SentMessages;

/**
 * Makes the exact octets of a message once, durable before the first of them leaves (reliability.md
 * §3.2): the body as a file, the header fields, MICs and flags in one transaction. Whatever is sent
 * later is read back from there, so that all attempts are the same.
 */
final class WireImages {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final DeliveryContext context;
  private final MessageWriter writer;
  private final SentMessages sent;

  WireImages(DeliveryContext context, MessageWriter writer) {
    this.context = context;
    this.writer = writer;
    this.sent = new SentMessages(context.messages());
  }

  /**
   * The message as it goes out.
   *
   * @param headers every header field but those of the connection
   * @param body the exact body
   */
  record SentImage(Headers headers, Content body) {}

  /**
   * The image made before; empty if there is none yet.
   *
   * @throws NoSuchFileException if one was made and its file is gone: other octets under the same
   *     Message-ID must not be sent
   */
  Optional<SentImage> find(MessageRecord message) throws NoSuchFileException {
    Optional<Headers> headers = sent.headers(message.id());
    if (headers.isEmpty()) {
      return Optional.empty();
    }
    Content body =
        context
            .payloads()
            .wire(message.id())
            .orElseThrow(() -> new NoSuchFileException("wire/" + message.id()));
    return Optional.of(new SentImage(headers.get(), body));
  }

  /**
   * Makes the image and stores it durably, unless the message was cancelled meanwhile.
   *
   * @return empty if the message is no longer queued
   * @throws IOException if the payload cannot be read or the disk cannot take it
   */
  Optional<SentImage> make(MessageRecord message, Partnership partnership, Registry registry)
      throws IOException {
    Instant now = context.clock().instant();
    List<Content> files = payloads(message);
    List<String> stamps = stamps(files);
    List<PayloadRecord> payloads = new ArrayList<>();
    for (int i = 0; i < message.payloads().size(); i++) {
      payloads.add(withDigest(message, i, files.get(i)));
    }
    WriteRequest request = WireRequests.of(message, files, partnership, registry, now);
    WrittenMessage written = writeDurably(message.id(), request);
    if (!stamps(files).equals(stamps)) {
      throw new IOException("its file was written to while it was read");
    }
    Headers headers = MessageHeaders.of(message, partnership, now).with(asMime(written.headers()));
    MessageRecord made =
        message
            .withPayloads(payloads)
            .withState(message.state().withUpdatedAt(now))
            .withAs2(
                message
                    .as2()
                    .withMic(written.mic())
                    .withLayers(
                        request.signing().isPresent(),
                        request.encryption().isPresent(),
                        request.compression() != Compression.NONE));
    boolean isStored =
        context
            .transactions()
            .durably(
                () -> {
                  if (!context.messages().update(made, message)) {
                    return false;
                  }
                  keepEvidence(made, headers, request, written, now);
                  return true;
                });
    return isStored ? find(made) : Optional.empty();
  }

  /** A file out of an outbox folder is a second name of what its owner may still write to. */
  private static List<String> stamps(List<Content> files) throws IOException {
    List<String> stamps = new ArrayList<>();
    for (Content file : files) {
      stamps.add(file.version());
    }
    return stamps;
  }

  private List<Content> payloads(MessageRecord message) throws NoSuchFileException {
    List<Content> files = new ArrayList<>();
    for (int i = 0; i < message.payloads().size(); i++) {
      files.add(payload(message.id(), i));
    }
    return files;
  }

  private Content payload(String id, int index) throws NoSuchFileException {
    return context
        .payloads()
        .payload(id, index)
        .orElseThrow(() -> new NoSuchFileException("payload/" + id + "-" + index));
  }

  private void keepEvidence(
      MessageRecord made,
      Headers headers,
      WriteRequest request,
      WrittenMessage written,
      Instant now) {
    Map<EvidenceKind, Octets> pieces = new EnumMap<>(EvidenceKind.class);
    pieces.put(EvidenceKind.WIRE_HEADERS, Octets.of(headers.toBlock()));
    pieces.put(EvidenceKind.SENT_MICS, SentMessages.micsAsEvidence(written.mics()));
    if (!request.isReproducedByPayload()) {
      pieces.put(EvidenceKind.SIGNED_HEADERS, Octets.of(new byte[0]));
    } else if (written.coveredHeaders().length() > 0) {
      pieces.put(EvidenceKind.SIGNED_HEADERS, written.coveredHeaders());
    }
    written.signature().ifPresent(signature -> pieces.put(EvidenceKind.SIGNATURE, signature));
    request
        .signing()
        .map(signing -> Der.octets(signing.key().certificate()))
        .ifPresent(signer -> pieces.put(EvidenceKind.SIGNER_CERTIFICATE, signer));
    List<Evidence> evidence = new ArrayList<>();
    pieces.forEach((kind, octets) -> evidence.add(new Evidence(made.id(), kind, now, octets)));
    evidence.add(Evidence.ofContent(made, now));
    context.messages().addEvidence(evidence);
    context
        .messages()
        .addEvent(
            made.id(),
            new MessageEvent(
                now, EventKind.PREPARED, null, "message saved: " + request.protection()));
  }

  private WrittenMessage writeDurably(String id, WriteRequest request) throws IOException {
    try (WireImage body = context.payloads().createWire(id)) {
      WrittenMessage written =
          request.isReproducedByPayload()
              ? writer.write(request, body.output())
              : writeAndKeepCovered(id, request, body);
      body.commit();
      return written;
    }
  }

  /** What the payload does not reproduce is kept whole, so that signature and MIC stay provable. */
  private WrittenMessage writeAndKeepCovered(String id, WriteRequest request, WireImage body)
      throws IOException {
    PayloadStore payloads = context.payloads();
    try (StageFile covered = payloads.stageAgain(id, PayloadStore.COVERED_CONTENT)) {
      WrittenMessage written = writer.write(request, body.output(), covered.output());
      payloads.keep(List.of(covered));
      payloads.unstage(covered);
      return written;
    }
  }

  /** A file out of an outbox folder was taken unread: now its digest and final size are known. */
  private PayloadRecord withDigest(MessageRecord message, int index, Content file)
      throws IOException {
    PayloadRecord payload = message.payloads().get(index);
    if (!payload.sha256().isEmpty()) {
      return payload;
    }
    MessageDigest sha256 = CryptoProviders.shared().messageDigest(MicAlgorithm.SHA256);
    byte[] buffer = new byte[BUFFER_BYTES];
    long bytes = 0;
    try (InputStream in = file.open()) {
      int count;
      while ((count = in.read(buffer)) >= 0) {
        sha256.update(buffer, 0, count);
        bytes += count;
      }
    }
    context.payloads().sync(message.id(), index);
    return new PayloadRecord(
        payload.filename(),
        payload.contentType(),
        bytes,
        HexFormat.of().formatHex(sha256.digest()),
        null);
  }

  /** MIME-Version says that the fields after it are MIME's. */
  private static Headers asMime(Headers entity) {
    return Headers.of(HeaderNames.MIME_VERSION, "1.0").with(entity);
  }
}
