package org.as2gateway.admin.partners;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.as2gateway.Gateway;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.Json;
import org.as2gateway.admin.port.JsonBody;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.Route;
import org.as2gateway.admin.port.Text;
import org.as2gateway.admin.registry.Edits;
import org.as2gateway.admin.registry.Registrar;
import org.as2gateway.admin.registry.RegistryJson;
import org.as2gateway.admin.registry.SecretAttributes;
import org.as2gateway.as2.wire.Suggestion;
import org.as2gateway.people.accounts.Actor;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.RegistryEditor;
import org.as2gateway.registry.partnerships.Partner;
import org.as2gateway.registry.partnerships.PartnerEntry;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.registry.partnerships.PartnershipEntry;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Partners and partnerships, one by one: to look at, to change, to carry elsewhere. */
public final class PartnerRoutes {
  private static final String PARTNERS = "/api/v1/partners";
  private static final String PARTNER = PARTNERS + "/{name}";
  private static final String PARTNERSHIP = "/api/v1/partnerships/{name}";

  private final Gateway gateway;
  private final Registrar registrar;

  public PartnerRoutes(Gateway gateway, Registrar registrar) {
    this.gateway = gateway;
    this.registrar = registrar;
  }

  public List<Route> routes() {
    return List.of(
        Route.post(PARTNERS, "Import partners from a file", this::importPartners)
            .by(Role.PARTNER_MANAGER),
        Route.get(PARTNER, "Show a partner", this::partner).by(Role.VIEWER),
        Route.put(PARTNER, "Add or change a partner", this::putPartner).by(Role.PARTNER_MANAGER),
        Route.delete(PARTNER, "Remove a partner", this::removePartner).by(Role.PARTNER_MANAGER),
        Route.get(PARTNER + "/export", "Export a partner", this::export).by(Role.VIEWER),
        Route.get(
                PARTNER + "/health", "Show the health of the traffic with a partner", this::health)
            .by(Role.VIEWER),
        Route.get(PARTNER + "/sheet", "Show the connection sheet of our AS2 identity", this::sheet)
            .by(Role.VIEWER),
        Route.get(PARTNERSHIP, "Show a partnership", this::partnership).by(Role.VIEWER),
        Route.put(PARTNERSHIP, "Add or change a partnership", this::putPartnership)
            .by(Role.PARTNER_MANAGER),
        Route.delete(PARTNERSHIP, "Remove a partnership", this::removePartnership)
            .by(Role.PARTNER_MANAGER));
  }

  private static Actor actor(Context context) {
    return Caller.of(context).actor();
  }

  private Partner find(Context context) {
    Registry registry = gateway.registry();
    String name = context.pathParam("name");
    List<String> known = registry.partnerships().partners().stream().map(Partner::name).toList();
    return registry.partnerships().partner(name).orElseThrow(() -> unknown("partner", name, known));
  }

  private Partnership findPartnership(String name) {
    List<Partnership> all = gateway.registry().partnerships().partnerships();
    return all.stream()
        .filter(p -> p.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> unknown("partnership", name, all.stream().map(Partnership::name).toList()));
  }

  private void partner(Context context) throws IOException {
    answer(context, 200, find(context));
  }

  private void answer(Context context, int status, Partner partner) throws IOException {
    Optional<PartnerEntry> entry = Edits.make(() -> registrar.editor().partner(partner.name()));
    ObjectNode json = RegistryJson.partner(gateway.registry(), partner);
    ObjectNode more = json.putObject("attributes");
    entry.ifPresent(
        e ->
            SecretAttributes.shown(e.attributes())
                .forEach(
                    (key, value) -> {
                      if (!PartnerJson.isTyped(key)) {
                        more.put(key, value);
                      }
                    }));
    entry.ifPresent(e -> context.header("ETag", "\"" + RegistryEditor.version(e) + "\""));
    Json.answer(context, status, json);
  }

  private void putPartner(Context context) throws IOException {
    String name = context.pathParam("name");
    JsonBody body = JsonBody.of(context);
    Optional<PartnerEntry> before = Edits.make(() -> registrar.editor().partner(name));
    PartnerEntry entry = PartnerJson.partner(name, body, before);
    Edits.make(
        () -> {
          registrar.putPartner(actor(context), entry, Edits.expected(context));
          return entry;
        });
    answer(context, before.isPresent() ? 200 : 201, find(context));
  }

