package org.as2gateway.admin.port;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.as2gateway.admin.port.Route.Kind;
import org.as2gateway.people.accounts.Actor;
import org.as2gateway.people.accounts.ApiToken;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.people.accounts.SignIns;
import org.as2gateway.people.accounts.SignIns.Present;

/**
 * Lets a request pass if its path is one of the open ones, compared as it stands in the request
 * line, or if it brings a token or a session whose role suffices. Everything else is denied,
 * unknown paths too. What a browser sends by itself is never enough to change anything: an unsafe
 * request with a cookie has to come from one of our pages and bring the session's token.
 */
public final class AccessGuard {
  /** Where users choose a password in place of the one that an administrator has set. */
  public static final String NEW_PASSWORD = "/account/new-password";

  static final String SIGN_IN = "/login";
  private static final Set<String> HEALTH = Set.of("/health/live", "/health/ready");
  private static final String LIVE = "/live";
  private static final String BY_ITSELF = "X-By-Itself";
  private static final String SCHEME = "bearer ";
  private static final String CSRF_HEADER = "X-CSRF-Token";
  private static final String CSRF_FIELD = "csrf";

  private final AdminToken adminToken;
  private final HostNames hosts;
  private final SignIns signIns;
  private final Clock clock;
  private final TokenFailures failures;
  private final Set<String> openPaths;

  AccessGuard(AdminPort port, SignIns signIns, List<Route> routes) {
    this.adminToken = port.token();
    this.hosts = new HostNames(port.listener(), port.tls());
    this.signIns = signIns;
    this.clock = port.clock();
    this.failures = new TokenFailures(port.clock());
    this.openPaths =
        routes.stream().filter(Route::isOpen).map(Route::path).collect(Collectors.toSet());
  }

  /** Finds out who asks, from the header alone; passes or throws. */
  void check(Context context) {
    if (!HEALTH.contains(context.path())) { // a load balancer asks by whatever address it has
      hosts.require(context);
    }
    boolean isOpen = openPaths.contains(context.path());
    String header = context.header("Authorization");
    if (header != null && !isOpen) {
      bearer(context, header).attach(context);
      return;
    }
    // What a page asks for by itself does not keep its user signed in.
    boolean isByItself = context.path().equals(LIVE) || context.header(BY_ITSELF) != null;
    Optional<Present> present =
        SessionCookie.read(context).flatMap(secret -> signIns.present(secret, !isByItself));
    present.map(p -> caller(context, p)).ifPresent(caller -> caller.attach(context));
    if (!isOpen && present.isEmpty()) {
      throw unauthenticated(context);
    }
  }

  /**
   * The route's handler, for callers whose role suffices. Nothing of the body is read before that
   * is known, and never more of it than the route takes.
   */
  Handler guarded(Route route) {
    return context -> {
      if (!route.isOpen()) {
        requireOwnPassword(context, route);
        requireRole(context, route);
      }
      requireSize(context, route);
      if (route.isUnsafe()) {
        requireOurForm(context, route);
      }
      route.handler().handle(context);
    };
  }

  /** Whoever still has the password that an administrator has set changes that and nothing else. */
  private static void requireOwnPassword(Context context, Route route) {
    boolean mustChange =
        Caller.of(context).present().filter(p -> p.user().mustChangePassword()).isPresent();
    if (!mustChange || route.access().takesInitialPassword()) {
      return;
    }
    if (route.kind() == Kind.PAGE && !route.isUnsafe()) {
      throw new NewPasswordNeeded();
    }
    throw new ProblemException(
        403,
        "an administrator set your password; choose a new one first, on the page "
            + NEW_PASSWORD
            + " or with PUT /api/v1/session/password");
  }

  private static void requireRole(Context context, Route route) {
    Caller caller = Caller.of(context);
    if (route.isForPeople() && caller.present().isEmpty()) {
      throw new ProblemException(
          403, "pages do not accept tokens; sign in with a browser, or use the API under /api/v1");
    }
    Role needed = route.access().role();
    if (!caller.may(needed)) {
      throw new ProblemException(
          403,
          "this action requires the role"
              + " '"
              + needed.label()
              + "'; your role is '"
              + caller.role().label()
              + "'");
    }
  }

