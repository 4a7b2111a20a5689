package org.as2gateway.admin.certificates;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.Description;
import org.as2gateway.admin.port.JsonBody;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.RequestDocument;
import org.as2gateway.admin.port.Route;
import org.as2gateway.admin.registry.Edits;
import org.as2gateway.admin.registry.PgpKeyJson;
import org.as2gateway.admin.registry.PgpRegistrar;
import org.as2gateway.admin.registry.Registrar;
import org.as2gateway.admin.registry.Upload;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.people.accounts.Actor;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.pgp.PgpNewKey;
import org.as2gateway.registry.certs.ImportOptions;
import org.as2gateway.registry.certs.ImportReport;
import org.as2gateway.registry.certs.KeyStorePassword;
import org.as2gateway.registry.certs.PgpEntry;
import org.as2gateway.registry.certs.PgpKeyFolder;

/** OpenPGP keys: to look at, to import, to create, to activate, to retire. */
public final class PgpRoutes {
  private static final String KEYS = "/api/v1/pgp-keys";
  private static final String ONE = KEYS + "/{alias}/{fingerprint}";
  private static final int DEFAULT_DAYS = 3 * 365;

  private final Registrar registrar;
  private final PgpRegistrar pgp;

  /** Works with that registrar. */
  public PgpRoutes(Registrar registrar) {
    this.registrar = registrar;
    this.pgp = new PgpRegistrar(registrar);
  }

  /** Where they are. */
  public List<Route> routes() {
    return List.of(
        Route.get(KEYS, "List OpenPGP keys", PgpKeysJson.class, context -> list()).by(Role.VIEWER),
        Route.post(KEYS, "Import OpenPGP keys, or create one", PgpKeysJson.class, this::add)
            .status(201)
            .takes(PgpKeyRequest.class)
            .by(Role.PARTNER_MANAGER),
        Route.post(
                KEYS + "/look",
                "Review OpenPGP keys without importing them",
                PgpOffersJson.class,
                this::look)
            .takes(PgpLookRequest.class)
            .by(Role.PARTNER_MANAGER),
        dated("activate", "Set when an OpenPGP key is used for sending", this::activate)
            .takes(From.class),
        dated("unschedule", "Cancel a scheduled switch to an OpenPGP key", this::unschedule),
        dated("retire", "Retire an OpenPGP key at a given time", this::retire).takes(At.class),
        dated("put-back", "Use a retired OpenPGP key again", this::putBack));
  }

  private interface Change {
    PgpEntry make(Context context, Actor who, String alias, String fingerprint) throws IOException;
  }

  private Route dated(String action, String title, Change change) {
    return Route.post(
            ONE + "/" + action,
            title,
            PgpKeyJson.class,
            context ->
                json(
                    change.make(
                        context,
                        Caller.of(context).actor(),
                        context.pathParam("alias"),
                        context.pathParam("fingerprint"))))
        .by(Role.PARTNER_MANAGER);
  }

  @Description("List of OpenPGP keys.")
  private record PgpKeysJson(
      List<PgpKeyJson> keys,
      @Description("keys that were not imported, with reasons") Optional<List<String>> refusals) {}

  @Description("OpenPGP keys in a file.")
  private record PgpOffersJson(List<PgpOfferJson> keys) {}

  @Description("An OpenPGP key that was offered.")
  private record PgpOfferJson(
      String userId,
      String fingerprint,
      List<String> keyIds,
      String algorithm,
      boolean secret,
      @Description("whether an older state of it is replaced") boolean update,
      @Description("why it cannot be imported") Optional<String> refusal) {}

  @Description("An OpenPGP key to create.")
  private record PgpNewKeyRequest(
      @Description("name and address") Optional<String> userId,
      @Description(values = {"rsa", "curve"}) Optional<String> kind,
      @Description("number of days, as a string") Optional<String> validDays)
      implements RequestDocument {}

  @Description("OpenPGP keys to import, as 'armor', or a key to create.")
  private record PgpKeyRequest(
      String alias,
      @Description("text of the keys") Optional<String> armor,
      @Description("pass phrase of a secret key; default: the password of the home")
          Optional<String> password,
      Optional<Instant> activeFrom,
      Optional<PgpNewKeyRequest> newKey)
      implements RequestDocument {}

