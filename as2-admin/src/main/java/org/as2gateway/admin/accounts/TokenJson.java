package org.as2gateway.admin.accounts;

import java.time.Instant;
import org.as2gateway.admin.port.Description;
import org.as2gateway.people.accounts.ApiToken;
import org.as2gateway.people.accounts.Role;
import org.jspecify.annotations.Nullable;

/** A token as the API writes it, without its secret. */
@Description("A token for a program that uses the API.")
record TokenJson(
    String id,
    String name,
    Role role,
    String createdBy,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant lastUsedAt) {
  /** That token. */
  static TokenJson of(ApiToken token) {
    return new TokenJson(
        token.id(),
        token.name(),
        token.role(),
        token.createdBy(),
        token.createdAt(),
        token.expiresAt(),
        token.lastUsedAt());
  }
}