  private void removePartner(Context context) throws IOException {
    boolean withPartnerships = "true".equals(context.queryParam("partnerships"));
    Edits.make(
        () -> {
          registrar.removePartner(
              actor(context), context.pathParam("name"), withPartnerships, Edits.expected(context));
          return context;
        });
    context.status(204);
  }

  private void export(Context context) throws IOException {
    Partner partner = find(context);
    Json.answer(context, 200, Edits.make(() -> PartnerDocument.of(registrar, partner)));
  }

  private void importPartners(Context context) throws IOException {
    byte[] content = JsonBody.octets(context);
    boolean isDryRun = "true".equals(context.queryParam("dryRun"));
    Optional<String> station = Optional.ofNullable(context.queryParam("station"));
    PartnerImport plan = Edits.make(() -> PartnerImport.of(registrar.registry(), content, station));
    if (!isDryRun) {
      Edits.make(() -> plan.into(registrar, actor(context)));
    }
    Json.answer(context, isDryRun ? 200 : 201, PartnerJson.imported(plan, isDryRun));
  }

  private void health(Context context) {
    Partner partner = find(context);
    List<String> partnerships =
        PartnerReport.partnershipsOf(gateway.registry(), partner).stream()
            .map(Partnership::name)
            .toList();
    Json.answer(
        context,
        200,
        PartnerJson.health(PartnerHealth.of(gateway.messages(), partnerships, registrar.now())));
  }

  private void sheet(Context context) {
    Partner station = find(context);
    Json.answer(
        context,
        200,
        PartnerJson.sheet(
            PartnerSheet.of(gateway.registry(), station, gateway.as2Urls(), registrar.now())));
  }

  private void partnership(Context context) throws IOException {
    answer(context, 200, findPartnership(context.pathParam("name")));
  }

  private void answer(Context context, int status, Partnership partnership) throws IOException {
    ObjectNode json = RegistryJson.partnership(gateway.registry(), partnership, registrar.now());
    Optional<PartnershipEntry> entry =
        Edits.make(() -> registrar.editor().partnership(partnership.name()));
    json.put("held", gateway.held().contains(partnership.name()));
    ObjectNode attributes = json.putObject("attributes");
    entry.ifPresent(e -> SecretAttributes.shown(e.attributes()).forEach(attributes::put));
    entry.ifPresent(e -> context.header("ETag", "\"" + RegistryEditor.version(e) + "\""));
    Json.answer(context, status, json);
  }

  private void putPartnership(Context context) throws IOException {
    String name = context.pathParam("name");
    JsonBody body = JsonBody.of(context);
    Optional<PartnershipEntry> before = Edits.make(() -> registrar.editor().partnership(name));
    @Nullable Map<String, String> given = body.texts("attributes");
    Map<String, String> kept = before.map(PartnershipEntry::attributes).orElse(Map.of());
    Map<String, String> attributes = new LinkedHashMap<>(Objects.requireNonNullElse(given, kept));
    SecretAttributes.keep(kept, attributes);
    PartnerJson.addShortcuts(body, attributes, gateway.registry().partnerships().partnership(name));
    PartnershipEntry entry =
        new PartnershipEntry(name, body.required("sender"), body.required("receiver"), attributes);
    Edits.make(
        () -> {
          registrar.putPartnership(actor(context), entry, Edits.expected(context));
          return entry;
        });
    answer(context, before.isPresent() ? 200 : 201, findPartnership(name));
  }

  private void removePartnership(Context context) throws IOException {
    Edits.make(
        () -> {
          registrar.removePartnership(
              actor(context), context.pathParam("name"), Edits.expected(context));
          return context;
        });
    context.status(204);
  }

  private static ProblemException unknown(String what, String name, List<String> known) {
    String shown = Text.cut(name);
    return new ProblemException(
        404, what + " '" + shown + "' not found" + Suggestion.hint(shown, known));
  }
}
