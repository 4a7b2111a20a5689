package org.as2gateway.registry.revocation;

import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.registry.revocation.RevocationAnswer.Revocation;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/**
 * The question about one certificate to OCSP responders (RFC 6960). An answer counts if the issuer
 * or a responder that the issuer has certified for OCSP has signed it (§4.2.2.2), and by its times.
 */
final class OcspQuestion {
  private static final int MOST_BYTES = 64 * 1024;
  private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();

  private final X509Certificate certificate;
  private final X509Certificate issuer;
  private final Instant now;

  OcspQuestion(X509Certificate certificate, X509Certificate issuer, Instant now) {
    this.certificate = certificate;
    this.issuer = issuer;
    this.now = now;
  }

  /**
   * Asks the responder at that URL.
   *
   * @throws IOException with a sentence if it gives no answer that counts
   */
  RevocationAnswer ask(URI url, RevocationFetch fetch) throws IOException {
    String source = "OCSP " + url;
    try {
      DigestCalculatorProvider digests = new JcaDigestCalculatorProviderBuilder().build();
      CertificateID id =
          new CertificateID(
              digests.get(CertificateID.HASH_SHA1), // what all responders know
              new JcaX509CertificateHolder(issuer),
              certificate.getSerialNumber());
      byte[] question = new OCSPReqBuilder().addRequest(id).build().getEncoded();
      Octets answer = fetch.fetch(url, Optional.of(Octets.of(question)), MOST_BYTES);
      return read(source, answer.toBytes(), digests);
    } catch (OCSPException
        | OperatorCreationException
        | GeneralSecurityException
        | IllegalArgumentException
        | IllegalStateException
        | ClassCastException e) { // the last ones come out of odd ASN.1
      throw new NoAnswerException(source + ": the answer cannot be read", e);
    }
  }

  private RevocationAnswer read(String source, byte[] answer, DigestCalculatorProvider digests)
      throws IOException, OCSPException, OperatorCreationException, GeneralSecurityException {
    OCSPResp response = new OCSPResp(answer);
    if (response.getStatus() != OCSPResp.SUCCESSFUL
        || !(response.getResponseObject() instanceof BasicOCSPResp basic)) {
      throw new NoAnswerException(source + ": the responder answers " + word(response.getStatus()));
    }
    if (!isSignedByAuthority(basic)) {
      throw new NoAnswerException(
          source
              + ": the answer is signed by neither the issuer nor a responder that the issuer"
              + " certified");
    }
    SingleResp single = single(source, basic, digests);
    RevocationAnswer.Validity validity =
        new RevocationAnswer.Validity(
            single.getThisUpdate().toInstant(),
            Optional.ofNullable(single.getNextUpdate()).map(date -> date.toInstant()));
    if (single.getCertStatus() == org.bouncycastle.cert.ocsp.CertificateStatus.GOOD) {
      return RevocationAnswer.of(source, validity, Optional.empty(), now);
    }
    if (single.getCertStatus() instanceof RevokedStatus revoked) {
      String reason =
          revoked.hasRevocationReason() ? ReasonWords.of(revoked.getRevocationReason()) : "";
      Revocation revocation = new Revocation(revoked.getRevocationTime().toInstant(), reason);
      return RevocationAnswer.of(source, validity, Optional.of(revocation), now);
    }
    throw new NoAnswerException(source + ": the responder does not know the certificate");
  }

  private SingleResp single(String source, BasicOCSPResp basic, DigestCalculatorProvider digests)
      throws OCSPException, GeneralSecurityException, NoAnswerException {
    X509CertificateHolder authority = new JcaX509CertificateHolder(issuer);
    for (SingleResp single : basic.getResponses()) {
      CertificateID id = single.getCertID();
      if (id.getSerialNumber().equals(certificate.getSerialNumber())
          && id.matchesIssuer(authority, digests)) {
        return single;
      }
    }
    throw new NoAnswerException(source + ": the answer is about another certificate");
  }

  private boolean isSignedByAuthority(BasicOCSPResp basic)
      throws OCSPException, OperatorCreationException, GeneralSecurityException {
    for (X509Certificate signer : signers(basic)) {
      if (basic.isSignatureValid(
          new JcaContentVerifierProviderBuilder().setProvider(PROVIDER).build(signer))) {
        return true;
      }
    }
    return false;
  }

  /** Who may have signed it: the issuer, and responders that the issuer has certified. */
  private List<X509Certificate> signers(BasicOCSPResp basic) {
    return Stream.concat(
            Stream.of(issuer),
            Arrays.stream(basic.getCerts()).map(OcspQuestion::certificate).filter(this::isDelegate))
        .toList();
  }

  private static X509Certificate certificate(X509CertificateHolder holder) {
    try {
      return new JcaX509CertificateConverter().getCertificate(holder);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("a responder's certificate cannot be read", e);
    }
  }

  private boolean isDelegate(X509Certificate responder) {
    boolean isForOcsp =
        RevocationUrls.extension(
                responder.getExtensionValue(
                    org.bouncycastle.asn1.x509.Extension.extendedKeyUsage.getId()))
            .map(ExtendedKeyUsage::getInstance)
            .filter(usage -> usage.hasKeyPurposeId(KeyPurposeId.id_kp_OCSPSigning))
            .isPresent();
    return isForOcsp
        && !now.isBefore(responder.getNotBefore().toInstant())
        && !now.isAfter(responder.getNotAfter().toInstant())
        && KnownIssuers.hasIssued(issuer, responder);
  }

  private static String word(int status) {
    return switch (status) {
      case OCSPResp.MALFORMED_REQUEST -> "'malformed request'";
      case OCSPResp.INTERNAL_ERROR -> "'internal error'";
      case OCSPResp.TRY_LATER -> "'try later'";
      case OCSPResp.SIG_REQUIRED -> "'signature required'";
      case OCSPResp.UNAUTHORIZED -> "'unauthorized': it does not know the issuer";
      default -> "with status " + Objects.toString(status);
    };
  }
}
