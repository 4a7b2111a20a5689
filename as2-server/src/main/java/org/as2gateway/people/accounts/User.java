package org.as2gateway.people.accounts;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A person.
 *
 * @param name as typed at sign-in, in lower case
 * @param role what they may do
 * @param isEnabled whether they may sign in
 * @param createdAt when the account was made
 * @param lastSignInAt null if never
 * @param mustChangePassword whether they have to choose another password before anything else
 * @param zone the time zone that they read times in; empty for that of their browser
 */
public record User(
    String name,
    Role role,
    boolean isEnabled,
    Instant createdAt,
    @Nullable Instant lastSignInAt,
    boolean mustChangePassword,
    Optional<String> zone) {
  /** A new account that may sign in. */
  static User created(String name, Role role, Instant at, boolean mustChangePassword) {
    return new User(name, role, true, at, null, mustChangePassword, Optional.empty());
  }

  User withAccess(Role role, boolean isEnabled) {
    return new User(name, role, isEnabled, createdAt, lastSignInAt, mustChangePassword, zone);
  }

  /** What the audit log keeps of an account. */
  String summary() {
    return "role: " + role.text() + ", " + (isEnabled ? "enabled" : "disabled");
  }
}
