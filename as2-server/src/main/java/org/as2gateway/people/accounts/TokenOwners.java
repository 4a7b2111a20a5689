package org.as2gateway.people.accounts;

import java.util.List;
import java.util.Optional;

/**
 * What a token may do depends on who made it: it never has more than the role of its maker now, and
 * nothing once the maker is gone.
 */
final class TokenOwners {
  /**
   * Names the holder of {@code data/secrets/admin-token}, who can do anything as long as it lasts.
   */
  private static final String ADMIN_TOKEN = "admin-token";

  /** How a token is named as an actor: no user's name has a space in it. */
  private static final String TOKEN = "token ";

  /** Tokens made with tokens made with tokens: beyond that nobody is asked. */
  private static final int MOST_STEPS = 4;

  private final IdentityStores stores;

  TokenOwners(IdentityStores stores) {
    this.stores = stores;
  }

  /** The token with the role that it has now; empty if it has none. */
  Optional<ApiToken> inForce(ApiToken token) {
    return role(token, 0).map(most -> token.role().includes(most) ? token.withRole(most) : token);
  }

  /** The role that the maker of a token has. */
  private Optional<Role> role(ApiToken token, int step) {
    String maker = token.createdBy();
    if (maker.equals(ADMIN_TOKEN)) {
      return Optional.of(Role.ADMINISTRATOR);
    }
    if (!maker.startsWith(TOKEN)) {
      return stores
          .users()
          .find(maker)
          .filter(User::isEnabled)
          .filter(user -> !user.createdAt().isAfter(token.createdAt())) // else a namesake
          .map(User::role);
    }
    if (step == MOST_STEPS) {
      return Optional.empty();
    }
    List<ApiToken> makers =
        stores.tokens().all().stream()
            .filter(other -> other.name().equals(maker.substring(TOKEN.length())))
            .filter(other -> other.createdAt().isBefore(token.createdAt()))
            .toList();
    if (makers.isEmpty()) {
      return Optional.empty(); // revoked, and what was made with it too
    }
    return makers.stream()
        .map(other -> role(other, step + 1).map(most -> lesser(most, other.role())))
        .reduce((one, other) -> one.flatMap(a -> other.map(b -> lesser(a, b))))
        .orElse(Optional.empty());
  }

  private static Role lesser(Role one, Role other) {
    return one.includes(other) ? other : one;
  }
}
