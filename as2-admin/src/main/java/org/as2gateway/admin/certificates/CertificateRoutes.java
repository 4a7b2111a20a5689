package org.as2gateway.admin.certificates;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.Json;
import org.as2gateway.admin.port.JsonBody;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.Route;
import org.as2gateway.admin.port.Text;
import org.as2gateway.admin.registry.Edits;
import org.as2gateway.admin.registry.Registrar;
import org.as2gateway.admin.registry.RegistryJson;
import org.as2gateway.admin.registry.Upload;
import org.as2gateway.as2.keys.CertificateUse;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.people.accounts.Actor;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.registry.certs.CertificateEntry;
import org.as2gateway.registry.certs.ImportOptions;
import org.as2gateway.registry.certs.ImportReport;
import org.as2gateway.registry.certs.KeyKind;
import org.as2gateway.registry.certs.KeyStorePassword;
import org.as2gateway.registry.certs.NewKey;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Certificates: to look at, to take, to make, to activate, to retire. */
public final class CertificateRoutes {
  private static final String CERTIFICATES = "/api/v1/certificates";
  private static final String ONE = CERTIFICATES + "/{alias}/{fingerprint}";

  private final Registrar registrar;

  public CertificateRoutes(Registrar registrar) {
    this.registrar = registrar;
  }

  public List<Route> routes() {
    return List.of(
        Route.get(CERTIFICATES, "List certificates", this::list).by(Role.VIEWER),
        Route.post(CERTIFICATES, "Import certificates or a key, or create a key", this::add)
            .by(Role.PARTNER_MANAGER),
        Route.post(CERTIFICATES + "/look", "Review certificates without importing them", this::look)
            .by(Role.PARTNER_MANAGER),
        Route.post(ONE + "/activate", "Set when a certificate is used for sending", this::activate)
            .by(Role.PARTNER_MANAGER),
        Route.post(ONE + "/retire", "Retire a certificate at a given time", this::retire)
            .by(Role.PARTNER_MANAGER));
  }

  private static Actor actor(Context context) {
    return Caller.of(context).actor();
  }

  private void list(Context context) {
    ObjectNode json = Json.object();
    ArrayNode list = json.putArray("certificates");
    registrar
        .registry()
        .certificates()
        .entries()
        .forEach(entry -> list.add(RegistryJson.certificate(entry)));
    ArrayNode authorities = json.putArray("authorities");
    registrar
        .registry()
        .certificates()
        .authorities()
        .forEach(entry -> authorities.add(RegistryJson.certificate(entry)));
    Json.answer(context, 200, json);
  }

  private void look(Context context) throws IOException {
    JsonBody body = JsonBody.of(context);
    Upload upload = upload(body);
    String alias = body.text("alias").orElse("");
    ObjectNode json = Json.object();
    ArrayNode found = json.putArray("certificates");
    Edits.make(() -> registrar.look(alias, upload.content().toBytes()))
        .forEach(advice -> found.add(RegistryJson.advice(advice)));
    Json.answer(context, 200, json);
  }

  private void add(Context context) throws IOException {
    JsonBody body = JsonBody.of(context);
    String alias = body.required("alias");
    Optional<Instant> activeFrom = body.time("activeFrom");
    ObjectNode json = Json.object();
    ArrayNode added = json.putArray("certificates");
    if (body.has("newKey")) {
      NewKey wanted = newKey(alias, body, activeFrom);
      added.add(
          RegistryJson.certificate(
              Edits.make(() -> registrar.newKey(actor(context), alias, wanted))));
    } else {
      Upload upload = upload(body);
      ImportOptions options =
          new ImportOptions(
              uses(body), activeFrom, body.text("password").map(KeyStorePassword::of));
      ImportReport report =
          Edits.make(() -> registrar.importCertificates(actor(context), alias, upload, options));
      if (report.isEmpty()) {
        throw new ProblemException(422, String.join("; ", report.remarks()));
      }
      report.added().forEach(entry -> added.add(RegistryJson.certificate(entry)));
      ArrayNode refusals = json.putArray("refusals");
      report.reasons().forEach(refusals::add);
      ArrayNode notes = json.putArray("notes");
      report.notes().forEach(notes::add);
    }
    Json.answer(context, 201, json);
  }

  /** A text as it is, or a file of any form in Base64. */
  private static Upload upload(JsonBody body) {
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

  private static Optional<Set<CertificateUse>> uses(JsonBody body) {
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

  private void activate(Context context) throws IOException {
    Instant from = JsonBody.of(context).time("from").orElseGet(registrar::now);
    answer(
        context,
        Edits.make(
            () ->
                registrar.activate(
                    actor(context),
                    context.pathParam("alias"),
                    context.pathParam("fingerprint"),
                    from)));
  }

  private void retire(Context context) throws IOException {
    Instant at = JsonBody.of(context).time("at").orElseGet(registrar::now);
    answer(
        context,
        Edits.make(
            () ->
                registrar.retire(
                    actor(context),
                    context.pathParam("alias"),
                    context.pathParam("fingerprint"),
                    at)));
  }

  private static void answer(Context context, CertificateEntry entry) {
    Json.answer(context, 200, RegistryJson.certificate(entry));
  }
}
