package org.as2gateway.store.log;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.as2gateway.as2.wire.Mic;
import org.as2gateway.as2.wire.Octets;

/**
 * One piece of evidence, kept for {@code retention.evidence}.
 *
 * @param messageId our id of the message
 * @param kind what it is
 * @param at when it was recorded
 * @param content the octets
 */
public record Evidence(String messageId, EvidenceKind kind, Instant at, Octets content) {
  private static final String PAYLOAD = "payload ";

  /**
   * What the content of a message is, by digests: {@code payload N SHA-256 bytes} a line, then the
   * MIC.
   */
  public static Evidence ofContent(MessageRecord message, Instant at) {
    StringBuilder lines = new StringBuilder();
    int index = 0;
    for (PayloadRecord payload : message.payloads()) {
      lines.append(PAYLOAD).append(index++).append(' ').append(payload.sha256());
      lines.append(' ').append(payload.bytes()).append('\n');
    }
    Optional<Mic> mic = message.findAs2().map(As2Facts::mic);
    mic.ifPresent(known -> lines.append("mic ").append(known.fieldValue()).append('\n'));
    byte[] octets = lines.toString().getBytes(StandardCharsets.US_ASCII);
    return new Evidence(message.id(), EvidenceKind.CONTENT, at, Octets.of(octets));
  }
}
