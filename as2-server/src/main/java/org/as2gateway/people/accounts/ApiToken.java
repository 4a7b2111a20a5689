package org.as2gateway.people.accounts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A token for programs, without its secret.
 *
 * @param id names it in lists; no secret
 * @param name what it is for
 * @param role what it may do
 * @param createdBy user who made it
 * @param createdAt when
 * @param expiresAt null for never
 * @param lastUsedAt to the minute; null if never
 */
public record ApiToken(
    String id,
    String name,
    Role role,
    String createdBy,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant lastUsedAt) {
  /** The same with a lesser role. */
  ApiToken withRole(Role lesser) {
    return new ApiToken(id, name, lesser, createdBy, createdAt, expiresAt, lastUsedAt);
  }

  /** Whether it still opens anything. */
  public boolean isValidAt(Instant now) {
    return expiresAt == null || now.isBefore(expiresAt);
  }
}
