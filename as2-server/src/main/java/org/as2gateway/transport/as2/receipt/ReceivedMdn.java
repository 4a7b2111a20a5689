package org.as2gateway.transport.as2.receipt;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.as2gateway.as2.mdn.Mdn;
import org.as2gateway.as2.mdn.MdnReader;
import org.as2gateway.as2.smime.SignatureCheck;
import org.as2gateway.as2.wire.Disposition;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.as2.wire.PartnerText;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.as2.wire.SignatureAlgorithm;
import org.as2gateway.store.log.Failure;

/**
 * A readable MDN, and what its signature is worth.
 *
 * @param mdn what it says
 * @param check what became of verifying its signature; empty for an unsigned one
 */
public record ReceivedMdn(Mdn mdn, Optional<SignatureCheck> check) {

  /**
   * Reads an entity and verifies the signature in it.
   *
   * @param registered the partner's certificates in force
   * @param accepted signature algorithms the partnership accepts
   * @return empty if the entity is no MDN that can be read
   */
  public static Optional<ReceivedMdn> read(
      MimeEntity entity, List<X509Certificate> registered, Set<SignatureAlgorithm> accepted) {
    return MdnReader.read(entity.headers(), entity.body())
        .mdn()
        .map(mdn -> new ReceivedMdn(mdn, mdn.signature().map(s -> s.verify(registered, accepted))));
  }

  /** The registered certificate that verified it; only with a valid signature. */
  Optional<X509Certificate> signer() {
    return check.flatMap(
        c ->
            c instanceof SignatureCheck.Valid valid
                ? Optional.of(valid.certificate())
                : Optional.empty());
  }

  /** Why a signature that is there does not count. */
  Optional<Failure> signatureProblem() {
    return check
        .filter(c -> !c.isValid())
        .map(
            c ->
                c instanceof SignatureCheck.Refused refused
                    ? new Failure(reason(refused.reason()), refused.cause())
                    : new Failure(
                        Reason.RECEIPT_SIGNATURE_NOT_ACCEPTED,
                        "its digest algorithm is not known"));
  }

  private static Reason reason(SignatureCheck.Reason problem) {
    return switch (problem) {
      case UNKNOWN_SIGNER -> Reason.RECEIPT_SIGNER_UNKNOWN;
      case NOT_COUNTED, NOT_ACCEPTED -> Reason.RECEIPT_SIGNATURE_NOT_ACCEPTED;
      case MALFORMED, DIGEST_MISMATCH, BAD_SIGNATURE -> Reason.RECEIPT_SIGNATURE_INVALID;
    };
  }

  /** Text of the Error and Failure fields, if there are any. */
  Optional<String> errorText() {
    String text =
        String.join("; ", Stream.concat(mdn.errors().stream(), mdn.failures().stream()).toList());
    return text.isEmpty() ? Optional.empty() : Optional.of(PartnerText.clean(text));
  }

  /** The Disposition that decides: the one that is not positive, if there are several. */
  Disposition decisive() {
    return mdn.dispositions().stream()
        .filter(d -> !d.isPositive())
        .findFirst()
        .orElse(mdn.dispositions().get(0));
  }

  /** The same as one line. */
  String disposition() {
    return PartnerText.clean(decisive().fieldValue());
  }
}
