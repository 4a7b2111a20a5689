package org.as2gateway.admin.accounts;

import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import org.as2gateway.admin.page.Forms;
import org.as2gateway.admin.page.Screen;
import org.as2gateway.admin.port.BrowserCookie;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.Route;
import org.as2gateway.admin.port.SessionCookie;
import org.as2gateway.people.accounts.AccountRefused;
import org.as2gateway.people.accounts.Accounts;
import org.as2gateway.people.accounts.SignInOutcome;
import org.as2gateway.people.accounts.SignIns;

/** The first account, made by whoever has the link from the console. */
public final class SetUpPages {
  static final String PATH = "/setup";

  private final Screen screen;
  private final Accounts accounts;
  private final SetUp setUp;

  public SetUpPages(Screen screen, Accounts accounts, SetUp setUp) {
    this.screen = screen;
    this.accounts = accounts;
    this.setUp = setUp;
  }

  public List<Route> routes() {
    return List.of(
        Route.page(PATH, "Create the first account", this::form).toEverybody(),
        Route.form(PATH, "Create the first account", this::make).toEverybody());
  }

  private void form(Context context) {
    String token = Optional.ofNullable(context.queryParam("token")).orElse("");
    require(token);
    screen.show(context, "accounts/setup", "Welcome", new SetUpView(token, "", null));
  }

  private void make(Context context) {
    String token = Forms.text(context, "token");
    require(token);
    String name = Forms.text(context, "name");
    String password = Forms.text(context, "password");
    try {
      if (!password.equals(Forms.text(context, "again"))) {
        again(context, new SetUpView(token, name, "the two passwords differ"));
        return;
      }
      SignInOutcome.SignedIn signedIn = accounts.addFirst(name, password, context.ip());
      SessionCookie.set(context, signedIn.secret());
      BrowserCookie.set(context, signedIn.browser(), SignIns.BROWSER_MEMORY);
      screen.redirect(context, "/");
    } catch (AccountRefused e) {
      again(context, new SetUpView(token, name, e.getMessage()));
    }
  }

  private void again(Context context, SetUpView view) {
    context.status(400);
    screen.show(context, "accounts/setup", "Welcome", view);
  }

  private void require(String token) {
    if (!setUp.accepts(token)) {
      throw new ProblemException(
          403,
          "this setup link was used or has expired. If there is no account yet, restart the"
              + " gateway and open the link it prints");
    }
  }
}
