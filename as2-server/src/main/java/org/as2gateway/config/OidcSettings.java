package org.as2gateway.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.config.GatewayConfig.Oidc;

/** Reads the section {@code oidc}. */
final class OidcSettings {
  private static final List<String> ROLES =
      List.of("viewer", "operator", "partner-manager", "administrator");

  private OidcSettings() {}

  static Oidc read(YamlSection oidc, SettingValues values) {
    Optional<String> written = oidc.secret("client-secret", values::text);
    Optional<String> kept = oidc.optional("client-secret-file", values::secretFile);
    Oidc result =
        new Oidc(
            oidc.optional("issuer", values::issuer),
            oidc.value("client-id", "as2-gateway", values::text),
            written.or(() -> kept),
            oidc.value("label", "single sign-on", values::text),
            oidc.value("scope", "openid profile email", values::scope),
            oidc.value("name-claim", "preferred_username", values::text),
            oidc.value("role-claim", "groups", values::text),
            roles(oidc.section("roles"), values));
    if (oidc.isClean() && written.isPresent() && kept.isPresent()) {
      oidc.error(
          "client-secret-file",
          "is set together with 'oidc.client-secret', expected only one of them");
    }
    if (oidc.isClean() && result.issuer().isPresent() && result.roles().isEmpty()) {
      oidc.error(
          "roles",
          "is missing, expected the provider's group names for each role: 'administrator:"
              + " as2-admins', for example");
    }
    oidc.finish();
    return result;
  }

  private static Map<String, List<String>> roles(YamlSection section, SettingValues values) {
    Map<String, List<String>> roles = new LinkedHashMap<>();
    for (String role : ROLES) {
      section.optional(role, values::names).ifPresent(names -> roles.put(role, names));
    }
    section.finish();
    return roles;
  }
}
