package org.as2gateway.admin.messages;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.as2gateway.Gateway;
import org.as2gateway.as2.keys.Fingerprint;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.Partner;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.MessageRecord;
import org.jspecify.annotations.Nullable;

/**
 * Where the certificates are that a message was made or read with.
 *
 * @param ours page of our keys
 * @param theirs page of the partner's certificates
 * @param file our certificate as a file, that which we sign with now; null if there is none
 * @param stranger the certificate that came inside, of a signer we do not know; null if none did
 */
public record CertificateLinks(
    String ours, String theirs, @Nullable String file, @Nullable Stranger stranger) {
  private static final String PAGE = "/certificates";

  /**
   * A certificate of a signer we do not know.
   *
   * @param name subject
   * @param page where it is compared and imported
   */
  public record Stranger(String name, String page) {}

  static CertificateLinks of(MessageRecord message, Gateway gateway, Instant now) {
    Registry registry = gateway.registry();
    boolean isOut = message.direction() == Direction.OUT;
    Optional<Partnership> partnership = registry.partnerships().partnership(message.partnership());
    Optional<String> ours =
        partnership.map(p -> isOut ? p.sender() : p.receiver()).flatMap(Partner::x509Alias);
    Optional<String> theirs =
        partnership.map(p -> isOut ? p.receiver() : p.sender()).flatMap(Partner::x509Alias);
    String file =
        ours.flatMap(alias -> registry.certificates().signing(alias, now))
            .map(key -> page(ours) + "/" + Fingerprint.of(key.certificate()) + "/cer")
            .orElse(null);
    return new CertificateLinks(
        page(ours),
        page(theirs),
        file,
        theirs.flatMap(a -> stranger(message, gateway)).orElse(null));
  }

  private static Optional<Stranger> stranger(MessageRecord message, Gateway gateway) {
    return gateway
        .enclosedSigner(message)
        .filter(
            certificate ->
                gateway.registry().certificates().entries().stream()
                    .noneMatch(entry -> entry.certificate().equals(certificate)))
        .map(
            certificate ->
                new Stranger(
                    certificate.getSubjectX500Principal().getName(),
                    "/certificate-import/message/" + message.id()));
  }

  private static String page(Optional<String> alias) {
    return alias
        .map(
            name ->
                PAGE + "/" + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"))
        .orElse(PAGE);
  }
}
