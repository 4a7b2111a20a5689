package org.as2gateway.store.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.as2gateway.as2.smime.CryptoProviders;
import org.as2gateway.as2.wire.Mic;
import org.as2gateway.as2.wire.MicAlgorithm;
import org.as2gateway.store.log.Evidence;
import org.as2gateway.store.log.EvidenceKind;
import org.as2gateway.store.log.MessageIds;
import org.as2gateway.store.log.MessageLog;
import org.as2gateway.store.payload.Content;
import org.as2gateway.store.payload.PayloadStore;

/** Holds the kept files of a message against the digests in its evidence. */
final class CheckFiles {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final MessageLog messages;
  private final PayloadStore files;
  private final EvidenceChain chain;
  private final Duration retention;
  private final ChainReport report;

  CheckFiles(
      MessageLog messages,
      PayloadStore files,
      EvidenceChain chain,
      Duration retention,
      ChainReport report) {
    this.messages = messages;
    this.files = files;
    this.chain = chain;
    this.retention = retention;
    this.report = report;
  }

  void check(String message) {
    List<Evidence> content = messages.evidence(message, EvidenceKind.CONTENT);
    if (content.isEmpty()) {
      return;
    }
    byte[] octets = content.get(content.size() - 1).content().toBytes();
    String text = new String(octets, StandardCharsets.US_ASCII);
    text.lines()
        .map(line -> line.split(" ", -1))
        .filter(words -> words.length == 4 && words[0].equals("payload"))
        .forEach(words -> check(message, Integer.parseInt(words[1]), words[2]));
    if (isCoveredKept(message)) {
      text.lines()
          .filter(line -> line.startsWith("mic "))
          .flatMap(line -> Mic.parse(line.substring("mic ".length())).stream())
          .forEach(mic -> check(message, mic));
    }
  }

  private boolean isCoveredKept(String message) {
    return messages.evidence(message, EvidenceKind.SIGNED_HEADERS).stream()
        .anyMatch(headers -> headers.content().length() == 0);
  }

  private void check(String message, int index, String sha256) {
    digest(message, index, "payload " + index, MicAlgorithm.SHA256)
        .filter(digest -> !HexFormat.of().formatHex(digest).equals(sha256))
        .ifPresent(digest -> report.finding(altered(message, "payload " + index)));
  }

  private void check(String message, Mic mic) {
    digest(message, PayloadStore.COVERED_CONTENT, "signed content", mic.algorithm())
        .filter(digest -> !Mic.of(digest, mic.algorithm()).matches(mic))
        .ifPresent(digest -> report.finding(altered(message, "signed content")));
  }

  private static String altered(String message, String what) {
    return "message " + message + ": the kept file of its " + what + " was altered";
  }

  /** The digest of a file; empty if there is none, which is a finding while it is to be kept. */
  private Optional<byte[]> digest(String message, int index, String what, MicAlgorithm algorithm) {
    Optional<Content> file = files.payload(message, index);
    if (file.isEmpty()) {
      boolean isDue = MessageIds.madeAt(message).plus(retention).isAfter(chain.now());
      if (isDue) {
        report.finding("message " + message + ": the kept file of its " + what + " is missing");
      }
      return Optional.empty();
    }
    report.countFile();
    MessageDigest digest = CryptoProviders.shared().messageDigest(algorithm);
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = file.get().open()) {
      int count;
      while ((count = in.read(buffer)) >= 0) {
        digest.update(buffer, 0, count);
      }
    } catch (IOException e) {
      report.finding("message " + message + ": its " + what + " cannot be read: " + e);
      return Optional.empty();
    }
    return Optional.of(digest.digest());
  }
}
