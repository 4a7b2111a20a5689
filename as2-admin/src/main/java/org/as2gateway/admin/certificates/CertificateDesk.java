package org.as2gateway.admin.certificates;

import io.javalin.http.Context;
import java.util.List;
import java.util.stream.Stream;
import org.as2gateway.Gateway;
import org.as2gateway.admin.page.Screen;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.registry.CertificateLine;
import org.as2gateway.admin.registry.CertificateReport;
import org.as2gateway.admin.registry.Registrar;
import org.as2gateway.people.accounts.Actor;
import org.as2gateway.registry.certs.CertificateEntry;
import org.as2gateway.registry.certs.CertificateRegistry;

/**
 * What all pages about certificates work with. Their paths name an alias and a fingerprint.
 *
 * @param screen shows pages
 * @param gateway whose certificates they are
 * @param registrar changes them
 */
record CertificateDesk(Screen screen, Gateway gateway, Registrar registrar) {
  /** Who asks. */
  static Actor actor(Context context) {
    return Caller.of(context).actor();
  }

  /** All certificates as they stand. */
  CertificateReport report() {
    return new CertificateReport(
        registrar.registry(), gateway.traffic(), gateway.revocations(), registrar.now());
  }

  /** Those of an alias that are not retired. */
  List<CertificateLine> present(String alias) {
    return report().of(alias).stream().filter(line -> !line.isRetired(registrar.now())).toList();
  }

  /** Offers by message. */
  CertificateOffers offers() {
    return CertificateOffers.of(gateway, registrar);
  }

  /** The certificate that the path names; an authority's too. */
  CertificateEntry entry(Context context) {
    CertificateRegistry certificates = registrar.registry().certificates();
    String alias = context.pathParam("alias");
    String fingerprint = context.pathParam("fingerprint");
    return Stream.concat(certificates.entries().stream(), certificates.authorities().stream())
        .filter(e -> e.alias().equals(alias) && e.fingerprint().equals(fingerprint))
        .findFirst()
        .orElseThrow(() -> new ProblemException(404, "certificate not found"));
  }

  /** The certificate of a key of ours that the path names. */
  CertificateEntry ownKey(Context context) {
    CertificateEntry entry = entry(context);
    if (!entry.isOwn()) {
      throw new ProblemException(404, "key not found");
    }
    return entry;
  }

  /** Answers with a file that is named after a certificate. */
  static Context attach(
      Context context, CertificateEntry entry, String ending, String contentType) {
    String name = entry.alias().replaceAll("[^A-Za-z0-9._-]", "_");
    String file = name + "-" + entry.fingerprint().substring(0, 8) + "." + ending;
    return context
        .contentType(contentType)
        .header("Content-Disposition", "attachment; filename=\"" + file + "\"");
  }
}
