package org.as2gateway.as2.smime;

import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.as2.smime.SignatureCheck.NeedsDigest;
import org.as2gateway.as2.smime.SignatureCheck.Reason;
import org.as2gateway.as2.smime.SignatureCheck.Refused;
import org.as2gateway.as2.smime.SignatureCheck.Valid;
import org.as2gateway.as2.wire.Mic;
import org.as2gateway.as2.wire.MicAlgorithm;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.as2.wire.SignatureAlgorithm;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;

/**
 * Verifies detached CMS signatures against the certificates registered for a partner (protocol.md
 * §2.2). Certificates inside the signature never count: they only tell a forger from a damaged
 * signature once it is refused. Garbage is an outcome, never an exception.
 */
public final class SignatureVerifier {
  /** The longest signature read: room for a chain of certificates, none for mischief. */
  public static final int MAX_BYTES = 256 * 1024;

  private SignatureVerifier() {}

  /**
   * Verifies one signature.
   *
   * @param signedData a ContentInfo with SignedData, BER or DER
   * @param contentDigests digests of the received content, at least one
   * @param registered the partner's certificates in force for verification; may be empty
   * @param accepted what the partnership accepts
   */
  public static SignatureCheck verify(
      byte[] signedData,
      Map<MicAlgorithm, byte[]> contentDigests,
      List<X509Certificate> registered,
      Set<SignatureAlgorithm> accepted) {
    SingleSigner signer;
    try {
      signer = SingleSigner.parse(signedData);
    } catch (RefusedSignatureException e) {
      return e.refused();
    }
    MicAlgorithm digest = signer.scheme().algorithm().digest();
    if (!accepted.contains(signer.scheme().algorithm())) {
      return new Refused(
          Reason.NOT_ACCEPTED,
          "signature algorithm '"
              + signer.scheme().algorithm().spelling()
              + "' is not accepted from this partner");
    }
    byte[] contentDigest = contentDigests.get(digest);
    if (contentDigest == null) {
      return new NeedsDigest(digest);
    }
    if (contentDigest.length != digest.octets()) {
      throw new IllegalArgumentException(
          "the '" + digest + "' given has " + contentDigest.length + " octets");
    }
    if (!MessageDigest.isEqual(contentDigest, signer.messageDigest())) {
      return new Refused(
          Reason.DIGEST_MISMATCH,
          "the content is not what was signed: its "
              + digest.wireName()
              + " differs from the signed messageDigest");
    }
    return verifySigner(signer, registered);
  }

  /**
   * The digest that a signature says its content has. It proves nothing: anybody may have written
   * it.
   *
   * @param signedData a ContentInfo with SignedData, BER or DER
   * @return empty if there is no signature of one signer with signed attributes
   */
  public static Optional<Mic> claimedDigest(byte[] signedData) {
    try {
      SingleSigner signer = SingleSigner.parse(signedData);
      return Optional.of(Mic.of(signer.messageDigest(), signer.scheme().algorithm().digest()));
    } catch (RefusedSignatureException e) {
      return Optional.empty();
    }
  }

  /**
   * SHA-256 of what tells a verified signature from all others, however it is encoded and whatever
   * certificates travel with it: its value as a number; of an ECDSA signature the number r, for
   * anybody can turn s into another that verifies.
   *
   * @param signedData of a signature that has been verified
   */
  public static Octets valueDigest(byte[] signedData) {
    try {
      SingleSigner signer = SingleSigner.parse(signedData);
      byte[] value = signer.signatureValue();
      BigInteger number =
          signer.scheme().isEc()
              ? ASN1Integer.getInstance(ASN1Sequence.getInstance(value).getObjectAt(0)).getValue()
              : new BigInteger(1, value);
      MessageDigest sha256 = CryptoProviders.shared().messageDigest(MicAlgorithm.SHA256);
      return Octets.of(sha256.digest(number.toByteArray()));
    } catch (RefusedSignatureException e) {
      throw new IllegalArgumentException("the signature was not verified", e);
    }
  }

  private static SignatureCheck verifySigner(
      SingleSigner signer, List<X509Certificate> registered) {
    List<X509Certificate> named = registered.stream().filter(signer.name()::isOf).toList();
    List<X509Certificate> inOrder = new ArrayList<>(named);
    registered.stream().filter(c -> !named.contains(c)).forEach(inOrder::add);
    for (X509Certificate certificate : inOrder) {
      if (isMadeBy(signer, certificate.getPublicKey())) {
        return new Valid(signer.scheme().algorithm(), certificate);
      }
    }
    if (named.isEmpty()) {
      return new Refused(
          Reason.UNKNOWN_SIGNER,
          "signed with an unknown certificate ("
              + signer.name().text()
              + "); "
              + (registered.size() == 1
                  ? "the registered certificate is another one"
                  : "none of the " + registered.size() + " registered certificates matches"));
    }
    if (enclosedSigner(signer).isPresent()) {
      return new Refused(
          Reason.UNKNOWN_SIGNER,
          "the signature names the registered certificate "
              + signer.name().text()
              + " but was created with the key of another one, which is in the message");
    }
    return new Refused(
        Reason.BAD_SIGNATURE,
        "the signature names the registered certificate "
            + signer.name().text()
            + " but does not verify with its key");
  }

  /**
   * The certificate inside a signature whose key made it. Anybody can enclose one: it is a
   * candidate to be compared with its owner over another channel, never a proof.
   *
   * @param signedData a ContentInfo with SignedData, BER or DER
   * @return empty if there is none of at most 16 KiB, or the signature cannot be read
   */
  public static Optional<X509Certificate> enclosedSigner(byte[] signedData) {
    try {
      return enclosedSigner(SingleSigner.parse(signedData));
    } catch (RefusedSignatureException e) {
      return Optional.empty();
    }
  }

  private static Optional<X509Certificate> enclosedSigner(SingleSigner signer) {
    return signer.enclosedCertificates().stream()
        .filter(certificate -> isMadeBy(signer, certificate.getPublicKey()))
        .findFirst();
  }

  private static boolean isMadeBy(SingleSigner signer, PublicKey key) {
    SignatureScheme scheme = signer.scheme();
    if (scheme.isEc() != CryptoProviders.isEc(key)) {
      return false;
    }
    byte[] signed = signer.signedAttributes();
    byte[] value = signer.signatureValue();
    if (isVerified(scheme, key, signed, value)) {
      return true;
    }
    return !scheme.isEc()
        && !scheme.algorithm().isPss()
        && BareDigestInfo.isSignature(scheme.algorithm().digest(), key, signed, value);
  }

  private static boolean isVerified(
      SignatureScheme scheme, PublicKey key, byte[] signed, byte[] value) {
    try {
      Signature signature =
          CryptoProviders.shared().verifying(scheme.algorithm(), key, scheme.pss());
      signature.update(signed);
      return signature.verify(value);
    } catch (InvalidKeyException | SignatureException | RuntimeException e) {
      // A value this key cannot have made: of another length, no pair of integers. Unchecked ones
      // come from providers that meet a malformed key, which a stranger may have enclosed.
      return false;
    }
  }
}
