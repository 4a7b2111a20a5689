package org.as2gateway.admin.certificates;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.as2gateway.Gateway;
import org.as2gateway.admin.page.Forms;
import org.as2gateway.admin.page.Screen;
import org.as2gateway.admin.partners.Links;
import org.as2gateway.admin.partners.PartnerSheet;
import org.as2gateway.admin.partners.Uploads;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.Route;
import org.as2gateway.admin.registry.CertificateAdvice;
import org.as2gateway.admin.registry.CertificateLine;
import org.as2gateway.admin.registry.CertificateReport;
import org.as2gateway.admin.registry.Edits;
import org.as2gateway.admin.registry.Registrar;
import org.as2gateway.admin.registry.Upload;
import org.as2gateway.as2.keys.CertificateUse;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.people.accounts.Actor;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.registry.Problem;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.certs.CertificateEntry;
import org.as2gateway.registry.certs.ImportOptions;
import org.as2gateway.registry.certs.ImportReport;
import org.as2gateway.registry.certs.KeyKind;
import org.as2gateway.registry.certs.KeyStorePassword;
import org.as2gateway.registry.certs.NewKey;
import org.as2gateway.registry.partnerships.Partner;

/** Certificates: all on a timeline; one alias side by side; looking at, taking, making, dating. */
public final class CertificatePages {
  private static final String ALL = "/certificates";
  private static final String LOOK = "/certificate-import";
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
    List<Route> routes = new ArrayList<>(new OfferPages(screen, gateway, registrar).routes());
    routes.addAll(new AliasPages(screen, gateway, registrar).routes());
    routes.addAll(new RolloverPages(screen, gateway, registrar).routes());
    routes.addAll(ownRoutes());
    return routes;
  }

  private List<Route> ownRoutes() {
    return List.of(
        Route.page(ALL, "Certificates", this::all).by(Role.VIEWER),
        Route.upload(LOOK, "Review certificates before import", this::look)
            .by(Role.PARTNER_MANAGER),
        Route.form(LOOK + "/take", "Import certificates", this::take).by(Role.PARTNER_MANAGER),
        Route.form("/key-new", "Create a key", this::newKey).by(Role.PARTNER_MANAGER));
  }

  private static Actor actor(Context context) {
    return Caller.of(context).actor();
  }

  private CertificateReport report() {
    return new CertificateReport(registrar.registry(), gateway.traffic(), registrar.now());
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
            registry.problems().stream()
                .filter(p -> p.subject().startsWith("certs/"))
                .map(Problem::sentence)
                .toList(),
            gateway.certificateExchanges().newest(SHOWN_OFFERS),
            registrar.now()));
  }

  private void look(Context context) throws IOException {
    Uploads.check(context);
    String alias = Forms.text(context, "alias").strip();
    String use = Forms.text(context, "use");
    Optional<Upload> upload = Uploads.of(context, "file", "text");
    String password = Forms.text(context, "password");
    if (upload.isPresent() && !password.isEmpty()) {
      takeKeys(context, alias, upload.get(), password);
      return;
    }
    try {
      byte[] content = upload.map(u -> u.content().toBytes()).orElse(new byte[0]);
      List<CertificateAdvice> found = registrar.look(alias, content);
      String pem =
          found.stream()
              .map(advice -> PartnerSheet.pem(advice.candidate().certificate()))
              .collect(Collectors.joining());
      showReview(context, new ReviewView(alias, use, found, pem, Compared.of(context), null));
    } catch (CertsException e) {
      context.status(422);
      String name = upload.map(Upload::name).orElse("choose a file or paste the text");
      showReview(
          context,
          new ReviewView(alias, use, List.of(), "", Compared.NONE, name + ": " + e.getMessage()));
    }
  }

  private void showReview(Context context, ReviewView view) {
    screen.show(context, "certificates/review", "Review certificates", view);
  }

  private void takeKeys(Context context, String alias, Upload upload, String password)
      throws IOException {
    ImportOptions options =
        new ImportOptions(
            Optional.empty(), Optional.empty(), Optional.of(KeyStorePassword.of(password)));
    take(context, alias, upload, options);
  }

  private void take(Context context) throws IOException {
    String alias = Forms.text(context, "alias");
    String pem = Forms.text(context, "pem");
    Optional<Set<CertificateUse>> uses =
        switch (Forms.text(context, "use")) {
          case "sign" -> Optional.of(EnumSet.of(CertificateUse.SIGN));
          case "encrypt" -> Optional.of(EnumSet.of(CertificateUse.ENCRYPT));
          default -> Optional.empty();
        };
    Optional<Instant> from = Forms.time(context, "from");
    take(
        context,
        alias,
        new Upload("certificate", Octets.of(pem.getBytes(StandardCharsets.US_ASCII))),
        new ImportOptions(uses, from, Optional.empty()));
  }

  private void take(Context context, String alias, Upload upload, ImportOptions options)
      throws IOException {
    ImportReport report =
        Edits.make(() -> registrar.importCertificates(actor(context), alias, upload, options));
    if (report.isEmpty()) {
      throw new ProblemException(422, String.join("; ", report.remarks()));
    }
    List<String> told = new ArrayList<>();
    if (!report.added().isEmpty()) {
      told.add(
          "Taken: "
              + report.added().stream()
                  .map(entry -> CertificateLine.nameOf(entry.certificate()))
                  .collect(Collectors.joining(", "))
              + ".");
    }
    report.remarks().forEach(remark -> told.add(remark + "."));
    screen.redirect(context, Links.alias(alias), String.join(" ", told));
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
