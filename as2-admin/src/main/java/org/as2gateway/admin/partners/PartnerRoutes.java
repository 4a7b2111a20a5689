package org.as2gateway.admin.partners;

import static org.as2gateway.admin.port.QueryParameter.flag;
import static org.as2gateway.admin.port.QueryParameter.text;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.as2gateway.Gateway;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.Description;
import org.as2gateway.admin.port.JsonBody;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.RequestDocument;
import org.as2gateway.admin.port.Route;
import org.as2gateway.admin.port.Text;
import org.as2gateway.admin.registry.Edits;
import org.as2gateway.admin.registry.PartnerJson;
import org.as2gateway.admin.registry.PartnershipJson;
import org.as2gateway.admin.registry.Registrar;
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
    List<Route> routes = new ArrayList<>(partnerRoutes());
    routes.addAll(partnershipRoutes());
    return routes;
  }

  private List<Route> partnerRoutes() {
    return List.of(
        Route.post(PARTNERS, "Import partners from a file", TakenJson.class, this::importPartners)
            .status(201)
            .or(200)
            .takes(PartnerDescription.class)
            .asking(
                flag("dryRun").says("true: only check the file, change nothing"),
                text("station")
                    .says(
                        "our AS2 identity that the partners exchange files with, if there are"
                            + " several"),
                text("us").says("what the file calls us, if none of its partners has our AS2 id"))
            .by(Role.PARTNER_MANAGER),
        Route.get(PARTNER, "Show a partner", PartnerJson.class, this::partner).by(Role.VIEWER),
        Route.put(PARTNER, "Add or change a partner", PartnerJson.class, this::putPartner)
            .or(201)
            .takes(PartnerChange.class)
            .by(Role.PARTNER_MANAGER),
        Route.delete(PARTNER, "Remove a partner", this::removePartner)
            .asking(flag("partnerships").says("true also removes its partnerships"))
            .by(Role.PARTNER_MANAGER),
        Route.get(PARTNER + "/export", "Export a partner", PartnerDocument.class, this::export)
            .by(Role.VIEWER),
        Route.get(
                PARTNER + "/health",
                "Show the health of the traffic with a partner",
                HealthJson.class,
                this::health)
            .by(Role.VIEWER),
        Route.get(
                PARTNER + "/sheet",
                "Show the connection sheet of our AS2 identity",
                SheetJson.class,
                this::sheet)
            .by(Role.VIEWER));
  }

  private List<Route> partnershipRoutes() {
    return List.of(
        Route.get(PARTNERSHIP, "Show a partnership", PartnershipJson.class, this::partnership)
            .by(Role.VIEWER),
        Route.put(
                PARTNERSHIP,
                "Add or change a partnership",
                PartnershipJson.class,
                this::putPartnership)
            .or(201)
            .takes(PartnershipChange.class)
            .by(Role.PARTNER_MANAGER),
        Route.delete(PARTNERSHIP, "Remove a partnership", this::removePartnership)
            .by(Role.PARTNER_MANAGER));
  }

  @Description(
      "An exported partner; XML files of OpenAS2, as2-lib and mendelson AS2 are also accepted.")
  private record PartnerDescription() implements RequestDocument {}

  @Description("Omitted members do not change; null or an empty string removes the value.")
  private record PartnerChange(
      @Nullable String as2Id,
      @Nullable String x509Alias,
      @Nullable String email,
      Optional<Map<String, String>> attributes)
      implements RequestDocument {}

  @Description("url, sign and encrypt set the attributes of the same meaning.")
  private record PartnershipChange(
      String sender,
      String receiver,
      @Nullable String url,
      @Nullable String sign,
      @Nullable String encrypt,
      Optional<Map<String, String>> attributes)
      implements RequestDocument {}

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

  private PartnerJson partner(Context context) throws IOException {
    return answer(context, find(context));
  }

  private PartnerJson answer(Context context, Partner partner) throws IOException {
    Optional<PartnerEntry> entry = Edits.make(() -> registrar.editor().partner(partner.name()));
    Map<String, String> others =
        SecretAttributes.shown(entry.map(PartnerEntry::attributes).orElse(Map.of()));
    others.keySet().removeIf(PartnerBodies::isTyped);
    entry.ifPresent(e -> context.header("ETag", "\"" + RegistryEditor.version(e) + "\""));
    return PartnerJson.of(gateway.registry(), partner, Optional.of(others));
  }

  private PartnerJson putPartner(Context context) throws IOException {
    String name = context.pathParam("name");
    JsonBody body = JsonBody.of(context);
    Optional<PartnerEntry> before = Edits.make(() -> registrar.editor().partner(name));
    PartnerEntry entry = PartnerBodies.partner(name, body, before);
    Edits.make(
        () -> {
          registrar.putPartner(actor(context), entry, Edits.expected(context));
          return entry;
        });
    context.status(before.isPresent() ? 200 : 201);
    return answer(context, find(context));
  }

  private void removePartner(Context context) throws IOException {
    boolean withPartnerships = "true".equals(context.queryParam("partnerships"));
    Edits.make(
        () -> {
          registrar.removePartner(
              actor(context), context.pathParam("name"), withPartnerships, Edits.expected(context));
          return context;
        });
  }

  private PartnerDocument export(Context context) throws IOException {
    Partner partner = find(context);
    return Edits.make(() -> PartnerDocument.of(registrar, partner));
  }

  private TakenJson importPartners(Context context) throws IOException {
    byte[] content = JsonBody.octets(context);
    boolean isDryRun = "true".equals(context.queryParam("dryRun"));
    Ours ours =
        new Ours(
            Optional.ofNullable(context.queryParam("station")),
            Optional.ofNullable(context.queryParam("us")));
    PartnerImport plan = Edits.make(() -> PartnerImport.of(registrar.registry(), content, ours));
    if (isDryRun) {
      context.status(200);
    } else {
      Edits.make(() -> plan.into(registrar, actor(context)));
    }
    return TakenJson.of(plan, isDryRun);
  }

  private HealthJson health(Context context) {
    Partner partner = find(context);
    return HealthJson.of(
        PartnerHealth.of(
            gateway, PartnerReport.partnershipsOf(gateway.registry(), partner), registrar.now()));
  }

  private SheetJson sheet(Context context) {
    Partner station = find(context);
    return SheetJson.of(PartnerSheet.of(gateway, station, registrar.now()));
  }

  private PartnershipJson partnership(Context context) throws IOException {
    return answer(context, findPartnership(context.pathParam("name")));
  }

  private PartnershipJson answer(Context context, Partnership partnership) throws IOException {
    Optional<PartnershipEntry> entry =
        Edits.make(() -> registrar.editor().partnership(partnership.name()));
    entry.ifPresent(e -> context.header("ETag", "\"" + RegistryEditor.version(e) + "\""));
    return PartnershipJson.of(gateway.registry(), partnership, registrar.now())
        .with(
            gateway.held().contains(partnership.name()),
            SecretAttributes.shown(entry.map(PartnershipEntry::attributes).orElse(Map.of())));
  }

  private PartnershipJson putPartnership(Context context) throws IOException {
    String name = context.pathParam("name");
    JsonBody body = JsonBody.of(context);
    Optional<PartnershipEntry> before = Edits.make(() -> registrar.editor().partnership(name));
    @Nullable Map<String, String> given = body.texts("attributes");
    Map<String, String> kept = before.map(PartnershipEntry::attributes).orElse(Map.of());
    Map<String, String> attributes = new LinkedHashMap<>(Objects.requireNonNullElse(given, kept));
    SecretAttributes.keep(kept, attributes);
    PartnerBodies.addShortcuts(
        body, attributes, gateway.registry().partnerships().partnership(name));
    PartnershipEntry entry =
        new PartnershipEntry(name, body.required("sender"), body.required("receiver"), attributes);
    Edits.make(
        () -> {
          registrar.putPartnership(actor(context), entry, Edits.expected(context));
          return entry;
        });
    context.status(before.isPresent() ? 200 : 201);
    return answer(context, findPartnership(name));
  }

  private void removePartnership(Context context) throws IOException {
    Edits.make(
        () -> {
          registrar.removePartnership(
              actor(context), context.pathParam("name"), Edits.expected(context));
          return context;
        });
  }

  private static ProblemException unknown(String what, String name, List<String> known) {
    String shown = Text.cut(name);
    return new ProblemException(
        404, what + " '" + shown + "' not found" + Suggestion.hint(shown, known));
  }
}
