package org.as2gateway.admin.port;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.as2.mdn.MdnContent;
import org.as2gateway.as2.mdn.MdnWriter;
import org.as2gateway.as2.smime.DetachedSigner;
import org.as2gateway.as2.wire.Disposition;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MessageId;
import org.as2gateway.as2.wire.Mic;
import org.as2gateway.as2.wire.MicAlgorithm;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.as2.wire.SignatureAlgorithm;
import org.as2gateway.store.log.As2Facts;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.Evidence;
import org.as2gateway.store.log.EvidenceKind;
import org.as2gateway.store.log.Failure;
import org.as2gateway.store.log.MdnState;
import org.as2gateway.store.log.MessageIds;
import org.as2gateway.store.log.MessageLog;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.store.log.PayloadRecord;
import org.as2gateway.store.log.TransferState;
import org.as2gateway.testkit.TestPki;

/** Messages between Us and Them for a log, with receipts that Them has signed. */
public final class SampleMessages {
  /** When they were sent and answered. */
  public static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  /** The key of Them. */
  public static final OwnKey THEM = TestPki.rsa("CN=them");

  private static final String SHA256 = "00ff".repeat(16);

  private SampleMessages() {}

  /** An id of that time with that end. */
  public static String id(String end) {
    return MessageIds.floor(NOW).substring(0, MessageIds.LENGTH - end.length()) + end;
  }

  /** A message from Us to Them with that id, and Message-ID {@code <id@test>}. */
  public static MessageRecord sent(String id, MessageStatus status) {
    return sent(id, status, NOW);
  }

  /** The same, sent and answered at that time. */
  public static MessageRecord sent(String id, MessageStatus status, Instant at) {
    return new MessageRecord(
        id,
        Direction.OUT,
        "Us-to-Them",
        List.of(new PayloadRecord("a.manifest", "application/octet-stream", 3, SHA256, null)),
        new TransferState(status, null, 1, at, at, null, null),
        new As2Facts(
            "Us",
            "Them",
            "<" + id + "@test>",
            "subject",
            true,
            true,
            false,
            Mic.of(new byte[] {1, 2, 3}, MicAlgorithm.SHA256),
            "automatic-action/MDN-sent-automatically; processed",
            MdnState.VERIFIED));
  }

  /** A message from Them to Us that was refused, with a receipt that says so. */
  static MessageRecord refused(String id, String filename) {
    return new MessageRecord(
        id,
        Direction.IN,
        "Them-to-Us",
        List.of(new PayloadRecord(filename, "application/edi-x12", 3, SHA256, null)),
        new TransferState(MessageStatus.REFUSED, null, 1, NOW, NOW, null, null),
        new As2Facts(
            "Them",
            "Us",
            "<" + id + "@test>",
            "odd subject",
            true,
            true,
            false,
            null,
            "automatic-action/MDN-sent-automatically; processed/error: decryption-failed",
            MdnState.NONE));
  }

  /** Logs a message that was refused on that partnership because its signer is not known. */
  public static String addOfStranger(MessageLog log, String partnership, OwnKey stranger) {
    String id = MessageIds.floor(Instant.now());
    MessageRecord refused = refused(id, "a.txt");
    log.insert(
        new MessageRecord(
            id,
            refused.direction(),
            partnership,
            refused.payloads(),
            new TransferState(
                MessageStatus.REFUSED,
                new Failure(Reason.SIGNATURE_NOT_VERIFIED, "signed with an unknown certificate"),
                1,
                NOW,
                NOW,
                null,
                null),
            refused.as2()));
    byte[] signature =
        new DetachedSigner(stranger, SignatureAlgorithm.SHA256, true, true).sign(new byte[32], NOW);
    log.addEvidence(new Evidence(id, EvidenceKind.SIGNATURE, NOW, Octets.of(signature)));
    return id;
  }

  /** Logs a sent message with a receipt that holds. */
  public static MessageRecord add(MessageLog log, String id, MessageStatus status) {
    MessageRecord message = sent(id, status);
    add(log, message, receipt(message));
    return message;
  }

  /** Logs a sent message whose receipt was changed after it was signed. */
  public static void addWithBrokenReceipt(MessageLog log, String id) {
    MessageRecord message = sent(id, MessageStatus.ACKNOWLEDGED);
    String text = new String(receipt(message).toBytes(), StandardCharsets.ISO_8859_1);
    add(
        log,
        message,
        Octets.of(
            text.replace("Reporting-UA: ", "Reporting-UA: x")
                .getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static void add(MessageLog log, MessageRecord message, Octets receipt) {
    log.insert(message);
    log.addEvidence(new Evidence(message.id(), EvidenceKind.MDN, NOW, receipt));
  }

  /** A positive MDN for the message, as an HTTP entity. */
  static Octets receipt(MessageRecord message) {
    Headers headers =
        Headers.of(
            "AS2-From",
            message.as2().from(),
            "AS2-To",
            message.as2().to(),
            "Message-ID",
            message.as2().messageId());
    MdnContent content =
        MdnContent.answering(
                headers, NOW, new MessageId("<mdn@test>"), NOW, Disposition.processed())
            .withMic(message.as2().mic().fieldValue());
    DetachedSigner signer = new DetachedSigner(THEM, SignatureAlgorithm.SHA256, true, true);
    return Octets.of(MdnWriter.writeSigned(content, signer, "sha-256").toBytes());
  }
}