  /** A form has to say how long it is; documents of the API are counted while they are read. */
  private static void requireSize(Context context, Route route) {
    long bytes = context.req().getContentLengthLong();
    boolean isOpenEnded = bytes < 0 && context.header("Transfer-Encoding") != null;
    boolean needsLength = route.isForPeople() && route.maxBodyBytes() < Long.MAX_VALUE;
    if (bytes > route.maxBodyBytes() || (isOpenEnded && needsLength)) {
      throw new ProblemException(
          413,
          "the body must be at most "
              + route.maxBodyBytes()
              + " bytes and have a"
              + " Content-Length");
    }
  }

  /** What a browser sends for a page of ours; another site cannot make it send a bearer token. */
  private void requireOurForm(Context context, Route route) {
    boolean isBrowser = Caller.find(context).flatMap(Caller::present).isPresent();
    if (route.isOpen() || isBrowser) {
      requireOurPage(context);
    }
    if (isBrowser && !route.isOpen() && route.kind() != Kind.UPLOAD) {
      Caller.of(context).requireToken(tokenOf(context, route));
    }
  }

  private static Caller caller(Context context, Present present) {
    Actor actor = new Actor(present.user().name(), context.ip());
    return new Caller(actor, present.user().role(), Optional.of(present));
  }

  private Caller bearer(Context context, String header) {
    if (!header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
      throw unauthorized(context, "the API requires the header 'Authorization: Bearer <token>'");
    }
    String secret = header.substring(SCHEME.length()).strip();
    if (adminToken.matches(secret, clock.instant())) {
      Actor actor = new Actor("admin-token", context.ip());
      return new Caller(actor, Role.ADMINISTRATOR, Optional.empty());
    }
    Optional<ApiToken> token = signIns.token(secret);
    if (token.isPresent()) {
      Actor actor = new Actor("token " + token.get().name(), context.ip());
      return new Caller(actor, token.get().role(), Optional.empty());
    }
    if (failures.count(context.ip())) {
      context.header("Retry-After", Long.toString(TokenFailures.WINDOW.toSeconds()));
      throw new ProblemException(429, "too many wrong tokens from this address; wait a minute");
    }
    throw unauthorized(
        context,
        "the token is wrong or has expired; the command-line token is in"
            + " data/secrets/admin-token");
  }

  private static Optional<String> tokenOf(Context context, Route route) {
    String header = context.header(CSRF_HEADER);
    if (header != null) {
      return Optional.of(header);
    }
    String type = context.contentType();
    boolean isForm = type != null && type.startsWith("application/x-www-form-urlencoded");
    if (!isForm || !route.isForPeople()) { // the body of the API may be a payload of any size
      return Optional.empty();
    }
    return Optional.ofNullable(context.formParam(CSRF_FIELD));
  }

  /**
   * Browsers say where an unsafe request comes from; one that does not say is refused too. Behind a
   * proxy that ends TLS the page has the proxy's scheme and port.
   */
  private void requireOurPage(Context context) {
    String origin = context.header("Origin");
    String host = context.header("Host");
    String ours = (context.req().isSecure() ? "https://" : "http://") + host;
    boolean isOurs =
        origin != null
            && host != null
            && (origin.equalsIgnoreCase(ours) || hosts.isNamedOrigin(origin));
    if (!isOurs) {
      throw new ProblemException(403, "the request was sent by another website and was refused");
    }
  }

  private static ProblemException unauthorized(Context context, String detail) {
    context.header("WWW-Authenticate", "Bearer realm=\"as2\"");
    return new ProblemException(401, detail);
  }

  /**
   * A person who opens a page is sent to sign in and comes back; a program is told what it needs.
   */
  private static RuntimeException unauthenticated(Context context) {
    String accept = context.header("Accept");
    boolean isPerson = accept != null && accept.contains("text/html");
    if (isPerson && context.method().name().equals("GET") && !context.path().startsWith("/api/")) {
      return new SignInNeeded(pathAndQuery(context));
    }
    return unauthorized(context, "the API requires the header 'Authorization: Bearer <token>'");
  }

  /** As it stands in the request line; the page that signs in judges where it leads. */
  private static String pathAndQuery(Context context) {
    String query = context.queryString();
    String path = context.req().getRequestURI();
    return query == null ? path : path + "?" + query;
  }
}
