package org.as2gateway.people.accounts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person.
 *
 * @param name as typed at sign-in, in lower case
 * @param role what they may do
 * @param isEnabled whether they may sign in
 * @param createdAt when the account was made
 * @param lastSignInAt null if never
 */
public record User(
    String name, Role role, boolean isEnabled, Instant createdAt, @Nullable Instant lastSignInAt) {
  User withAccess(Role role, boolean isEnabled) {
    return new User(name, role, isEnabled, createdAt, lastSignInAt);
  }

  /** What the audit log keeps of an account. */
  String summary() {
    return "role: " + role.text() + ", " + (isEnabled ? "enabled" : "disabled");
  }
}
