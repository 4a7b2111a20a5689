package org.as2gateway.admin.certificates;

import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.as2gateway.admin.page.Forms;
import org.as2gateway.admin.partners.Links;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.Route;
import org.as2gateway.admin.registry.Edits;
import org.as2gateway.admin.registry.PgpLine;
import org.as2gateway.admin.registry.PgpRegistrar;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.pgp.PgpNewKey;
import org.as2gateway.registry.certs.PgpEntry;
import org.as2gateway.registry.partnerships.EditRefused;

/** OpenPGP keys beside certificates: created, downloaded, switched, retired, put back. */
final class PgpPages {
  private static final String ONE = "/pgp-keys/{alias}/{fingerprint}";
  private static final int DEFAULT_DAYS = 3 * 365;

  private final CertificateDesk desk;
  private final PgpRegistrar pgp;

  PgpPages(CertificateDesk desk) {
    this.desk = desk;
    this.pgp = new PgpRegistrar(desk.registrar());
  }

  List<Route> routes() {
    return List.of(
        Route.page(ONE + "/asc", "Download an OpenPGP public key", this::download).by(Role.VIEWER),
        Route.form("/pgp-key-new", "Create an OpenPGP key", this::newKey).by(Role.PARTNER_MANAGER),
        Route.form(ONE + "/activate", "Use an OpenPGP key for sending now", this::activate)
            .by(Role.PARTNER_MANAGER),
        Route.form(ONE + "/unschedule", "Cancel a switch to an OpenPGP key", this::unschedule)
            .by(Role.PARTNER_MANAGER),
        Route.form(ONE + "/retire", "Retire an OpenPGP key", this::retire).by(Role.PARTNER_MANAGER),
        Route.form(ONE + "/put-back", "Use a retired OpenPGP key again", this::putBack)
            .by(Role.PARTNER_MANAGER));
  }

  private void download(Context context) {
    PgpEntry entry =
        pgp.lines().stream()
            .map(PgpLine::entry)
            .filter(e -> e.alias().equals(context.pathParam("alias")))
            .filter(e -> e.fingerprint().equals(context.pathParam("fingerprint")))
            .findFirst()
            .orElseThrow(() -> new ProblemException(404, "OpenPGP key not found"));
    String name = entry.alias().replaceAll("[^A-Za-z0-9._-]", "_");
    context
        .contentType("application/pgp-keys")
        .header(
            "Content-Disposition",
            "attachment; filename=\"%s-%s.asc\""
                .formatted(name, entry.fingerprint().substring(0, 8)))
        .result(entry.key().toArmor());
  }

  private void newKey(Context context) throws IOException {
    String alias = Forms.text(context, "alias").strip();
    String userId = Forms.text(context, "name").strip();
    boolean isCurve = Forms.text(context, "kind").equals("curve");
    PgpNewKey wanted =
        new PgpNewKey(
            userId.isEmpty() ? alias : userId,
            isCurve ? PgpNewKey.Kind.CURVE_25519 : PgpNewKey.Kind.RSA_3072,
            Duration.ofDays(DEFAULT_DAYS));
    Edits.make(() -> pgp.newKey(CertificateDesk.actor(context), alias, wanted, Optional.empty()));
    done(context, "The OpenPGP key was created. Send its public key to your partners.");
  }

  private void activate(Context context) throws IOException {
    change(
        context,
        (alias, key) ->
            pgp.activate(CertificateDesk.actor(context), alias, key, desk.registrar().now()),
        "Switched: this OpenPGP key is used for sending now.");
  }

  private void unschedule(Context context) throws IOException {
    change(
        context,
        (alias, key) -> pgp.unschedule(CertificateDesk.actor(context), alias, key),
        "The scheduled switch was canceled. The present OpenPGP key stays in use.");
  }

  private void retire(Context context) throws IOException {
    change(
        context,
        (alias, key) ->
            pgp.retire(CertificateDesk.actor(context), alias, key, desk.registrar().now()),
        "The OpenPGP key was retired. 'Put back' undoes it.");
  }

  private void putBack(Context context) throws IOException {
    change(
        context,
        (alias, key) -> pgp.putBack(CertificateDesk.actor(context), alias, key),
        "The OpenPGP key is no longer retired.");
  }

  private interface Change {
    PgpEntry make(String alias, String fingerprint) throws CertsException, EditRefused, IOException;
  }

  private void change(Context context, Change change, String told) throws IOException {
    Edits.make(() -> change.make(context.pathParam("alias"), context.pathParam("fingerprint")));
    done(context, told);
  }

  private void done(Context context, String told) {
    String alias =
        context.pathParamMap().getOrDefault("alias", Forms.text(context, "alias").strip());
    desk.screen().redirect(context, Links.alias(alias), told);
  }
}
