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
 * Pages about what belongs to a message.
 *
 * @param ours page of our keys
 * @param theirs page of the partner's certificates
 * @param file our certificate as a file, that which we sign with now; null if there is none
 * @param partner page of the partner; null if it is not known any more
 * @param partnership page of the partnership; null if it is not known any more
 * @param isTest whether what goes on the partnership are tests
 * @param stranger the certificate that came inside, of a signer we do not know; null if none did
 */
public record MessageLinks(
    String ours,
    String theirs,
    @Nullable String file,
    @Nullable String partner,
    @Nullable String partnership,
    boolean isTest,
    @Nullable Stranger stranger) {
  private static final String CERTIFICATES = "/certificates";

  /**
   * A certificate of a signer we do not know.
   *
   * @param name subject
   * @param page where it is compared and imported
   */
  public record Stranger(String name, String page) {}

  static MessageLinks of(MessageRecord message, Gateway gateway, Instant now) {
    Registry registry = gateway.registry();
    boolean isOut = message.direction() == Direction.OUT;
    Optional<Partnership> partnership = registry.partnerships().partnership(message.partnership());
    Optional<Partner> us = partnership.map(p -> isOut ? p.sender() : p.receiver());
    Optional<Partner> them = partnership.map(p -> isOut ? p.receiver() : p.sender());
    Optional<String> ours = us.flatMap(Partner::x509Alias);
    String file =
        ours.flatMap(alias -> registry.certificates().signing(alias, now))
            .map(key -> page(ours) + "/" + Fingerprint.of(key.certificate()) + "/cer")
            .orElse(null);
    return new MessageLinks(
        page(ours),
        page(them.flatMap(Partner::x509Alias)),
        file,
        them.map(partner -> "/partners/" + segment(partner.name())).orElse(null),
        partnership.map(p -> "/partnerships/" + segment(p.name()) + "/edit").orElse(null),
        partnership.filter(registry::isInTest).isPresent(),
        them.flatMap(Partner::x509Alias).flatMap(alias -> stranger(message, gateway)).orElse(null));
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
    return alias.map(name -> CERTIFICATES + "/" + segment(name)).orElse(CERTIFICATES);
  }

  private static String segment(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
