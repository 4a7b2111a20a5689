package org.as2gateway.admin.certificates;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.as2gateway.admin.registry.CertificateAdvice;
import org.as2gateway.admin.registry.CertificateLine;
import org.as2gateway.admin.registry.Upload;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.store.log.MessageRecord;

/**
 * A certificate that came inside a message whose signer is not known, or inside the receipt for
 * one. The sender chose it.
 *
 * @param message the message
 * @param partner who is said to have sent it
 * @param alias where the partner's certificates are
 * @param advice the certificate, explained
 */
public record EnclosedCertificate(
    MessageRecord message, String partner, String alias, CertificateAdvice advice) {
  /** Its subject's common name. */
  public String name() {
    return CertificateLine.nameOf(advice.candidate().certificate());
  }

  /** Whether the alias has it already. */
  public boolean isKnown() {
    return advice.candidate().knownAs().contains(alias);
  }

  /** What is imported. */
  Upload upload() {
    String origin = "message " + message.id();
    byte[] pem = advice.candidate().pem().getBytes(StandardCharsets.US_ASCII);
    return new Upload(origin, Octets.of(pem), Optional.of(origin));
  }
}
