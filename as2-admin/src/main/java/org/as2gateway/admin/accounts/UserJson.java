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
        Optional<Boolean> external,
    @Description("whether the user has to choose another password at the next sign-in")
        boolean mustChangePassword,
    @Description("until when failed attempts keep unknown browsers out; only in lists")
        Optional<Instant> lockedUntil) {
  /** That user. */
  static UserJson of(User user) {
    return of(user, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** That user in a list. */
  static UserJson listed(
      User user, boolean hasCodes, boolean isExternal, Optional<Instant> lockedUntil) {
    return of(user, Optional.of(hasCodes), Optional.of(isExternal), lockedUntil);
  }

  private static UserJson of(
      User user,
      Optional<Boolean> codes,
      Optional<Boolean> external,
      Optional<Instant> lockedUntil) {
    return new UserJson(
        user.name(),
        user.role(),
        user.isEnabled(),
        user.createdAt(),
        user.lastSignInAt(),
        codes,
        external,
        user.mustChangePassword(),
        lockedUntil);
  }
}
