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
import org.as2gateway.admin.port.Text;
import org.as2gateway.people.accounts.AccountRefused;
import org.as2gateway.people.accounts.Identity;
import org.as2gateway.people.accounts.PasswordResets;
import org.as2gateway.people.accounts.SignInOutcome;
import org.as2gateway.people.accounts.SignIns;

/** A new password, chosen by whoever has the link of {@code user reset}. */
public final class ResetPages {
  private static final String PATH = "/reset";

  private final Screen screen;
  private final PasswordResets resets;
  private final SignIns signIns;

  public ResetPages(Screen screen, Identity identity) {
    this.screen = screen;
    this.resets = identity.resets();
    this.signIns = identity.signIns();
  }

  public List<Route> routes() {
    return List.of(
        Route.page(PATH, "Choose a new password", this::form).toEverybody(),
        Route.form(PATH, "Choose a new password", this::choose).toEverybody());
  }

  /** The page that a link leads to, with its query. */
  static String path(PasswordResets.Link link) {
    return PATH + "?name=" + Text.percentEncode(link.user()) + "&token=" + link.secret();
  }

  private void form(Context context) {
    String name = Optional.ofNullable(context.queryParam("name")).orElse("");
    String token = Optional.ofNullable(context.queryParam("token")).orElse("");
    if (!resets.accepts(name, token)) {
      throw new ProblemException(
          403,
          "this link was used or has expired. If you still cannot sign in, run './as2 user reset"
              + " NAME' on the gateway's machine for a new one");
    }
    show(context, new ResetView(name, token, null));
  }

  private void choose(Context context) {
    String name = Forms.text(context, "name");
    String token = Forms.text(context, "token");
    String password = Forms.text(context, "password");
    if (!password.equals(Forms.text(context, "again"))) {
      context.status(400);
      show(context, new ResetView(name, token, "the two passwords differ"));
      return;
    }
    try {
      resets.choose(name, token, password, context.ip());
      signIn(context, name, password);
    } catch (AccountRefused e) {
      context.status(400);
      show(context, new ResetView(name, token, e.getMessage()));
    }
  }

  /** Where a code is asked for, the user signs in as always. */
  private void signIn(Context context, String name, String password) {
    SignInOutcome outcome = signIns.signIn(name, password, BrowserCookie.read(context));
    if (outcome instanceof SignInOutcome.SignedIn signedIn) {
      SessionCookie.set(context, signedIn.secret());
      BrowserCookie.set(context, signedIn.browser(), SignIns.BROWSER_MEMORY);
    }
    screen.redirect(context, "/");
  }

  private void show(Context context, ResetView view) {
    screen.show(context, "accounts/reset", "New password", view);
  }
}
