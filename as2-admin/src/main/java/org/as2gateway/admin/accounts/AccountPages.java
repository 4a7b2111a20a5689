package org.as2gateway.admin.accounts;

import io.javalin.http.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.as2gateway.admin.page.Forms;
import org.as2gateway.admin.page.Screen;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.Route;
import org.as2gateway.people.accounts.AccountRefused;
import org.as2gateway.people.accounts.Accounts;
import org.as2gateway.people.accounts.Actor;
import org.as2gateway.people.accounts.Identity;
import org.as2gateway.people.accounts.Role;
import org.jspecify.annotations.Nullable;

/** Users, API tokens. */
public final class AccountPages {
  private static final String USERS = "/users";
  private static final String TOKENS = "/tokens";

  private final Screen screen;
  private final Accounts accounts;
  private final Clock clock;

  public AccountPages(Screen screen, Identity identity, Clock clock) {
    this.screen = screen;
    this.accounts = identity.accounts();
    this.clock = clock;
  }

  public List<Route> routes() {
    return List.of(
        Route.page(USERS, "Users", context -> users(context, null)),
        Route.form(USERS, "Create a user", this::addUser),
        Route.form(USERS + "/{name}/change", "Change a user", this::changeUser),
        Route.form(USERS + "/{name}/password", "Set a password", this::setPassword),
        Route.form(
            USERS + "/{name}/codes-off",
            "Turn off a user's two-factor authentication",
            this::endCodes),
        Route.form(USERS + "/{name}/remove", "Remove a user", this::removeUser),
        Route.page(TOKENS, "API tokens", context -> tokens(context, null, null)),
        Route.form(TOKENS, "Create a token", this::addToken),
        Route.form(TOKENS + "/{id}/remove", "Revoke a token", this::removeToken));
  }

  /** A change that may be refused. */
  private interface Work {
    void run(Actor actor) throws AccountRefused;
  }

  private void users(Context context, @Nullable String error) {
    screen.show(
        context,
        "accounts/users",
        "Users",
        new UsersView(
            accounts.users(),
            accounts.usersWithCodes(),
            accounts.usersFromElsewhere(),
            accounts.lockedUsers(),
            error));
  }

  private void changeUsers(Context context, String notice, Work work) {
    try {
      work.run(Caller.of(context).actor());
      screen.redirect(context, USERS, notice);
    } catch (AccountRefused e) {
      context.status(409);
      users(context, e.getMessage());
    }
  }

  private void addUser(Context context) {
    String name = Forms.text(context, "name");
    changeUsers(
        context,
        "User '" + name.strip() + "' can now sign in and will be asked for a new password.",
        actor -> accounts.add(actor, name, role(context), Forms.text(context, "password"), true));
  }

  private void changeUser(Context context) {
    String name = context.pathParam("name");
    boolean isEnabled = !Forms.text(context, "enabled").isEmpty();
    changeUsers(
        context,
        "User '" + name + "' was changed.",
        actor -> accounts.change(actor, name, role(context), isEnabled));
  }

  private void setPassword(Context context) {
    String name = context.pathParam("name");
    changeUsers(
        context,
        "The password of '"
            + name
            + "' was changed, and all sessions of that user were signed"
            + " out.",
        actor ->
            accounts.setPassword(
                actor, name, Forms.text(context, "password"), !actor.name().equals(name)));
  }

  private void endCodes(Context context) {
    String name = context.pathParam("name");
    changeUsers(
        context,
        "Two-factor authentication was turned off for '" + name + "'.",
        actor -> accounts.endCodes(actor, name));
  }

  private void removeUser(Context context) {
    String name = context.pathParam("name");
    changeUsers(context, "User '" + name + "' was removed.", actor -> accounts.remove(actor, name));
  }

  private void tokens(Context context, @Nullable String secret, @Nullable String error) {
    screen.show(
        context,
        "accounts/tokens",
        "API tokens",
        new TokensView(accounts.tokens(), clock.instant(), secret, error));
  }

  /** The secret goes into this answer and nowhere else: it is not kept for another page. */
  private void addToken(Context context) {
    try {
      Accounts.NewToken made =
          accounts.addToken(
              Caller.of(context).actor(),
              Forms.text(context, "name"),
              role(context),
              expiry(Forms.text(context, "days")));
      tokens(context, made.secret(), null);
    } catch (AccountRefused e) {
      context.status(409);
      tokens(context, null, e.getMessage());
    }
  }

  private void removeToken(Context context) {
    try {
      accounts.removeToken(Caller.of(context).actor(), context.pathParam("id"));
      screen.redirect(context, TOKENS, "The token was revoked.");
    } catch (AccountRefused e) {
      context.status(409);
      tokens(context, null, e.getMessage());
    }
  }

  private @Nullable Instant expiry(String days) {
    return days.matches("[1-9][0-9]{0,3}")
        ? clock.instant().plus(Duration.ofDays(Long.parseLong(days)))
        : null;
  }

  /** The least one where the form was tampered with. */
  private static Role role(Context context) {
    return Role.parse(Forms.text(context, "role")).orElse(Role.VIEWER);
  }
}
