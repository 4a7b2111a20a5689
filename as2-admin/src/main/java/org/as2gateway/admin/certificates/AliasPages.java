package org.as2gateway.admin.certificates;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.as2gateway.admin.page.Format;
import org.as2gateway.admin.page.Forms;
import org.as2gateway.admin.partners.Links;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.Route;
import org.as2gateway.admin.registry.CertificateLine;
import org.as2gateway.admin.registry.CertificateReport;
import org.as2gateway.admin.registry.CertificateStatus;
import org.as2gateway.admin.registry.CertificateUses;
import org.as2gateway.admin.registry.Edits;
import org.as2gateway.admin.registry.PgpRegistrar;
import org.as2gateway.as2.keys.Der;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.certs.CertificateEntry;
import org.as2gateway.registry.revocation.RevocationStatus;
import org.jspecify.annotations.Nullable;

/** The certificates of one alias: side by side, switched, retired, put back, downloaded. */
final class AliasPages {
  private static final String ALIAS = "/certificates/{alias}";
  private static final String ONE = ALIAS + "/{fingerprint}";

  private final CertificateDesk desk;

  AliasPages(CertificateDesk desk) {
    this.desk = desk;
  }

  List<Route> routes() {
    return List.of(
        Route.page(ALIAS, "Certificates of an alias", context -> show(context, null))
            .by(Role.VIEWER),
        Route.page(ONE + "/cer", "Download a certificate as DER", this::der).by(Role.VIEWER),
        Route.page(ONE + "/pem", "Download a certificate as PEM", this::pem).by(Role.VIEWER),
        Route.page(ONE + "/chain", "Download a certificate with its chain", this::chain)
            .by(Role.VIEWER),
        Route.form(ONE + "/activate", "Set when a certificate is used for sending", this::activate)
            .by(Role.PARTNER_MANAGER),
        Route.form(ONE + "/unschedule", "Cancel a scheduled switch", this::unschedule)
            .by(Role.PARTNER_MANAGER),
        Route.form(ONE + "/retire", "Retire a certificate", this::retire).by(Role.PARTNER_MANAGER),
        Route.form(ONE + "/put-back", "Use a retired certificate again", this::putBack)
            .by(Role.PARTNER_MANAGER),
        Route.form(ALIAS + "/check-revocation", "Check certificates for revocation", this::check)
            .by(Role.OPERATOR));
  }

  private void check(Context context) {
    String alias = context.pathParam("alias");
    int left =
        RevocationRoutes.check(
            desk.gateway(),
            CertificateDesk.actor(context),
            Optional.of(alias),
            desk.registrar().now());
    desk.screen()
        .redirect(
            context,
            Links.alias(alias),
            left == 0
                ? "The certificates were checked for revocation."
                : "Not all certificates were checked for revocation: " + left + " are left.");
  }

  private Map<String, RevocationStatus> revocations(List<CertificateLine> lines) {
    Map<String, RevocationStatus> known = new LinkedHashMap<>();
    lines.forEach(
        line ->
            desk.gateway()
                .revocations()
                .status(line.fingerprint())
                .ifPresent(status -> known.put(line.fingerprint(), status)));
    return known;
  }

  /** Shows the page, with what was wrong with a form of it. */
  private void show(Context context, @Nullable String error) {
    String alias = context.pathParam("alias");
    Registry registry = desk.registrar().registry();
    boolean isNamed =
        registry.certificates().isKnown(alias)
            || registry.certificates().pgp().isKnown(alias)
            || registry.partnerships().partners().stream()
                .anyMatch(p -> p.x509Alias().filter(alias::equals).isPresent());
    if (!isNamed) {
      throw new ProblemException(404, "certificate folder not found");
    }
    if (error != null) {
      context.status(422);
    }
    desk.screen()
        .show(
            context,
            "certificates/alias",
            "Certificates of " + alias,
            view(registry, alias, Compared.of(context), error));
  }

  private AliasView view(
      Registry registry, String alias, Compared compared, @Nullable String error) {
    Instant now = desk.registrar().now();
    CertificateReport report = desk.report();
    List<CertificateLine> lines = report.of(alias);
    Optional<Instant> change =
        lines.stream()
            .flatMap(line -> Stream.concat(line.activeFrom().stream(), line.retired().stream()))
            .filter(at -> at.isAfter(now))
            .max(Comparator.naturalOrder());
    Map<String, CertificateUses> later = new LinkedHashMap<>();
    change.ifPresent(
        at -> lines.forEach(line -> later.put(line.fingerprint(), report.usesAt(line, at))));
    Map<String, List<String>> stopping = new LinkedHashMap<>();
    lines.forEach(line -> stopping.put(line.fingerprint(), report.stopping(line, now)));
    return new AliasView(
        alias,
        registry.certificates().isOwn(alias),
        lines,
        registry.certificates().authorities().stream()
            .filter(entry -> entry.alias().equals(alias))
            .toList(),
        new PgpRegistrar(desk.registrar())
            .lines().stream().filter(line -> line.entry().alias().equals(alias)).toList(),
        later,
        stopping,
        Affected.partners(registry, alias),
        rollovers(registry, lines),
        revocations(lines),
        new EnclosedCertificates(desk.gateway(), desk.registrar()).ofAlias(alias),
        change.orElse(null),
        now,
        compared,
        error);
  }

