package org.as2gateway.admin.registry;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.admin.port.Description;
import org.as2gateway.as2.wire.As2Id;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.Partner;
import org.jspecify.annotations.Nullable;

/** A partner as the API and {@code --json} write it. */
@Description("A partner or one of our AS2 identities.")
public record PartnerJson(
    String name,
    @Nullable String as2Id,
    @Description("folder under certs/") @Nullable String x509Alias,
    @Nullable String email,
    @Description("whether it is one of our AS2 identities") boolean own,
    List<RegistryProblemJson> problems,
    @Description("the other attributes; only in a single partner")
        Optional<Map<String, String>> attributes) {
  /** A partner in a list. */
  public static PartnerJson of(Registry registry, Partner partner) {
    return of(registry, partner, Optional.empty());
  }

  /** A single partner with its other attributes. */
  public static PartnerJson of(
      Registry registry, Partner partner, Optional<Map<String, String>> attributes) {
    return new PartnerJson(
        partner.name(),
        partner.as2Id().map(As2Id::value).orElse(null),
        partner.x509Alias().orElse(null),
        partner.email().orElse(null),
        registry.isOwn(partner),
        RegistryProblemJson.of(registry, "partner '" + partner.name() + "'"),
        attributes);
  }
}