  @Description("OpenPGP keys to review.")
  private record PgpLookRequest(String alias, @Description("text of the keys") String armor)
      implements RequestDocument {}

  private PgpKeyJson json(PgpEntry entry) {
    return PgpKeyJson.of(entry, registrar.now());
  }

  private PgpKeysJson list() {
    return new PgpKeysJson(
        pgp.lines().stream().map(line -> json(line.entry())).toList(), Optional.empty());
  }

  private PgpOffersJson look(Context context) throws IOException {
    JsonBody body = JsonBody.of(context);
    byte[] armor = body.required("armor").getBytes(StandardCharsets.UTF_8);
    return new PgpOffersJson(
        Edits.make(() -> pgp.look(body.required("alias"), armor)).stream()
            .map(PgpRoutes::offer)
            .toList());
  }

  private static PgpOfferJson offer(PgpKeyFolder.Offer offer) {
    return new PgpOfferJson(
        offer.key().name(),
        offer.key().fingerprint(),
        offer.key().keyIds(),
        offer.key().algorithm(),
        offer.isSecret(),
        offer.isUpdate(),
        offer.refusal());
  }

  private PgpKeysJson add(Context context) throws IOException {
    JsonBody body = JsonBody.of(context);
    Actor who = Caller.of(context).actor();
    String alias = body.required("alias");
    if (body.has("newKey")) {
      PgpNewKey wanted = newKey(alias, body);
      PgpEntry made = Edits.make(() -> pgp.newKey(who, alias, wanted, body.time("activeFrom")));
      return new PgpKeysJson(List.of(json(made)), Optional.empty());
    }
    Octets armor = Octets.of(body.required("armor").getBytes(StandardCharsets.UTF_8));
    ImportOptions options =
        new ImportOptions(
            Optional.empty(),
            body.time("activeFrom"),
            body.text("password").map(KeyStorePassword::of));
    ImportReport report =
        Edits.make(
            () -> registrar.importCertificates(who, alias, new Upload("armor", armor), options));
    if (report.pgp().isEmpty()) {
      throw new ProblemException(422, String.join("; ", report.remarks()));
    }
    return new PgpKeysJson(
        report.pgp().stream().map(this::json).toList(), Optional.of(report.reasons()));
  }

  private static PgpNewKey newKey(String alias, JsonBody body) {
    Map<String, String> wish = body.texts("newKey");
    Map<String, String> known = wish == null ? Map.of() : wish;
    String days = known.getOrDefault("validDays", Integer.toString(DEFAULT_DAYS));
    if (!days.matches("[1-9]\\d{0,3}")) {
      throw new ProblemException(
          422, "'validDays' is not valid, expected a number of days from 1 to 9999");
    }
    PgpNewKey.Kind kind =
        switch (known.getOrDefault("kind", "rsa")) {
          case "rsa" -> PgpNewKey.Kind.RSA_3072;
          case "curve" -> PgpNewKey.Kind.CURVE_25519;
          default ->
              throw new ProblemException(422, "'kind' is not valid, expected 'rsa' or 'curve'");
        };
    return new PgpNewKey(
        known.getOrDefault("userId", alias), kind, Duration.ofDays(Long.parseLong(days)));
  }

  private PgpEntry activate(Context context, Actor who, String alias, String fingerprint)
      throws IOException {
    Instant from = JsonBody.of(context).time("from").orElseGet(registrar::now);
    return Edits.make(() -> pgp.activate(who, alias, fingerprint, from));
  }

  private PgpEntry unschedule(Context context, Actor who, String alias, String fingerprint)
      throws IOException {
    return Edits.make(() -> pgp.unschedule(who, alias, fingerprint));
  }

  private PgpEntry retire(Context context, Actor who, String alias, String fingerprint)
      throws IOException {
    Instant at = JsonBody.of(context).time("at").orElseGet(registrar::now);
    return Edits.make(() -> pgp.retire(who, alias, fingerprint, at));
  }

  private PgpEntry putBack(Context context, Actor who, String alias, String fingerprint)
      throws IOException {
    return Edits.make(() -> pgp.putBack(who, alias, fingerprint));
  }
}
