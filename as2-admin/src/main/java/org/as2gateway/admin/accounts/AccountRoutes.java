package org.as2gateway.admin.accounts;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.Description;
import org.as2gateway.admin.port.JsonBody;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.QueryParameter;
import org.as2gateway.admin.port.RequestDocument;
import org.as2gateway.admin.port.Route;
import org.as2gateway.admin.port.Text;
import org.as2gateway.people.accounts.AccountRefused;
import org.as2gateway.people.accounts.Accounts;
import org.as2gateway.people.accounts.AuditEntry;
import org.as2gateway.people.accounts.Identity;
import org.as2gateway.people.accounts.JdbcAuditLog;
import org.as2gateway.people.accounts.PasswordResets;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.people.accounts.User;
import org.jspecify.annotations.Nullable;

/** Users, API tokens and the audit log: the administrators' affair. */
public final class AccountRoutes {
  private static final String USERS = "/api/v1/users";
  private static final String TOKENS = "/api/v1/tokens";
  static final String MUST_CHANGE =
      "true: the user has to choose another password at the next sign-in; default: false";
  private static final int AUDIT_PAGE = 100;
  private static final int AUDIT_MOST = 1000;

  private final Accounts accounts;
  private final PasswordResets resets;
  private final JdbcAuditLog audit;

  public AccountRoutes(Identity identity) {
    this.accounts = identity.accounts();
    this.resets = identity.resets();
    this.audit = identity.audit();
  }

  public List<Route> routes() {
    List<Route> routes = new ArrayList<>(userRoutes());
    routes.addAll(tokenRoutes());
    routes.add(
        Route.get(
                "/api/v1/audit",
                "List audit log entries, newest first",
                AuditJson.class,
                this::audit)
            .asking(
                QueryParameter.text("q").says("part of user, action or subject"),
                QueryParameter.text("user").says("name of the user, without case"),
                QueryParameter.text("day").says("such as 2026-11-28, in UTC"),
                QueryParameter.number("before").says("number"),
                QueryParameter.number("limit", 1, AUDIT_MOST))
            .by(Role.ADMINISTRATOR));
    routes.add(
        Route.get(
                "/api/v1/audit/check",
                "Verify the integrity of the audit log",
                AuditCheckJson.class,
                context -> check())
            .by(Role.ADMINISTRATOR));
    return routes;
  }

  private List<Route> userRoutes() {
    return List.of(
        Route.delete(
                USERS + "/{name}/codes",
                "Turn off a user's two-factor authentication",
                this::endCodes)
            .by(Role.ADMINISTRATOR),
        Route.get(USERS, "List users", UsersJson.class, context -> users()).by(Role.ADMINISTRATOR),
        Route.post(USERS, "Create a user: name, role, password", UserJson.class, this::addUser)
            .status(201)
            .takes(NewUser.class)
            .by(Role.ADMINISTRATOR),
        Route.put(
                USERS + "/{name}",
                "Change a user's role, enabled state or password",
                UserJson.class,
                this::changeUser)
            .takes(UserChange.class)
            .by(Role.ADMINISTRATOR),
        Route.post(
                USERS + "/{name}/reset",
                "End a user's password and sessions; create a one-time link for a new password",
                ResetJson.class,
                this::reset)
            .takes(ResetRequest.class)
            .by(Role.ADMINISTRATOR),
        Route.delete(USERS + "/{name}", "Remove a user", this::removeUser).by(Role.ADMINISTRATOR));
  }

  private List<Route> tokenRoutes() {
    return List.of(
        Route.get(
                TOKENS,
                "List API tokens without their secrets",
                TokensJson.class,
                context -> new TokensJson(accounts.tokens().stream().map(TokenJson::of).toList()))
            .by(Role.ADMINISTRATOR),
        Route.post(
                TOKENS, "Create a token: name, role, expiresAt", NewTokenJson.class, this::addToken)
            .status(201)
            .takes(TokenRequest.class)
            .by(Role.ADMINISTRATOR),
        Route.delete(TOKENS + "/{id}", "Revoke a token", this::removeToken).by(Role.ADMINISTRATOR));
  }

  @Description("All users.")
  private record UsersJson(List<UserJson> users) {}

  @Description("A user to create.")
  private record NewUser(
      String name,
      Role role,
      @Description("12 to 200 characters") String password,
      @Description(MUST_CHANGE) Optional<Boolean> mustChangePassword)
      implements RequestDocument {}

  @Description("New role, enabled state or password of a user.")
  private record UserChange(
      Role role,
      Optional<Boolean> enabled,
      Optional<String> password,
      @Description(MUST_CHANGE) Optional<Boolean> mustChangePassword)
      implements RequestDocument {}

  @Description("What a reset includes.")
  private record ResetRequest(
      @Description("true also turns off two-factor authentication") Optional<Boolean> endTwoFactor)
      implements RequestDocument {}

  @Description("A one-time link for a new password, which is shown only once.")
  private record ResetJson(
      String name,
      @Description("path and query of the page, at the address of the admin port") String path,
      Instant expiresAt,
      @Description("whether two-factor authentication is still on") boolean codes) {}

  @Description("All tokens.")
  private record TokensJson(List<TokenJson> tokens) {}

