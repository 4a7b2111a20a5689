package org.as2gateway.admin.certificates;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.Description;
import org.as2gateway.admin.port.JsonBody;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.RequestDocument;
import org.as2gateway.admin.port.Route;
import org.as2gateway.admin.port.Text;
import org.as2gateway.admin.registry.AdvisedCertificateJson;
import org.as2gateway.admin.registry.CertificateJson;
import org.as2gateway.admin.registry.Edits;
import org.as2gateway.admin.registry.Registrar;
import org.as2gateway.admin.registry.Upload;
import org.as2gateway.as2.keys.CertificateUse;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.people.accounts.Actor;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.registry.certs.CertificateEntry;
import org.as2gateway.registry.certs.CertificateRegistry;
import org.as2gateway.registry.certs.ImportOptions;
import org.as2gateway.registry.certs.ImportReport;
import org.as2gateway.registry.certs.KeyKind;
import org.as2gateway.registry.certs.KeyStorePassword;
import org.as2gateway.registry.certs.NewKey;
import org.as2gateway.registry.revocation.RevocationStatus;
import org.as2gateway.registry.revocation.Revocations;

/** Certificates: to look at, to take, to make, to activate, to retire. */
public final class CertificateRoutes {
  private static final String CERTIFICATES = "/api/v1/certificates";
  private static final String ONE = CERTIFICATES + "/{alias}/{fingerprint}";

  private final Registrar registrar;
  private final Revocations revocations;

  /**
   * Routes over that registry.
   *
   * @param revocations what issuers say of the certificates of partners
   */
  public CertificateRoutes(Registrar registrar, Revocations revocations) {
    this.registrar = registrar;
    this.revocations = revocations;
  }

  public List<Route> routes() {
    List<Route> routes = new ArrayList<>(datedRoutes());
    routes.addAll(
        List.of(
            Route.get(CERTIFICATES, "List certificates", CertificatesJson.class, context -> list())
                .by(Role.VIEWER),
            Route.post(
                    CERTIFICATES,
                    "Import certificates or a key, or create a key",
                    CertificatesJson.class,
                    this::add)
                .status(201)
                .takes(CertificateRequest.class)
                .by(Role.PARTNER_MANAGER),
            Route.post(
                    CERTIFICATES + "/look",
                    "Review certificates without importing them",
                    AdvisedCertificatesJson.class,
                    this::look)
                .takes(CertificateFile.class)
                .by(Role.PARTNER_MANAGER)));
    return routes;
  }

  /** When a certificate is used. */
  private List<Route> datedRoutes() {
    return List.of(
        Route.post(
                ONE + "/activate",
                "Set when a certificate is used for sending",
                CertificateJson.class,
                this::activate)
            .takes(From.class)
            .by(Role.PARTNER_MANAGER),
        Route.post(
                ONE + "/unschedule",
                "Cancel a scheduled switch to a certificate",
                CertificateJson.class,
                this::unschedule)
            .by(Role.PARTNER_MANAGER),
        Route.post(
                ONE + "/retire",
                "Retire a certificate at a given time",
                CertificateJson.class,
                this::retire)
            .takes(At.class)
            .by(Role.PARTNER_MANAGER),
        Route.post(
                ONE + "/put-back",
                "Use a retired certificate again",
                CertificateJson.class,
                this::putBack)
            .by(Role.PARTNER_MANAGER));
  }

  @Description("Certificates in a file.")
  private record AdvisedCertificatesJson(List<AdvisedCertificateJson> certificates) {}

  @Description("A key to create.")
  private record NewKeyRequest(
      Optional<String> commonName,
      @Description("such as rsa-3072") Optional<String> kind,
      @Description("number of days, as a string") Optional<String> validDays)
      implements RequestDocument {}

  @Description("Certificates or one of our keys to import, as 'pem' or 'file', or a key to create.")
  private record CertificateRequest(
      String alias,
      @Description("PEM, or PKCS #7 in PEM") Optional<String> pem,
      @Description("a file in Base64: PEM, DER, PKCS #7, or PKCS #12 with one of our keys")
          Optional<String> file,
      @Description("password of the PKCS #12 file; default: the password of the home")
          Optional<String> password,
      @Description(values = {"sign", "encrypt", "both"}) Optional<String> use,
      Optional<Instant> activeFrom,
      Optional<NewKeyRequest> newKey)
      implements RequestDocument {}

  @Description("Certificates to review, as 'pem' or 'file'.")
  private record CertificateFile(
      @Description("folder to import into; its certificates are also considered")
          Optional<String> alias,
      @Description("PEM, or PKCS #7 in PEM") Optional<String> pem,
      @Description("a file in Base64: PEM, DER or PKCS #7") Optional<String> file)
      implements RequestDocument {}

  private static Actor actor(Context context) {
    return Caller.of(context).actor();
  }

  private CertificateJson json(CertificateEntry entry) {
    return CertificateJson.of(
        entry,
        entry.isOwn()
            ? null
            : revocations.status(entry.fingerprint()).map(RevocationStatus::state).orElse(null));
  }

