package org.as2gateway.admin.api;

import io.javalin.http.Context;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import org.as2gateway.identity.Role;
import org.as2gateway.partnership.Partner;
import org.as2gateway.partnership.Partnership;
import org.as2gateway.registry.Registry;
import org.as2gateway.wire.Suggestion;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Partners, partnerships and certificates, to look at. */
final class RegistryRoutes {
  private final GatewayAccess gateway;
  private final Clock clock;

  RegistryRoutes(GatewayAccess gateway, Clock clock) {
    this.gateway = gateway;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/v1/partners", "All partners", this::partners).by(Role.VIEWER),
        Route.get("/api/v1/partners/{name}", "One partner", this::partner).by(Role.VIEWER),
        Route.get("/api/v1/partnerships", "All partnerships", this::partnerships).by(Role.VIEWER),
        Route.get("/api/v1/partnerships/{name}", "One partnership", this::partnership)
            .by(Role.VIEWER),
        Route.get("/api/v1/certificates", "All certificates", this::certificates).by(Role.VIEWER));
  }

  private void partners(Context context) {
    Registry registry = gateway.registry();
    ObjectNode json = Json.object();
    ArrayNode list = json.putArray("partners");
    registry
        .partnerships()
        .partners()
        .forEach(partner -> list.add(RegistryJson.partner(registry, partner)));
    Json.answer(context, 200, json);
  }

  private void partner(Context context) {
    Registry registry = gateway.registry();
    String name = context.pathParam("name");
    Partner partner =
        registry
            .partnerships()
            .partner(name)
            .orElseThrow(
                () ->
                    unknown(
                        "partner", name, names(registry.partnerships().partners(), Partner::name)));
    Json.answer(context, 200, RegistryJson.partner(registry, partner));
  }

  private void partnerships(Context context) {
    Registry registry = gateway.registry();
    ObjectNode json = Json.object();
    ArrayNode list = json.putArray("partnerships");
    registry
        .partnerships()
        .partnerships()
        .forEach(
            partnership ->
                list.add(RegistryJson.partnership(registry, partnership, clock.instant())));
    Json.answer(context, 200, json);
  }

  private void partnership(Context context) {
    Registry registry = gateway.registry();
    String name = context.pathParam("name");
    Partnership partnership =
        registry
            .partnerships()
            .partnership(name)
            .orElseThrow(
                () ->
                    unknown(
                        "partnership",
                        name,
                        names(registry.partnerships().partnerships(), Partnership::name)));
    Json.answer(context, 200, RegistryJson.partnership(registry, partnership, clock.instant()));
  }

  private void certificates(Context context) {
    ObjectNode json = Json.object();
    ArrayNode list = json.putArray("certificates");
    gateway
        .registry()
        .certificates()
        .entries()
        .forEach(entry -> list.add(RegistryJson.certificate(entry)));
    Json.answer(context, 200, json);
  }

  private static <T> List<String> names(List<T> entries, Function<T, String> name) {
    return entries.stream().map(name).toList();
  }

  private static ProblemException unknown(String what, String name, List<String> known) {
    String shown = Text.cut(name);
    return new ProblemException(
        404, "no " + what + " is named '" + shown + "'" + Suggestion.hint(shown, known));
  }
}
