package org.as2gateway.admin.api;

import io.javalin.http.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Lets a request pass if its path is one of the open ones, compared as it stands in the request
 * line, or if it brings the token. Everything else is denied, unknown paths too. Wrong tokens of
 * one address are answered 429 after a few; the right one always passes, so that nobody can lock
 * the operator out, and guessing 256 bits stays hopeless.
 */
final class TokenGuard {
  private static final int ALLOWED_FAILURES = 10;
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int MAX_ADDRESSES = 10_000;
  private static final String SCHEME = "bearer ";

  private final AdminToken token;
  private final Set<String> openPaths;
  private final Clock clock;
  private final Map<String, Failures> failures =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
          return size() > MAX_ADDRESSES; // a crowd of addresses must not fill the heap
        }
      };

  private record Failures(int count, Instant since) {}

  TokenGuard(AdminToken token, Set<String> openPaths, Clock clock) {
    this.token = token;
    this.openPaths = Set.copyOf(openPaths);
    this.clock = clock;
  }

  /** Passes or throws. */
  void check(Context context) {
    if (openPaths.contains(context.path())) {
      return;
    }
    String header = context.header("Authorization");
    if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
      throw unauthorized(context, "the API needs the header 'Authorization: Bearer <token>'");
    }
    if (token.matches(header.substring(SCHEME.length()).strip())) {
      return;
    }
    if (countFailure(context.ip()) > ALLOWED_FAILURES) {
      context.header("Retry-After", Long.toString(WINDOW.toSeconds()));
      throw new ProblemException(429, "too many wrong tokens from this address; wait a minute");
    }
    throw unauthorized(context, "the token is wrong; it stands in data/secrets/admin-token");
  }

  private static ProblemException unauthorized(Context context, String detail) {
    context.header("WWW-Authenticate", "Bearer realm=\"as2\"");
    return new ProblemException(401, detail);
  }

  private synchronized int countFailure(String address) {
    Instant now = clock.instant();
    Failures before = failures.get(address);
    Failures after =
        before == null || before.since().plus(WINDOW).isBefore(now)
            ? new Failures(1, now)
            : new Failures(before.count() + 1, before.since());
    failures.put(address, after);
    return after.count();
  }
}
