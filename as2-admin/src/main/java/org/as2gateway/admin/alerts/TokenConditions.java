package org.as2gateway.admin.alerts;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.as2gateway.people.accounts.ApiToken;
import org.as2gateway.people.alerts.AlertKind;
import org.as2gateway.people.alerts.Condition;
import org.as2gateway.people.alerts.Moment;

/**
 * API tokens that expire soon or have just expired, one condition for each. It is gone once the
 * token is revoked, or two weeks after its end.
 */
final class TokenConditions {
  private static final Duration NOTICE = Duration.ofDays(14);

  private TokenConditions() {}

  static List<Condition> of(List<ApiToken> tokens, Instant now) {
    return tokens.stream().flatMap(token -> of(token, now).stream()).toList();
  }

  private static Optional<Condition> of(ApiToken token, Instant now) {
    Instant end = token.expiresAt();
    if (end == null || Duration.between(now, end).abs().compareTo(NOTICE) > 0) {
      return Optional.empty();
    }
    boolean isOver = !end.isAfter(now);
    String key = AlertKind.TOKEN.text() + ":" + token.id() + (isOver ? ":expired" : "");
    return Optional.of(
        new Condition(
                AlertKind.TOKEN,
                key,
                isOver,
                "API token '" + token.name() + "' " + when(end, now),
                "Created by "
                    + token.createdBy()
                    + ". Create a new token for its program, then revoke"
                    + " this one.",
                "/tokens",
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty())
            .with(new Moment(isOver ? "expired" : "expires", end)));
  }

  private static String when(Instant end, Instant now) {
    long days = Duration.between(now, end).toDays();
    if (!end.isAfter(now)) {
      return "has expired";
    }
    return days > 1 ? "expires in " + days + " days" : "expires in a day or less";
  }
}
