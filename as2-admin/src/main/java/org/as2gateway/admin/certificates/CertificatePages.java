package org.as2gateway.admin.certificates;

import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.as2gateway.Gateway;
import org.as2gateway.admin.page.Forms;
import org.as2gateway.admin.page.Screen;
import org.as2gateway.admin.partners.Links;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.Route;
import org.as2gateway.admin.registry.CertificateReport;
import org.as2gateway.admin.registry.Edits;
import org.as2gateway.admin.registry.PgpRegistrar;
import org.as2gateway.admin.registry.Registrar;
import org.as2gateway.people.accounts.Actor;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.registry.Problem;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.certs.CertificateEntry;
import org.as2gateway.registry.certs.KeyKind;
import org.as2gateway.registry.certs.NewKey;
import org.as2gateway.registry.partnerships.Partner;

/** Certificates: all on a timeline, and the pages of an alias; making keys. */
public final class CertificatePages {
  private static final String ALL = "/certificates";
  private static final int SHOWN_OFFERS = 20;
  private static final Duration LONGEST_VALIDITY = Duration.ofDays(3653);

  private final Screen screen;
  private final Gateway gateway;
  private final Registrar registrar;

  /** Pages of that gateway's certificates. */
  public CertificatePages(Screen screen, Gateway gateway, Registrar registrar) {
    this.screen = screen;
    this.gateway = gateway;
    this.registrar = registrar;
  }

  /** Where they are. */
  public List<Route> routes() {
    CertificateDesk desk = new CertificateDesk(screen, gateway, registrar);
    List<Route> routes = new ArrayList<>(new OfferPages(desk).routes());
    routes.addAll(new AliasPages(desk).routes());
    routes.addAll(new RolloverPages(desk).routes());
    routes.addAll(new KeyPages(desk).routes());
    routes.addAll(new ImportPages(desk).routes());
    routes.addAll(new PgpPages(desk).routes());
    routes.addAll(ownRoutes());
    return routes;
  }

  private List<Route> ownRoutes() {
    return List.of(
        Route.page(ALL, "Certificates", this::all).by(Role.VIEWER),
        Route.form("/key-new", "Create a key", this::newKey).by(Role.PARTNER_MANAGER));
  }

  private static Actor actor(Context context) {
    return Caller.of(context).actor();
  }

  private CertificateReport report() {
    return new CertificateReport(
        registrar.registry(), gateway.traffic(), gateway.revocations(), registrar.now());
  }

  private void all(Context context) {
    Registry registry = registrar.registry();
    CertificateReport report = report();
    Map<Boolean, List<String>> aliases =
        registry.partnerships().partners().stream()
            .flatMap((Partner p) -> p.x509Alias().stream())
            .distinct()
            .sorted()
            .collect(Collectors.partitioningBy(registry.certificates()::isOwn));
    boolean hasOwn = aliases.getOrDefault(true, List.of()).isEmpty();
    screen.show(
        context,
        "certificates/all",
        "Certificates",
        new CertificatesView(
            report.inFolders(),
            report.ofTls(gateway.config(), registrar.certificates()),
            Timeline.around(registrar.now()),
            // While nobody is us, any of them may become our station.
            aliases.getOrDefault(!hasOwn, List.of()),
            aliases.getOrDefault(false, List.of()),
            new PgpRegistrar(registrar).lines(),
            registry.problems().stream()
                .filter(p -> p.subject().startsWith("certs/"))
                .map(Problem::sentence)
                .toList(),
            gateway.certificateExchanges().newest(SHOWN_OFFERS),
            registrar.now()));
  }

  private void newKey(Context context) throws IOException {
    String alias = Forms.text(context, "alias").strip();
    String name = Forms.text(context, "name").strip();
    NewKey wanted = NewKey.of(name.isEmpty() ? alias : name);
    Optional<KeyKind> kind = KeyKind.parse(Forms.text(context, "kind"));
    if (kind.isPresent()) {
      wanted = wanted.withKind(kind.get());
    }
    String days = Forms.text(context, "days");
    if (days.matches("[1-9]\\d{0,3}")
        && Duration.ofDays(Long.parseLong(days)).compareTo(LONGEST_VALIDITY) <= 0) {
      wanted = wanted.withValidity(Duration.ofDays(Long.parseLong(days)));
    }
    Optional<Instant> from = Forms.time(context, "from");
    NewKey made = from.isPresent() ? wanted.withActiveFrom(from.get()) : wanted;
    CertificateEntry entry = Edits.make(() -> registrar.newKey(actor(context), alias, made));
    boolean isUsed =
        registrar
            .registry()
            .certificates()
            .signing(alias, registrar.now())
            .filter(key -> key.certificate().equals(entry.certificate()))
            .isPresent();
    screen.redirect(
        context,
        Links.alias(alias),
        isUsed
            ? "The key was created and is in use, since there is no other. Send its certificate to"
                + " your partners now."
            : "The key was created. Send its certificate to your partners before you use it.");
  }
}
