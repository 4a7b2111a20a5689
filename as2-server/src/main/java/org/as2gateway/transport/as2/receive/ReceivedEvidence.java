package org.as2gateway.transport.as2.receive;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.as2gateway.as2.keys.Der;
import org.as2gateway.as2.smime.ReadOutcome;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.store.log.Evidence;
import org.as2gateway.store.log.EvidenceKind;

/** What is kept of a received message to prove or explain what became of it. */
final class ReceivedEvidence {
  private static final Octets NO_OCTETS = Octets.of(new byte[0]);

  /** Most of the header block of a request that may be anybody's. */
  private static final int MAX_UNVERIFIED_HEADERS = 8 * 1024;

  private ReceivedEvidence() {}

  /** Of a message as it came, with the receipt that answers it. */
  static List<Evidence> of(
      ReceivedMessage message,
      Optional<ReadOutcome.Opened> opened,
      Optional<ReceiptMaker.Receipt> receipt) {
    List<Evidence> evidence = new ArrayList<>();
    Instant at = message.receivedAt();
    String id = message.id();
    // an uninvited password is nobody's evidence
    Headers kept = message.headers().without("Authorization").without("Proxy-Authorization");
    byte[] headers = kept.toLines().getBytes(StandardCharsets.ISO_8859_1);
    evidence.add(new Evidence(id, EvidenceKind.REQUEST_HEADERS, at, Octets.of(headers)));
    opened
        .map(ReadOutcome.Opened::covered)
        .map(ReceivedEvidence::headers)
        .filter(headersOnly -> opened.get().covered().isKept() || headersOnly.length() > 0)
        .map(octets -> new Evidence(id, EvidenceKind.SIGNED_HEADERS, at, octets))
        .ifPresent(evidence::add);
    opened
        .flatMap(ReadOutcome.Opened::signature)
        .ifPresent(
            signature -> {
              evidence.add(new Evidence(id, EvidenceKind.SIGNATURE, at, signature.signature()));
              Octets signer = Der.octets(signature.signer());
              evidence.add(new Evidence(id, EvidenceKind.SIGNER_CERTIFICATE, at, signer));
            });
    receipt.ifPresent(mdn -> evidence.addAll(ofMdn(id, at, mdn)));
    return evidence;
  }

  /** Of a refused message: what explains the refusal, and no more of the header than that. */
  static List<Evidence> ofRefused(
      ReceivedMessage message, Refusal refusal, Optional<ReceiptMaker.Receipt> receipt) {
    List<Evidence> evidence = ofRepeat(message, receipt);
    evidence.addAll(unverified(message, refusal));
    return evidence;
  }

  /** Of accepted content that came again: no more of the header than explains it. */
  static List<Evidence> ofRepeat(ReceivedMessage message, Optional<ReceiptMaker.Receipt> receipt) {
    List<Evidence> evidence = new ArrayList<>();
    for (Evidence piece : of(message, Optional.empty(), receipt)) {
      evidence.add(piece.kind() == EvidenceKind.REQUEST_HEADERS ? cut(piece) : piece);
    }
    return evidence;
  }

  private static Evidence cut(Evidence headers) {
    byte[] octets = headers.content().toBytes();
    return octets.length <= MAX_UNVERIFIED_HEADERS
        ? headers
        : new Evidence(
            headers.messageId(),
            headers.kind(),
            headers.at(),
            Octets.of(Arrays.copyOf(octets, MAX_UNVERIFIED_HEADERS)));
  }

  /** A signature that does not hold, kept to explain why. */
  private static List<Evidence> unverified(ReceivedMessage message, Refusal refusal) {
    Instant at = message.receivedAt();
    return refusal
        .unverified()
        .map(
            found ->
                List.of(
                    new Evidence(
                        message.id(), EvidenceKind.SIGNED_HEADERS, at, headers(found.covered())),
                    new Evidence(message.id(), EvidenceKind.SIGNATURE, at, found.signature())))
        .orElse(List.of());
  }

  /** Of a receipt that we made. */
  static List<Evidence> ofMdn(String id, Instant at, ReceiptMaker.Receipt receipt) {
    List<Evidence> evidence = new ArrayList<>();
    Octets octets = Octets.of(receipt.entity().toBytes());
    evidence.add(new Evidence(id, EvidenceKind.MDN, at, octets));
    receipt
        .signer()
        .map(key -> Der.octets(key.certificate()))
        .map(signer -> new Evidence(id, EvidenceKind.MDN_SIGNER_CERTIFICATE, at, signer))
        .ifPresent(evidence::add);
    return evidence;
  }

  /**
   * The header block that makes the covered content of the payload; empty if that is kept whole.
   */
  private static Octets headers(ReadOutcome.Covered covered) {
    return covered.isKept() ? NO_OCTETS : covered.headers();
  }
}
