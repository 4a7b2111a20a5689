package org.as2gateway.admin.api;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.net.URI;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.as2gateway.admin.api.Route.Kind;
import org.as2gateway.identity.Actor;
import org.as2gateway.identity.ApiToken;
import org.as2gateway.identity.Role;
import org.as2gateway.identity.SignIns;
import org.as2gateway.identity.SignIns.Present;

/**
 * Lets a request pass if its path is one of the open ones, compared as it stands in the request
 * line, or if it brings a token or a session whose role suffices. Everything else is denied,
 * unknown paths too. What a browser sends by itself is never enough to change anything: an unsafe
 * request with a cookie has to come from one of our pages and bring the session's token.
 */
final class AccessGuard {
  static final String SIGN_IN = "/login";
  private static final String LIVE = "/live";
  private static final String BY_ITSELF = "X-By-Itself";
  private static final String SCHEME = "bearer ";
  private static final String CSRF_HEADER = "X-CSRF-Token";
  private static final String CSRF_FIELD = "csrf";
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
  private static final int MAX_FORM_BYTES = 256 * 1024;

  private final AdminToken adminToken;
  private final GatewayAccess gateway;
  private final Clock clock;
  private final TokenFailures failures;
  private final Set<String> openPaths;
  private final Map<String, Kind> kinds;

  AccessGuard(AdminToken adminToken, GatewayAccess gateway, Iterable<Route> routes, Clock clock) {
    this.adminToken = adminToken;
    this.gateway = gateway;
    this.clock = clock;
    this.failures = new TokenFailures(clock);
    this.openPaths =
        stream(routes).filter(Route::isOpen).map(Route::path).collect(Collectors.toSet());
    this.kinds =
        stream(routes)
            .filter(route -> route.method().name().equals("POST"))
            .collect(Collectors.toMap(Route::path, Route::kind, (a, b) -> a));
  }

  private static java.util.stream.Stream<Route> stream(Iterable<Route> routes) {
    return java.util.stream.StreamSupport.stream(routes.spliterator(), false);
  }

  /** Finds out who asks; passes or throws. */
  void check(Context context) {
    boolean isOpen = openPaths.contains(context.path());
    String header = context.header("Authorization");
    if (header != null && !isOpen) {
      bearer(context, header).attach(context);
      return;
    }
    // What a page asks for by itself does not keep its user signed in.
    boolean isByItself = context.path().equals(LIVE) || context.header(BY_ITSELF) != null;
    Optional<Present> present =
        SessionCookie.read(context).flatMap(secret -> signIns().present(secret, !isByItself));
    present.map(p -> caller(context, p)).ifPresent(caller -> caller.attach(context));
    boolean isUnsafe = !SAFE.contains(context.method().name());
    if (isUnsafe && (isOpen || present.isPresent())) {
      requireOurPage(context);
    }
    if (isOpen) {
      return;
    }
    if (present.isEmpty()) {
      throw stranger(context);
    }
    if (isUnsafe && kinds.get(context.path()) != Kind.UPLOAD) {
      Caller.of(context).requireToken(tokenOf(context));
    }
  }

  /** The route's handler, for callers whose role suffices. */
  Handler guarded(Route route) {
    if (route.isOpen()) {
      return route.handler();
    }
    return context -> {
      Role needed = route.access().role();
      if (!Caller.of(context).may(needed)) {
        throw new ProblemException(
            403,
            "this needs the role '"
                + needed.label()
                + "'; yours is '"
                + Caller.of(context).role().label()
                + "'");
      }
      route.handler().handle(context);
    };
  }

  private SignIns signIns() {
    return gateway.identity().signIns();
  }

  private static Caller caller(Context context, Present present) {
    Actor actor = new Actor(present.user().name(), context.ip());
    return new Caller(actor, present.user().role(), Optional.of(present));
  }

  private Caller bearer(Context context, String header) {
    if (!header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
      throw unauthorized(context, "the API needs the header 'Authorization: Bearer <token>'");
    }
    String secret = header.substring(SCHEME.length()).strip();
    if (adminToken.matches(secret, clock.instant())) {
      Actor actor = new Actor("admin-token", context.ip());
      return new Caller(actor, Role.ADMINISTRATOR, Optional.empty());
    }
    Optional<ApiToken> token = signIns().token(secret);
    if (token.isPresent()) {
      Actor actor = new Actor("token " + token.get().name(), context.ip());
      return new Caller(actor, token.get().role(), Optional.empty());
    }
    if (failures.count(context.ip())) {
      context.header("Retry-After", Long.toString(TokenFailures.WINDOW.toSeconds()));
      throw new ProblemException(429, "too many wrong tokens from this address; wait a minute");
    }
    throw unauthorized(
        context, "the token is wrong or has expired; the first stands in data/secrets/admin-token");
  }

  private static Optional<String> tokenOf(Context context) {
    String header = context.header(CSRF_HEADER);
    if (header != null) {
      return Optional.of(header);
    }
    String type = context.contentType();
    if (type == null || !type.startsWith("application/x-www-form-urlencoded")) {
      return Optional.empty();
    }
    requireSmallForm(context);
    return Optional.ofNullable(context.formParam(CSRF_FIELD));
  }

  /** Forms are read into memory. */
  static void requireSmallForm(Context context) {
    if (context.contentLength() < 0 || context.contentLength() > MAX_FORM_BYTES) {
      throw new ProblemException(413, "a form has at most " + MAX_FORM_BYTES + " octets");
    }
  }

  /** Browsers say where an unsafe request comes from; one that does not say is refused too. */
  private static void requireOurPage(Context context) {
    String origin = context.header("Origin");
    String host = context.header("Host");
    String ours = (context.req().isSecure() ? "https://" : "http://") + host;
    if (origin == null || host == null || !origin.equalsIgnoreCase(ours)) {
      throw new ProblemException(403, "the request comes from another site");
    }
  }

  private static ProblemException unauthorized(Context context, String detail) {
    context.header("WWW-Authenticate", "Bearer realm=\"as2\"");
    return new ProblemException(401, detail);
  }

  /**
   * A person who opens a page is sent to sign in and comes back; a program is told what it needs.
   */
  private static RuntimeException stranger(Context context) {
    String accept = context.header("Accept");
    boolean isPerson = accept != null && accept.contains("text/html");
    if (isPerson && context.method().name().equals("GET") && !context.path().startsWith("/api/")) {
      return new SignInNeeded(pathAndQuery(context));
    }
    return unauthorized(context, "the API needs the header 'Authorization: Bearer <token>'");
  }

  private static String pathAndQuery(Context context) {
    String query = context.queryString();
    URI path = URI.create("/").resolve(context.req().getRequestURI());
    return query == null ? path.toString() : path + "?" + query;
  }
}
