package org.as2gateway.admin.certificates;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.Gateway;
import org.as2gateway.admin.partners.PartnerSheet;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.registry.CertificateAdvice;
import org.as2gateway.admin.registry.Registrar;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.as2.keys.Fingerprint;
import org.as2gateway.registry.partnerships.Partner;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.MessageQuery;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.transport.as2.explain.EnclosedSigner;

/** Finds certificates that came inside messages whose signer is not known. */
final class EnclosedCertificates {
  private static final int MOST = 3;
  private static final int LOOKED_AT = 50;
  private static final MessageQuery.Effort EFFORT =
      new MessageQuery.Effort(2000, Duration.ofMillis(500));

  private final Gateway gateway;
  private final Registrar registrar;

  EnclosedCertificates(Gateway gateway, Registrar registrar) {
    this.gateway = gateway;
    this.registrar = registrar;
  }

  /**
   * The certificate that came inside that message or its receipt.
   *
   * @throws ProblemException with status 404 if there is no such message, or no certificate of an
   *     unknown signer is kept of it
   */
  EnclosedCertificate require(String messageId) {
    MessageRecord message =
        gateway
            .messages()
            .find(messageId)
            .orElseThrow(() -> new ProblemException(404, "message not found"));
    return gateway
        .enclosedSigner(message)
        .flatMap(certificate -> of(message, certificate))
        .orElseThrow(
            () ->
                new ProblemException(
                    404, "no certificate of an unknown signer is kept of this message"));
  }

  /** A few that came in the newest messages of that alias's partners and are not imported yet. */
  List<EnclosedCertificate> ofAlias(String alias) {
    List<String> partnerships =
        registrar.registry().partnerships().partnerships().stream()
            .filter(p -> isOf(p.sender(), alias) || isOf(p.receiver(), alias))
            .map(Partnership::name)
            .toList();
    if (partnerships.isEmpty() || registrar.registry().certificates().isOwn(alias)) {
      return List.of();
    }
    Set<String> seen = new HashSet<>();
    List<EnclosedCertificate> found = new ArrayList<>();
    for (MessageRecord message : gateway.messages().search(refused(partnerships)).messages()) {
      if (EnclosedSigner.isSought(message) && found.size() < MOST) {
        gateway
            .enclosedSigner(message)
            .filter(certificate -> seen.add(Fingerprint.of(certificate)))
            .flatMap(certificate -> of(message, certificate))
            .filter(enclosed -> enclosed.alias().equals(alias) && !enclosed.isKnown())
            .ifPresent(found::add);
      }
    }
    return found;
  }

  private static MessageQuery refused(List<String> partnerships) {
    return new MessageQuery(
        null,
        Set.of(MessageStatus.REFUSED, MessageStatus.FAILED),
        partnerships,
        List.of(),
        null,
        null,
        null,
        null,
        LOOKED_AT,
        MessageQuery.Order.NEWEST_FIRST,
        EFFORT);
  }

  private static boolean isOf(Partner partner, String alias) {
    return partner.x509Alias().filter(alias::equals).isPresent();
  }

  private Optional<EnclosedCertificate> of(MessageRecord message, X509Certificate certificate) {
    Optional<Partner> partner =
        registrar
            .registry()
            .partnerships()
            .partnership(message.partnership())
            .map(p -> message.direction() == Direction.IN ? p.sender() : p.receiver());
    return partner
        .flatMap(Partner::x509Alias)
        .flatMap(
            alias ->
                advice(alias, certificate)
                    .map(
                        advice ->
                            new EnclosedCertificate(message, partner.get().name(), alias, advice)));
  }

  private Optional<CertificateAdvice> advice(String alias, X509Certificate certificate) {
    try {
      byte[] pem = PartnerSheet.pem(certificate).getBytes(StandardCharsets.US_ASCII);
      return registrar.look(alias, pem).stream().findFirst();
    } catch (CertsException e) {
      return Optional.empty(); // what cannot be read cannot be imported
    }
  }
}
