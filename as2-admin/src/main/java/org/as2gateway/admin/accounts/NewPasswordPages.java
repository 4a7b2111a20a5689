package org.as2gateway.admin.accounts;

import io.javalin.http.Context;
import java.util.List;
import org.as2gateway.admin.page.Forms;
import org.as2gateway.admin.page.Screen;
import org.as2gateway.admin.port.AccessGuard;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.Route;
import org.as2gateway.people.accounts.AccountRefused;
import org.as2gateway.people.accounts.OwnAccount;
import org.as2gateway.people.accounts.Role;
import org.jspecify.annotations.Nullable;

/** The page of somebody whose password an administrator has set: nothing else opens before. */
public final class NewPasswordPages {
  private static final String TITLE = "Choose a new password";

  private final Screen screen;
  private final OwnAccount own;

  public NewPasswordPages(Screen screen, OwnAccount own) {
    this.screen = screen;
    this.own = own;
  }

  public List<Route> routes() {
    return List.of(
        Route.page(AccessGuard.NEW_PASSWORD, TITLE, this::form)
            .by(Role.VIEWER)
            .withInitialPassword(),
        Route.form(AccessGuard.NEW_PASSWORD, TITLE, this::choose)
            .by(Role.VIEWER)
            .withInitialPassword());
  }

  private void form(Context context) {
    if (Caller.person(context).user().mustChangePassword()) {
      show(context, null);
    } else {
      screen.redirect(context, "/account");
    }
  }

  private void choose(Context context) {
    String password = Forms.text(context, "password");
    if (!password.equals(Forms.text(context, "again"))) {
      refused(context, "the two new passwords differ");
      return;
    }
    try {
      own.changePassword(
          Caller.person(context), Caller.of(context).actor(), Forms.text(context, "old"), password);
      screen.redirect(context, "/", "Your password was changed.");
    } catch (AccountRefused e) {
      refused(context, e.getMessage());
    }
  }

  private void refused(Context context, @Nullable String error) {
    context.status(400);
    show(context, error);
  }

  private void show(Context context, @Nullable String error) {
    String name = Caller.person(context).user().name();
    screen.show(context, "accounts/newpassword", TITLE, new NewPasswordView(name, error));
  }
}
