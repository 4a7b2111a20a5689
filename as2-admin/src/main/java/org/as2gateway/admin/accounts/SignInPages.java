package org.as2gateway.admin.accounts;

import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import org.as2gateway.admin.accounts.oidc.OidcClient;
import org.as2gateway.admin.page.Format;
import org.as2gateway.admin.page.Forms;
import org.as2gateway.admin.page.Screen;
import org.as2gateway.admin.port.BrowserCookie;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.Route;
import org.as2gateway.admin.port.SessionCookie;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.people.accounts.SignInOutcome;
import org.as2gateway.people.accounts.SignIns;

/** Signing in and out. */
public final class SignInPages {
  private static final String SIGN_IN = "/login";
  private static final String CODE = "/login/code";

  private final Screen screen;
  private final SignIns signIns;
  private final SetUp setUp;
  private final Optional<OidcClient> provider;

  public SignInPages(Screen screen, SignIns signIns, SetUp setUp, Optional<OidcClient> provider) {
    this.screen = screen;
    this.signIns = signIns;
    this.setUp = setUp;
    this.provider = provider;
  }

  public List<Route> routes() {
    return List.of(
        Route.page(SIGN_IN, "Sign in", this::form).toEverybody(),
        Route.form(SIGN_IN, "Sign in", this::signIn).toEverybody(),
        Route.form(CODE, "Enter a verification code", this::enterCode).toEverybody(),
        Route.form("/logout", "Sign out", this::signOut).by(Role.VIEWER).withInitialPassword());
  }

  private void form(Context context) {
    String next = Forms.localPath(Optional.ofNullable(context.queryParam("next")).orElse("/"));
    if (Caller.find(context).isPresent()) {
      screen.redirect(context, next);
      return;
    }
    show(context, view(next));
  }

  private SignInView view(String next) {
    return SignInView.at(provider, next).waitingForSetUp(setUp.isNeeded());
  }

  private void signIn(Context context) {
    String name = Forms.text(context, "name");
    String next = Forms.localPath(Forms.text(context, "next"));
    SignInOutcome outcome =
        signIns.signIn(name, Forms.text(context, "password"), BrowserCookie.read(context));
    answer(context, outcome, view(next).named(name));
  }

  private void enterCode(Context context) {
    String ticket = Forms.text(context, "ticket");
    String next = Forms.localPath(Forms.text(context, "next"));
    SignInOutcome outcome =
        signIns.enterCode(ticket, Forms.text(context, "code"), BrowserCookie.read(context));
    if (outcome instanceof SignInOutcome.Wait wait) {
      showCode(context, new CodeView(ticket, next, patience(context, wait)));
    } else if (outcome instanceof SignInOutcome.Refused) {
      context.status(401);
      show(context, view(next).with("The sign-in expired. Sign in again."));
    } else {
      answer(context, outcome, view(next));
    }
  }

  private void answer(Context context, SignInOutcome outcome, SignInView view) {
    if (outcome instanceof SignInOutcome.SignedIn signedIn) {
      Caller.find(context).flatMap(Caller::present).ifPresent(signIns::signOut);
      SessionCookie.set(context, signedIn.secret());
      BrowserCookie.set(context, signedIn.browser(), SignIns.BROWSER_MEMORY);
      screen.redirect(context, view.next());
    } else if (outcome instanceof SignInOutcome.CodeNeeded needed) {
      context.status(needed.isRepeated() ? 401 : 200);
      String error =
          needed.isRepeated() ? "The code is wrong or was already used. Enter a new code." : null;
      showCode(context, new CodeView(needed.ticket(), view.next(), error));
    } else if (outcome instanceof SignInOutcome.Wait wait) {
      show(context, view.with(patience(context, wait)));
    } else {
      context.status(401);
      show(context, view.with("The name or password is wrong."));
    }
  }

  private static String patience(Context context, SignInOutcome.Wait wait) {
    long seconds = wait.left().toSeconds() + 1;
    context.status(429).header("Retry-After", Long.toString(seconds));
    return "Too many failed attempts. Wait " + Format.span(wait.left().plusSeconds(1)) + ".";
  }

  private void signOut(Context context) {
    Caller.of(context).present().ifPresent(signIns::signOut);
    SessionCookie.clear(context);
    screen.redirect(context, SIGN_IN);
  }

  private void show(Context context, SignInView view) {
    screen.show(context, "accounts/signin", "Sign in", view);
  }

  private void showCode(Context context, CodeView view) {
    screen.show(context, "accounts/code", "Sign in", view);
  }
}
