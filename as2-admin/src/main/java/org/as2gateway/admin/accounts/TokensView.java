package org.as2gateway.admin.accounts;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.as2gateway.people.accounts.ApiToken;
import org.jspecify.annotations.Nullable;

/**
 * The page API tokens.
 *
 * @param tokens newest first
 * @param now the present
 * @param secret of the token just made, shown this once; null if none was made
 * @param error why none was made; null if all is well
 */
public record TokensView(
    List<ApiToken> tokens, Instant now, @Nullable String secret, @Nullable String error) {
  private static final int FEW_DAYS = 14;

  /** How long a token is still good, such as {@code 89 days left}; empty if it does not expire. */
  public String left(ApiToken token) {
    if (token.expiresAt() == null) {
      return "";
    }
    long days = daysLeft(token.expiresAt());
    if (!token.isValidAt(now)) {
      return "expired";
    }
    return days == 0 ? "less than a day left" : days == 1 ? "1 day left" : days + " days left";
  }

  /** Color of that text. */
  public String tone(ApiToken token) {
    if (!token.isValidAt(now)) {
      return "bad";
    }
    return token.expiresAt() != null && daysLeft(token.expiresAt()) < FEW_DAYS ? "warn" : "";
  }

  private long daysLeft(Instant end) {
    return Duration.between(now, end).toDays();
  }
}
