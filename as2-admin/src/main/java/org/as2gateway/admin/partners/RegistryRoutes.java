package org.as2gateway.admin.partners;

import io.javalin.http.Context;
import java.util.List;
import org.as2gateway.admin.port.Json;
import org.as2gateway.admin.port.Route;
import org.as2gateway.admin.registry.Registrar;
import org.as2gateway.admin.registry.RegistryJson;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.registry.Registry;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists of partners and partnerships. */
public final class RegistryRoutes {
  private final Registrar registrar;

  public RegistryRoutes(Registrar registrar) {
    this.registrar = registrar;
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/api/v1/partners", "List partners", this::partners).by(Role.VIEWER),
        Route.get("/api/v1/partnerships", "List partnerships", this::partnerships).by(Role.VIEWER));
  }

  private void partners(Context context) {
    Registry registry = registrar.registry();
    ObjectNode json = Json.object();
    ArrayNode list = json.putArray("partners");
    registry
        .partnerships()
        .partners()
        .forEach(partner -> list.add(RegistryJson.partner(registry, partner)));
    Json.answer(context, 200, json);
  }

  private void partnerships(Context context) {
    Registry registry = registrar.registry();
    ObjectNode json = Json.object();
    ArrayNode list = json.putArray("partnerships");
    registry
        .partnerships()
        .partnerships()
        .forEach(
            partnership ->
                list.add(RegistryJson.partnership(registry, partnership, registrar.now())));
    Json.answer(context, 200, json);
  }
}
