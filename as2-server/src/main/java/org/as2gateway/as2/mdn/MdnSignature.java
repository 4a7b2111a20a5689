package org.as2gateway.as2.mdn;

import java.security.cert.X509Certificate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.as2.smime.CryptoProviders;
import org.as2gateway.as2.smime.SignatureCheck;
import org.as2gateway.as2.smime.SignatureCheck.Reason;
import org.as2gateway.as2.smime.SignatureVerifier;
import org.as2gateway.as2.wire.Mic;
import org.as2gateway.as2.wire.MicAlgorithm;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.as2.wire.SignatureAlgorithm;

/**
 * The signature of a received MDN, not yet verified.
 *
 * @param signedPart the octets it covers: the first part of multipart/signed, headers included
 * @param signature the CMS octets, transfer encoding undone
 * @param micalg the {@code micalg} parameter as it stands; not needed to verify
 */
public record MdnSignature(Octets signedPart, Octets signature, Optional<String> micalg) {

  /**
   * Verifies with the certificates registered for the partner.
   *
   * @param registered certificates in force for verification
   * @param accepted what the partnership accepts
   */
  public SignatureCheck verify(List<X509Certificate> registered, Set<SignatureAlgorithm> accepted) {
    byte[] received = signedPart.toBytes();
    SignatureCheck check =
        SignatureVerifier.verify(signature.toBytes(), digests(received), registered, accepted);
    byte[] canonical = LineEnds.canonical(received);
    boolean isOtherContent =
        check instanceof SignatureCheck.Refused refused
            && refused.reason() == Reason.DIGEST_MISMATCH;
    // A report is text, and text is signed with CR LF (RFC 8551 §3.1.1); some senders then put LF
    // on the wire. Payloads never get this second chance.
    return isOtherContent && canonical.length != received.length
        ? SignatureVerifier.verify(signature.toBytes(), digests(canonical), registered, accepted)
        : check;
  }

  /**
   * The octets that the signature covers, for somebody who verifies it without us: the part as
   * received, or its lines with CR LF where only that fits the signed digest.
   */
  public Octets covered() {
    byte[] canonical = LineEnds.canonical(signedPart.toBytes());
    boolean isCanonical =
        canonical.length != signedPart.length()
            && !isDigestOf(signedPart.toBytes())
            && isDigestOf(canonical);
    return isCanonical ? Octets.of(canonical) : signedPart;
  }

  /**
   * The digest that was signed, where it is not that of what was received: to explain, never to
   * trust.
   */
  public Optional<Mic> foreignDigest() {
    return isDigestOf(covered().toBytes())
        ? Optional.empty()
        : SignatureVerifier.claimedDigest(signature.toBytes());
  }

  /** The certificate inside whose key made it: see {@link SignatureVerifier#enclosedSigner}. */
  public Optional<X509Certificate> enclosedSigner() {
    return SignatureVerifier.enclosedSigner(signature.toBytes());
  }

  private boolean isDigestOf(byte[] octets) {
    SignatureCheck check =
        SignatureVerifier.verify(
            signature.toBytes(), digests(octets), List.of(), Set.of(SignatureAlgorithm.values()));
    return check instanceof SignatureCheck.Refused refused
        && refused.reason() != Reason.DIGEST_MISMATCH;
  }

  private static Map<MicAlgorithm, byte[]> digests(byte[] octets) {
    Map<MicAlgorithm, byte[]> digests = new EnumMap<>(MicAlgorithm.class);
    for (MicAlgorithm algorithm : MicAlgorithm.values()) {
      digests.put(algorithm, CryptoProviders.shared().messageDigest(algorithm).digest(octets));
    }
    return digests;
  }
}