  /** How far keys of ours have come that follow another one which is still there. */
  private Map<String, Rollover> rollovers(Registry registry, List<CertificateLine> lines) {
    Map<String, Rollover> rollovers = new LinkedHashMap<>();
    for (CertificateLine line : lines) {
      if (line.now().decrypt() && !isPrevious(line, lines) && follows(line, lines)) {
        rollovers.put(
            line.fingerprint(),
            Rollover.of(
                registry, desk.gateway().certificateExchanges(), desk.gateway().handouts(), line));
      }
    }
    return rollovers;
  }

  private boolean follows(CertificateLine line, List<CertificateLine> lines) {
    return lines.stream()
        .anyMatch(
            other ->
                line.isCurrent()
                    ? isPrevious(other, lines) && other.begin().isBefore(line.begin())
                    : other.now().sign());
  }

  private boolean isPrevious(CertificateLine line, List<CertificateLine> lines) {
    return CertificateStatus.of(line, lines, desk.registrar().now()) == CertificateStatus.PREVIOUS;
  }

  private void der(Context context) {
    CertificateEntry entry = desk.entry(context);
    CertificateDesk.attach(context, entry, "cer", "application/pkix-cert")
        .result(Der.of(entry.certificate()));
  }

  private void pem(Context context) {
    CertificateEntry entry = desk.entry(context);
    CertificateDesk.attach(context, entry, "pem", "application/x-pem-file")
        .result(entry.pem().getBytes(StandardCharsets.US_ASCII));
  }

  private void chain(Context context) {
    CertificateEntry entry = desk.entry(context);
    CertificateDesk.attach(context, entry, "chain.pem", "application/x-pem-file")
        .result(entry.chainPem().getBytes(StandardCharsets.US_ASCII));
  }

  private void activate(Context context) throws IOException {
    boolean isNow = Forms.text(context, "do").equals("now");
    Optional<Instant> time = isNow ? Optional.of(desk.registrar().now()) : time(context, "from");
    if (time.isEmpty()) {
      return; // shown already
    }
    String alias = context.pathParam("alias");
    String fingerprint = context.pathParam("fingerprint");
    Edits.make(
        () ->
            desk.registrar()
                .activate(CertificateDesk.actor(context), alias, fingerprint, time.get()));
    desk.screen()
        .redirect(
            context,
            Links.alias(alias),
            isNow
                ? "Switched: this certificate is used for sending now."
                : "This certificate is used for sending from "
                    + desk.screen().times(context).echo(time.get())
                    + ".");
  }

  private void unschedule(Context context) throws IOException {
    String alias = context.pathParam("alias");
    String fingerprint = context.pathParam("fingerprint");
    Edits.make(
        () -> desk.registrar().unschedule(CertificateDesk.actor(context), alias, fingerprint));
    desk.screen()
        .redirect(
            context,
            Links.alias(alias),
            "The scheduled switch was canceled. The present certificate stays in use.");
  }

  private void retire(Context context) throws IOException {
    boolean isNow = Forms.text(context, "at").isBlank();
    Optional<Instant> time = isNow ? Optional.of(desk.registrar().now()) : time(context, "at");
    if (time.isEmpty()) {
      return; // shown already
    }
    String alias = context.pathParam("alias");
    String fingerprint = context.pathParam("fingerprint");
    List<String> stopping =
        desk.report().of(alias).stream()
            .filter(line -> line.fingerprint().equals(fingerprint))
            .findFirst()
            .map(line -> desk.report().stopping(line, time.get()))
            .orElse(List.of());
    if (!stopping.isEmpty() && !Forms.text(context, "confirm").strip().equals(alias)) {
      show(
          context,
          "Not retired. No other certificate of '%s' is in use, so these partnerships would stop: %s. To retire it anyway, enter the name '%s'."
              .formatted(alias, String.join(", ", stopping), alias));
      return;
    }
    Edits.make(
        () ->
            desk.registrar()
                .retire(CertificateDesk.actor(context), alias, fingerprint, time.get()));
    desk.screen()
        .redirect(
            context,
            Links.alias(alias),
            isNow
                ? "The certificate was retired. 'Put back' under the retired ones undoes it."
                : "This certificate is retired from "
                    + desk.screen().times(context).echo(time.get())
                    + ".");
  }

  /** A time in the future; else the page says why it is none. */
  private Optional<Instant> time(Context context, String field) {
    try {
      Instant time =
          Forms.time(context, field)
              .orElseThrow(() -> new ProblemException(422, "enter a date and time"));
      if (time.isAfter(desk.registrar().now())) {
        return Optional.of(time);
      }
      String typed = desk.screen().times(context).echo(time);
      show(context, "Not changed. " + typed + " is in the past. Enter a time in the future.");
    } catch (ProblemException e) {
      show(context, "Not changed. " + Format.sentence(String.valueOf(e.getMessage())));
    }
    return Optional.empty();
  }

  private void putBack(Context context) throws IOException {
    String alias = context.pathParam("alias");
    Edits.make(
        () ->
            desk.registrar()
                .putBack(CertificateDesk.actor(context), alias, context.pathParam("fingerprint")));
    desk.screen().redirect(context, Links.alias(alias), "The certificate is no longer retired.");
  }
}
