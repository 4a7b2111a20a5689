package org.as2gateway.admin.accounts;

import java.time.Instant;
import java.util.Optional;
import org.as2gateway.admin.port.Description;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.people.accounts.User;
import org.jspecify.annotations.Nullable;

/** A user as the API writes it. */
@Description("A person who can sign in.")
record UserJson(
    String name,
    Role role,
    boolean enabled,
    Instant createdAt,
    @Nullable Instant lastSignInAt,
    @Description("whether two-factor authentication is on; only in lists") Optional<Boolean> codes,
    @Description("whether the user signs in with the identity provider; only in lists")
        Optional<Boolean> external) {
  /** That user. */
  static UserJson of(User user) {
    return of(user, Optional.empty(), Optional.empty());
  }

  /** That user in a list. */
  static UserJson listed(User user, boolean hasCodes, boolean isExternal) {
    return of(user, Optional.of(hasCodes), Optional.of(isExternal));
  }

  private static UserJson of(User user, Optional<Boolean> codes, Optional<Boolean> external) {
    return new UserJson(
        user.name(),
        user.role(),
        user.isEnabled(),
        user.createdAt(),
        user.lastSignInAt(),
        codes,
        external);
  }
}
