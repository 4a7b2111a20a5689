package org.as2gateway.admin.setup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.admin.registry.Registrar;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.as2.keys.Fingerprint;
import org.as2gateway.people.accounts.Actor;
import org.as2gateway.people.onboarding.Onboarding;
import org.as2gateway.registry.certs.TrustFile;
import org.as2gateway.registry.partnerships.EditRefused;
import org.as2gateway.registry.partnerships.EditRefused.Reason;
import org.as2gateway.registry.partnerships.PartnerAlias;
import org.as2gateway.registry.partnerships.Partnership;

/**
 * Certificates by which the TLS of a partner that is being set up is trusted, besides the usual
 * authorities: those of its partnership already, and those that somebody has compared.
 */
public final class TlsTrust {
  private static final String ATTRIBUTE = "gw.tls_trust";

  private TlsTrust() {}

  public static List<X509Certificate> of(Registrar registrar, Onboarding onboarding) {
    List<X509Certificate> trust = new ArrayList<>(read(onboarding.answer(Answer.TLS_TRUST)));
    registrar
        .registry()
        .outboundTo(onboarding.partner())
        .map(Partnership::transport)
        .flatMap(transport -> transport.tlsTrust())
        .map(registrar.certificates()::trustFile)
        .ifPresent(file -> trust.addAll(read(file)));
    return trust;
  }

  /** The answers that add the one that was shown, if it is that one. */
  public static Map<String, String> adding(Onboarding onboarding, String fingerprint, Instant now)
      throws EditRefused {
    String pem = onboarding.answer(Answer.TLS_SHOWN);
    String wanted = fingerprint.replaceAll("[:\\s]", "").toLowerCase(Locale.ROOT);
    Optional<X509Certificate> shown = read(pem).stream().findFirst();
    if (shown.isEmpty() || !Fingerprint.of(shown.get()).equals(wanted)) {
      throw new EditRefused(
          Reason.CONFLICT,
          "the last connection check did not show this certificate; run the checks again");
    }
    try {
      shown.get().checkValidity(Date.from(now));
    } catch (CertificateException e) {
      throw new EditRefused(
          Reason.INVALID, "the certificate is expired or not yet valid; the partner must renew it");
    }
    return Map.of(Answer.TLS_TRUST, onboarding.answer(Answer.TLS_TRUST) + pem);
  }

  /**
   * Writes what was compared into a file of the partner's own, with what was trusted before, and
   * names that: the file named so far may be that of other partners too.
   */
  public static void put(
      Registrar registrar, Actor who, Onboarding onboarding, Map<String, String> attributes)
      throws CertsException, IOException {
    if (onboarding.answer(Answer.TLS_TRUST).isEmpty()) {
      return;
    }
    String file = PartnerAlias.of(onboarding.partner()) + "-tls.pem";
    for (X509Certificate certificate : of(registrar, onboarding)) {
      registrar.addTrust(who, file, certificate);
    }
    attributes.put(ATTRIBUTE, file);
  }

  /** A file that cannot be read stands among the registry's problems. */
  private static List<X509Certificate> read(Path file) {
    try {
      return TrustFile.read(file);
    } catch (CertsException e) {
      return List.of();
    }
  }

  private static List<X509Certificate> read(String text) {
    try {
      return text.isEmpty()
          ? List.of()
          : TrustFile.parse(text.getBytes(StandardCharsets.ISO_8859_1));
    } catch (CertsException e) {
      return List.of();
    }
  }
}
