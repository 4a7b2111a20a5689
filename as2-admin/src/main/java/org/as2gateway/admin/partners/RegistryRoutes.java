package org.as2gateway.admin.partners;

import java.util.List;
import org.as2gateway.admin.port.Description;
import org.as2gateway.admin.port.Route;
import org.as2gateway.admin.registry.PartnerJson;
import org.as2gateway.admin.registry.PartnershipJson;
import org.as2gateway.admin.registry.Registrar;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.registry.Registry;

/** Lists of partners and partnerships. */
public final class RegistryRoutes {
  private final Registrar registrar;

  public RegistryRoutes(Registrar registrar) {
    this.registrar = registrar;
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/api/v1/partners", "List partners", PartnersJson.class, context -> partners())
            .by(Role.VIEWER),
        Route.get(
                "/api/v1/partnerships",
                "List partnerships",
                PartnershipsJson.class,
                context -> partnerships())
            .by(Role.VIEWER));
  }

  @Description("All partners.")
  private record PartnersJson(List<PartnerJson> partners) {}

  @Description("All partnerships.")
  private record PartnershipsJson(List<PartnershipJson> partnerships) {}

  private PartnersJson partners() {
    Registry registry = registrar.registry();
    return new PartnersJson(
        registry.partnerships().partners().stream()
            .map(partner -> PartnerJson.of(registry, partner))
            .toList());
  }

  private PartnershipsJson partnerships() {
    Registry registry = registrar.registry();
    return new PartnershipsJson(
        registry.partnerships().partnerships().stream()
            .map(partnership -> PartnershipJson.of(registry, partnership, registrar.now()))
            .toList());
  }
}
