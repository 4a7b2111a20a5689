package org.as2gateway.transport.as2.explain;

import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.as2gateway.as2.mdn.Mdn;
import org.as2gateway.as2.mdn.MdnReader;
import org.as2gateway.as2.mdn.MdnSignature;
import org.as2gateway.as2.smime.SignatureVerifier;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.Evidence;
import org.as2gateway.store.log.EvidenceKind;
import org.as2gateway.store.log.MdnState;
import org.as2gateway.store.log.MessageLog;
import org.as2gateway.store.log.MessageRecord;

/**
 * Finds the certificate that came inside a message, or inside the receipt for one, whose signer is
 * not known. It is read from the signature that is kept of it, so it goes when that goes. It proves
 * nothing: the sender chose it. Safe for many threads.
 */
public final class EnclosedSigner {
  private static final Set<Reason> UNKNOWN =
      EnumSet.of(Reason.SIGNATURE_NOT_VERIFIED, Reason.RECEIPT_SIGNER_UNKNOWN);

  private final MessageLog messages;

  /** Finds certificates in what that log keeps. */
  public EnclosedSigner(MessageLog messages) {
    this.messages = messages;
  }

  /** Whether the message failed or was refused because a signer is not known. */
  public static boolean isSought(MessageRecord message) {
    return UNKNOWN.contains(message.reason());
  }

  /**
   * The certificate of the unknown signer.
   *
   * @return empty if the signer is known, no certificate came along, or nothing is kept any more
   */
  public Optional<X509Certificate> of(MessageRecord message) {
    if (isSought(message) && message.direction() == Direction.IN) {
      return kept(message, EvidenceKind.SIGNATURE)
          .flatMap(octets -> SignatureVerifier.enclosedSigner(octets.toBytes()).stream())
          .findFirst();
    }
    boolean isReceiptInDoubt = isSought(message) || message.mdn() == MdnState.PENDING;
    return message.direction() == Direction.OUT && isReceiptInDoubt
        ? ofReceipts(message)
        : Optional.empty();
  }

  /** Of the newest receipt that is signed so. */
  private Optional<X509Certificate> ofReceipts(MessageRecord message) {
    List<EvidenceKind> kinds = List.of(EvidenceKind.MDN, EvidenceKind.OTHER_ANSWER);
    return kinds.stream()
        .flatMap(kind -> kept(message, kind))
        .flatMap(octets -> signature(octets).flatMap(MdnSignature::enclosedSigner).stream())
        .reduce((earlier, later) -> later);
  }

  private Stream<Octets> kept(MessageRecord message, EvidenceKind kind) {
    return messages.evidence(message.id(), kind).stream().map(Evidence::content);
  }

  private static Optional<MdnSignature> signature(Octets answer) {
    try {
      MimeEntity entity = MimeEntity.parse(answer.toBytes());
      return MdnReader.read(entity.headers(), entity.body()).mdn().flatMap(Mdn::signature);
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // no receipt at all
    }
  }
}