  @Description("A token with its secret, which is shown only once.")
  private record NewTokenJson(
      @JsonUnwrapped TokenJson made,
      @Description("value for Authorization: Bearer") String token) {}

  @Description("A token to create.")
  private record TokenRequest(String name, Role role, @Nullable Instant expiresAt)
      implements RequestDocument {}

  @Description("Newest first.")
  private record AuditJson(
      List<AuditEntryJson> entries,
      @Description("'before' of the next page") @Nullable Long next) {}

  @Description("Result of the integrity check of the audit log.")
  private record AuditCheckJson(boolean whole, @Nullable Long firstBroken) {}

  private void endCodes(Context context) {
    done(() -> accounts.endCodes(Caller.of(context).actor(), context.pathParam("name")));
  }

  private UsersJson users() {
    Set<String> withCodes = accounts.usersWithCodes();
    Set<String> fromElsewhere = accounts.usersFromElsewhere();
    Map<String, Instant> locked = accounts.lockedUsers();
    return new UsersJson(
        accounts.users().stream()
            .map(
                user ->
                    UserJson.listed(
                        user,
                        withCodes.contains(user.name()),
                        fromElsewhere.contains(user.name()),
                        Optional.ofNullable(locked.get(user.name()))))
            .toList());
  }

  private UserJson addUser(Context context) throws IOException {
    JsonBody body = JsonBody.of(context);
    return done(
        () ->
            UserJson.of(
                accounts.add(
                    Caller.of(context).actor(),
                    body.required("name"),
                    role(body),
                    body.required("password"),
                    body.flag("mustChangePassword", false))));
  }

  private UserJson changeUser(Context context) throws IOException {
    JsonBody body = JsonBody.of(context);
    String name = context.pathParam("name");
    return done(
        () -> {
          boolean isEnabled = body.flag("enabled", true);
          User user = accounts.change(Caller.of(context).actor(), name, role(body), isEnabled);
          if (body.has("password")) {
            user =
                accounts.setPassword(
                    Caller.of(context).actor(),
                    name,
                    body.required("password"),
                    body.flag("mustChangePassword", false));
          }
          return UserJson.of(user);
        });
  }

  private ResetJson reset(Context context) throws IOException {
    boolean endsCodes = JsonBody.orEmpty(context).flag("endTwoFactor", false);
    return done(
        () -> {
          PasswordResets.Link link =
              resets.begin(Caller.of(context).actor(), context.pathParam("name"), endsCodes);
          return new ResetJson(
              link.user(), ResetPages.path(link), link.expiresAt(), link.asksForCode());
        });
  }

  private void removeUser(Context context) {
    done(() -> accounts.remove(Caller.of(context).actor(), context.pathParam("name")));
  }

  private NewTokenJson addToken(Context context) throws IOException {
    JsonBody body = JsonBody.of(context);
    return done(
        () -> {
          Accounts.NewToken made =
              accounts.addToken(
                  Caller.of(context).actor(),
                  body.required("name"),
                  role(body),
                  body.time("expiresAt").orElse(null));
          return new NewTokenJson(TokenJson.of(made.token()), made.secret());
        });
  }

  private void removeToken(Context context) {
    done(() -> accounts.removeToken(Caller.of(context).actor(), context.pathParam("id")));
  }

  private AuditJson audit(Context context) {
    long before = number(context, "before", Long.MAX_VALUE);
    int limit = (int) Math.max(1, Math.min(AUDIT_MOST, number(context, "limit", AUDIT_PAGE)));
    List<AuditEntry> entries =
        audit.newest(AuditSearch.of(context, audit, ZoneOffset.UTC).within(1, before), limit);
    boolean hasMore = entries.size() == limit;
    return new AuditJson(
        entries.stream().map(AuditEntryJson::of).toList(),
        hasMore ? entries.get(limit - 1).number() : null);
  }

  private AuditCheckJson check() {
    @Nullable Long broken = audit.firstBroken().orElse(null);
    return new AuditCheckJson(broken == null, broken);
  }

  private static Role role(JsonBody body) {
    String text = body.required("role");
    return Role.parse(text)
        .orElseThrow(
            () ->
                new ProblemException(
                    400,
                    "role is '"
                        + Text.cut(text)
                        + "', expected viewer, operator, partner-manager or administrator"));
  }

  private static long number(Context context, String name, long otherwise) {
    String text = context.queryParam(name);
    return text != null && text.matches("[0-9]{1,18}") ? Long.parseLong(text) : otherwise;
  }

  /** A change that may be refused. */
  interface Work {
    void run() throws AccountRefused;
  }

  /** A change that may be refused and has a result. */
  interface Change<T> {
    T make() throws AccountRefused;
  }

  /** Does it, or answers why not. */
  static void done(Work work) {
    done(
        () -> {
          work.run();
          return work;
        });
  }

  /** Makes it, or answers why not. */
  static <T> T done(Change<T> change) {
    try {
      return change.make();
    } catch (AccountRefused e) {
      int status =
          switch (e.reason()) {
            case NOT_FOUND -> 404;
            case CONFLICT -> 409;
            case INVALID -> 400;
          };
      throw new ProblemException(status, String.valueOf(e.getMessage()));
    }
  }
}
