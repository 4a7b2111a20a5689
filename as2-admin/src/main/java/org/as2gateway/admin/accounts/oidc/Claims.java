package org.as2gateway.admin.accounts.oidc;

import java.net.URI;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.as2gateway.config.GatewayConfig.Oidc;
import org.as2gateway.people.accounts.ExternalPerson;
import org.as2gateway.people.accounts.Role;
import org.jspecify.annotations.Nullable;

/** What a checked token says of a person. */
record Claims(Map<String, Object> all) {
  ExternalPerson person(URI issuer, Oidc settings) throws OidcException {
    try {
      return new ExternalPerson(
          issuer.toString(), text(find("sub")), text(find(settings.nameClaim())), role(settings));
    } catch (IllegalArgumentException e) {
      throw new OidcException("the identity provider's ID token names no user", e);
    }
  }

  /** The greatest that any of the person's groups has. */
  private Optional<Role> role(Oidc settings) {
    Set<String> held = texts(find(settings.roleClaim()));
    return Arrays.stream(Role.values())
        .filter(
            role ->
                settings.roles().getOrDefault(role.text(), List.of()).stream()
                    .anyMatch(held::contains))
        .max(Comparator.naturalOrder());
  }

  /** A claim of that very name; else dots lead into objects, as Keycloak nests its roles. */
  private @Nullable Object find(String name) {
    if (all.containsKey(name)) {
      return all.get(name);
    }
    Object found = all;
    for (String part : name.split("\\.", -1)) {
      found = found instanceof Map<?, ?> map ? map.get(part) : null;
    }
    return found;
  }

  private static String text(@Nullable Object value) {
    return value instanceof String text ? text : "";
  }

  private static Set<String> texts(@Nullable Object value) {
    if (value instanceof Collection<?> several) {
      return several.stream()
          .filter(String.class::isInstance)
          .map(String.class::cast)
          .collect(Collectors.toUnmodifiableSet());
    }
    return value instanceof String text ? Set.of(text) : Set.of();
  }
}
