package org.as2gateway.admin.accounts;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.Json;
import org.as2gateway.admin.port.JsonBody;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.Route;
import org.as2gateway.admin.port.Text;
import org.as2gateway.people.accounts.AccountRefused;
import org.as2gateway.people.accounts.Accounts;
import org.as2gateway.people.accounts.ApiToken;
import org.as2gateway.people.accounts.AuditEntry;
import org.as2gateway.people.accounts.Identity;
import org.as2gateway.people.accounts.JdbcAuditLog;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.people.accounts.User;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Users, API tokens and the audit log: the administrators' affair. */
public final class AccountRoutes {
  private static final String USERS = "/api/v1/users";
  private static final String TOKENS = "/api/v1/tokens";
  private static final int AUDIT_PAGE = 100;

  private final Accounts accounts;
  private final JdbcAuditLog audit;

  public AccountRoutes(Identity identity) {
    this.accounts = identity.accounts();
    this.audit = identity.audit();
  }

  public List<Route> routes() {
    return List.of(
        Route.delete(
                USERS + "/{name}/codes",
                "Turn off a user's two-factor authentication",
                this::endCodes)
            .by(Role.ADMINISTRATOR),
        Route.get(USERS, "List users", this::users).by(Role.ADMINISTRATOR),
        Route.post(USERS, "Create a user: name, role, password", this::addUser)
            .by(Role.ADMINISTRATOR),
        Route.put(
                USERS + "/{name}",
                "Change a user's role, enabled state or password",
                this::changeUser)
            .by(Role.ADMINISTRATOR),
        Route.delete(USERS + "/{name}", "Remove a user", this::removeUser).by(Role.ADMINISTRATOR),
        Route.get(TOKENS, "List API tokens without their secrets", this::tokens)
            .by(Role.ADMINISTRATOR),
        Route.post(TOKENS, "Create a token: name, role, expiresAt", this::addToken)
            .by(Role.ADMINISTRATOR),
        Route.delete(TOKENS + "/{id}", "Revoke a token", this::removeToken).by(Role.ADMINISTRATOR),
        Route.get(
                "/api/v1/audit",
                "List audit log entries, newest first: q, before, limit",
                this::audit)
            .by(Role.ADMINISTRATOR),
        Route.get("/api/v1/audit/check", "Verify the integrity of the audit log", this::check)
            .by(Role.ADMINISTRATOR));
  }

  private void endCodes(Context context) {
    done(
        () -> {
          accounts.endCodes(Caller.of(context).actor(), context.pathParam("name"));
          context.status(204);
        });
  }

  private void users(Context context) {
    ObjectNode json = Json.object();
    ArrayNode list = json.putArray("users");
    Set<String> withCodes = accounts.usersWithCodes();
    Set<String> fromElsewhere = accounts.usersFromElsewhere();
    accounts
        .users()
        .forEach(
            user ->
                list.add(
                    user(user)
                        .put("codes", withCodes.contains(user.name()))
                        .put("external", fromElsewhere.contains(user.name()))));
    Json.answer(context, 200, json);
  }

  private void addUser(Context context) throws IOException {
    JsonBody body = JsonBody.of(context);
    done(
        () -> {
          User user =
              accounts.add(
                  Caller.of(context).actor(),
                  body.required("name"),
                  role(body),
                  body.required("password"));
          Json.answer(context, 201, user(user));
        });
  }

  private void changeUser(Context context) throws IOException {
    JsonBody body = JsonBody.of(context);
    String name = context.pathParam("name");
    done(
        () -> {
          boolean isEnabled = body.flag("enabled", true);
          User user = accounts.change(Caller.of(context).actor(), name, role(body), isEnabled);
          if (body.has("password")) {
            accounts.setPassword(Caller.of(context).actor(), name, body.required("password"));
          }
          Json.answer(context, 200, user(user));
        });
  }

  private void removeUser(Context context) {
    done(
        () -> {
          accounts.remove(Caller.of(context).actor(), context.pathParam("name"));
          context.status(204);
        });
  }

  private void tokens(Context context) {
    ObjectNode json = Json.object();
    ArrayNode list = json.putArray("tokens");
    accounts.tokens().forEach(token -> list.add(token(token)));
    Json.answer(context, 200, json);
  }

  private void addToken(Context context) throws IOException {
    JsonBody body = JsonBody.of(context);
    done(
        () -> {
          Accounts.NewToken made =
              accounts.addToken(
                  Caller.of(context).actor(),
                  body.required("name"),
                  role(body),
                  body.time("expiresAt").orElse(null));
          Json.answer(context, 201, token(made.token()).put("token", made.secret()));
        });
  }

  private void removeToken(Context context) {
    done(
        () -> {
          accounts.removeToken(Caller.of(context).actor(), context.pathParam("id"));
          context.status(204);
        });
  }

  private void audit(Context context) {
    long before = number(context, "before", Long.MAX_VALUE);
    int limit = (int) Math.max(1, Math.min(1000, number(context, "limit", AUDIT_PAGE)));
    List<AuditEntry> entries = audit.newest(before, context.queryParam("q"), limit);
    ObjectNode json = Json.object();
    ArrayNode list = json.putArray("entries");
    entries.forEach(entry -> list.add(entry(entry)));
    boolean hasMore = entries.size() == limit;
    json.put("next", hasMore ? entries.get(limit - 1).number() : null);
    Json.answer(context, 200, json);
  }

  private void check(Context context) {
    ObjectNode json = Json.object();
    Long broken = audit.firstBroken().orElse(null);
    json.put("whole", broken == null);
    json.put("firstBroken", broken);
    Json.answer(context, 200, json);
  }

  private static ObjectNode user(User user) {
    ObjectNode json = Json.object();
    json.put("name", user.name());
    json.put("role", user.role().text());
    json.put("enabled", user.isEnabled());
    json.put("createdAt", Json.time(user.createdAt()));
    json.put("lastSignInAt", Json.time(user.lastSignInAt()));
    return json;
  }

  private static ObjectNode token(ApiToken token) {
    ObjectNode json = Json.object();
    json.put("id", token.id());
    json.put("name", token.name());
    json.put("role", token.role().text());
    json.put("createdBy", token.createdBy());
    json.put("createdAt", Json.time(token.createdAt()));
    json.put("expiresAt", Json.time(token.expiresAt()));
    json.put("lastUsedAt", Json.time(token.lastUsedAt()));
    return json;
  }

  private static ObjectNode entry(AuditEntry entry) {
    ObjectNode json = Json.object();
    json.put("number", entry.number());
    json.put("at", Json.time(entry.at()));
    json.put("who", entry.actor().name());
    json.put("address", entry.actor().address());
    json.put("action", entry.action());
    json.put("subject", entry.subject());
    json.put("before", entry.before());
    json.put("after", entry.after());
    json.put("hash", entry.hash());
    return json;
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

  /** Does it, or answers why not. */
  static void done(Work work) {
    try {
      work.run();
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
