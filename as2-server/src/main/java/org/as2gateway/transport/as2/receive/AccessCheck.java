package org.as2gateway.transport.as2.receive;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.as2gateway.as2.keys.Fingerprint;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.as2.wire.PartnerText;
import org.as2gateway.registry.InboundPasswords;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.certs.CertificateRegistry;
import org.as2gateway.registry.partnerships.AccessPolicy;
import org.as2gateway.registry.partnerships.Partnership;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a partner may send from where it is, with the TLS certificate and the login it shows;
 * nothing is read before. Safe for many threads.
 */
final class AccessCheck {
  private static final Logger LOG = LoggerFactory.getLogger(AccessCheck.class);
  private static final As2Response LOGIN =
      new As2Response(
          401,
          new MimeEntity(
              Headers.of("WWW-Authenticate", "Basic realm=\"AS2\", charset=\"UTF-8\""),
              new byte[0]));

  private final Supplier<Registry> registry;
  private final Clock clock;
  private final InboundPasswords passwords;
  private final RefusalLog refusals;
  private final AttackSigns signs;

  AccessCheck(InboundContext context) {
    this.registry = context.registry();
    this.clock = context.clock();
    this.passwords = new InboundPasswords(context.files().folders());
    this.refusals = new RefusalLog(LOG, context.clock());
    this.signs = context.signs();
  }

  /** The answer to one who may not; empty if the request is to be looked at further. */
  Optional<As2Response> refusal(As2Request request, Partnership partnership) {
    AccessPolicy access = partnership.access();
    if (!access.allows(request.remoteAddress())) {
      refuse(request, partnership, "that address is not in gw.source_addresses");
      return Optional.of(As2Response.empty(403));
    }
    Optional<String> fault =
        access.certificateAlias().flatMap(alias -> faultOfCertificate(request.peer(), alias));
    if (fault.isPresent()) {
      refuse(request, partnership, fault.get());
      return Optional.of(As2Response.empty(403));
    }
    return access.basicUser().flatMap(user -> login(request, partnership, user));
  }

  private void refuse(As2Request request, Partnership partnership, String why) {
    log(request, partnership, why);
    signs.add(
        AttackSigns.Kind.ACCESS_REFUSED,
        partnership.name(),
        "last from " + request.remoteAddress() + ": " + why);
  }

  private void log(As2Request request, Partnership partnership, String why) {
    refusals.warn(
        partnership.name(),
        "request of '{}' at {} refused: {}",
        partnership.sender().name(),
        request.remoteAddress(),
        why);
  }

  /** What is wrong with the TLS certificate of the peer; empty if it is one of the alias. */
  private Optional<String> faultOfCertificate(As2Request.Peer peer, String alias) {
    String expected = "expected TLS with a certificate of certs/" + alias + "/, found ";
    if (peer.certificate().isEmpty()) {
      String found = peer.isTls() ? "TLS without a certificate" : "plain http";
      return Optional.of(expected + found + " (gw.inbound_certificate)");
    }
    X509Certificate shown = peer.certificate().get();
    CertificateRegistry certificates = registry.get().certificates();
    if (certificates.shown(alias, clock.instant()).contains(shown)) {
      return Optional.empty();
    }
    boolean isOfAlias =
        certificates.entries().stream()
            .anyMatch(e -> e.alias().equals(alias) && e.certificate().equals(shown));
    String found = isOfAlias ? "one that is expired, retired or not valid yet: " : "";
    return Optional.of(
        expected
            + found
            + "'%s' with fingerprint %s (gw.inbound_certificate)"
                .formatted(
                    PartnerText.clean(shown.getSubjectX500Principal().getName()),
                    Fingerprint.of(shown)));
  }

  private Optional<As2Response> login(As2Request request, Partnership partnership, String user) {
    try {
      if (passwords.isLogin(partnership, user, request.headers().first("Authorization"))) {
        return Optional.empty();
      }
    } catch (IOException e) {
      LOG.error(
          "message of '{}' answered 503: the password in 'data/secrets/{}' cannot be read: {}",
          partnership.sender().name(),
          InboundPasswords.fileName(partnership),
          e.toString());
      return Optional.of(As2Response.unavailable());
    }
    if (request.headers().first("Authorization").isPresent()) {
      refuse(request, partnership, "the login it shows is not that of gw.inbound_user");
    } else {
      // Many programs show a login only when they are asked for it, so this is no fault yet.
      log(request, partnership, "expected the login of gw.inbound_user, found none");
    }
    return Optional.of(LOGIN);
  }
}