  private CertificatesJson list() {
    CertificateRegistry certificates = registrar.registry().certificates();
    return CertificatesJson.all(certificates.entries(), this::json, certificates.authorities());
  }

  private AdvisedCertificatesJson look(Context context) throws IOException {
    JsonBody body = JsonBody.of(context);
    Upload upload = upload(body);
    String alias = body.text("alias").orElse("");
    return new AdvisedCertificatesJson(
        Edits.make(() -> registrar.look(alias, upload.content().toBytes())).stream()
            .map(AdvisedCertificateJson::of)
            .toList());
  }

  private CertificatesJson add(Context context) throws IOException {
    JsonBody body = JsonBody.of(context);
    String alias = body.required("alias");
    Optional<Instant> activeFrom = body.time("activeFrom");
    if (body.has("newKey")) {
      NewKey wanted = newKey(alias, body, activeFrom);
      return CertificatesJson.made(
          Edits.make(() -> registrar.newKey(actor(context), alias, wanted)));
    }
    Upload upload = upload(body);
    ImportOptions options =
        new ImportOptions(uses(body), activeFrom, body.text("password").map(KeyStorePassword::of));
    ImportReport report =
        Edits.make(() -> registrar.importCertificates(actor(context), alias, upload, options));
    return imported(report);
  }

  /** What an import added; refused if that is nothing. */
  static CertificatesJson imported(ImportReport report) {
    if (report.isEmpty()) {
      throw new ProblemException(422, String.join("; ", report.remarks()));
    }
    return CertificatesJson.imported(report);
  }

  /** A text as it is, or a file of any form in Base64. */
  static Upload upload(JsonBody body) {
    Optional<String> file = body.text("file");
    if (file.isEmpty()) {
      return new Upload("pem", Octets.of(body.required("pem").getBytes(StandardCharsets.UTF_8)));
    }
    try {
      return new Upload("file", Octets.of(Base64.getDecoder().decode(file.get())));
    } catch (IllegalArgumentException e) {
      throw new ProblemException(400, "'file' is not Base64");
    }
  }

  private static NewKey newKey(String alias, JsonBody body, Optional<Instant> activeFrom) {
    var wish = body.texts("newKey");
    String kind = wish == null ? "" : wish.getOrDefault("kind", "");
    NewKey wanted = NewKey.of(wish == null ? alias : wish.getOrDefault("commonName", alias));
    if (!kind.isBlank()) {
      wanted =
          wanted.withKind(
              KeyKind.parse(kind)
                  .orElseThrow(
                      () ->
                          new ProblemException(
                              422,
                              "'kind' is '"
                                  + Text.cut(kind)
                                  + "', expected one of "
                                  + Arrays.stream(KeyKind.values())
                                      .map(KeyKind::text)
                                      .collect(Collectors.joining(", ")))));
    }
    String days = wish == null ? "" : wish.getOrDefault("validDays", "");
    if (!days.isBlank()) {
      if (!days.matches("[1-9]\\d{0,3}")) {
        throw new ProblemException(
            422, "'validDays' is not valid, expected a number of days from 1 to 9999");
      }
      wanted = wanted.withValidity(Duration.ofDays(Long.parseLong(days)));
    }
    return activeFrom.isPresent() ? wanted.withActiveFrom(activeFrom.get()) : wanted;
  }

  static Optional<Set<CertificateUse>> uses(JsonBody body) {
    Optional<String> use = body.text("use");
    if (use.isEmpty() || use.get().equals("both")) {
      return Optional.empty();
    }
    try {
      return Optional.of(EnumSet.of(CertificateUse.valueOf(use.get().toUpperCase(Locale.ROOT))));
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          422, "'use' is '" + Text.cut(use.get()) + "', expected 'sign', 'encrypt' or 'both'");
    }
  }

  private CertificateJson activate(Context context) throws IOException {
    Instant from = JsonBody.of(context).time("from").orElseGet(registrar::now);
    return json(
        Edits.make(
            () ->
                registrar.activate(
                    actor(context),
                    context.pathParam("alias"),
                    context.pathParam("fingerprint"),
                    from)));
  }

  private CertificateJson unschedule(Context context) throws IOException {
    return json(
        Edits.make(
            () ->
                registrar.unschedule(
                    actor(context), context.pathParam("alias"), context.pathParam("fingerprint"))));
  }

  private CertificateJson putBack(Context context) throws IOException {
    return json(
        Edits.make(
            () ->
                registrar.putBack(
                    actor(context), context.pathParam("alias"), context.pathParam("fingerprint"))));
  }

  private CertificateJson retire(Context context) throws IOException {
    Instant at = JsonBody.of(context).time("at").orElseGet(registrar::now);
    return json(
        Edits.make(
            () ->
                registrar.retire(
                    actor(context),
                    context.pathParam("alias"),
                    context.pathParam("fingerprint"),
                    at)));
  }
}
