package org.as2gateway.admin.web;

import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import org.as2gateway.admin.api.Caller;
import org.as2gateway.admin.api.Route;
import org.as2gateway.admin.api.SessionCookie;
import org.as2gateway.identity.Role;
import org.as2gateway.identity.SignInOutcome;
import org.as2gateway.identity.SignIns;

/** Signing in and out. */
final class SignInPages {
  private static final String SIGN_IN = "/login";

  private final Screen screen;
  private final SignIns signIns;
  private final SetUp setUp;

  SignInPages(Screen screen, SignIns signIns, SetUp setUp) {
    this.screen = screen;
    this.signIns = signIns;
    this.setUp = setUp;
  }

  List<Route> routes() {
    return List.of(
        Route.page(SIGN_IN, "Sign in", this::form).toEverybody(),
        Route.form(SIGN_IN, "Sign in", this::signIn).toEverybody(),
        Route.form("/logout", "Sign out", this::signOut).by(Role.VIEWER));
  }

  private void form(Context context) {
    String next = Forms.localPath(Optional.ofNullable(context.queryParam("next")).orElse("/"));
    if (Caller.find(context).isPresent()) {
      screen.goOn(context, next);
      return;
    }
    show(context, new SignInView("", next, null, setUp.isNeeded()));
  }

  private void signIn(Context context) {
    Forms.requireSmall(context);
    String name = Forms.text(context, "name");
    String next = Forms.localPath(Forms.text(context, "next"));
    SignInOutcome outcome = signIns.signIn(name, Forms.text(context, "password"), context.ip());
    if (outcome instanceof SignInOutcome.SignedIn signedIn) {
      Caller.find(context).flatMap(Caller::present).ifPresent(signIns::signOut);
      SessionCookie.set(context, signedIn.secret());
      screen.goOn(context, next);
    } else if (outcome instanceof SignInOutcome.Wait wait) {
      long seconds = wait.left().toSeconds() + 1;
      context.status(429).header("Retry-After", Long.toString(seconds));
      String error =
          "Too many failed attempts. Wait " + Show.span(wait.left().plusSeconds(1)) + ".";
      show(context, new SignInView(name, next, error, false));
    } else {
      context.status(401);
      show(context, new SignInView(name, next, "Name or password is wrong.", setUp.isNeeded()));
    }
  }

  private void signOut(Context context) {
    Caller.of(context).present().ifPresent(signIns::signOut);
    SessionCookie.clear(context);
    screen.goOn(context, SIGN_IN);
  }

  private void show(Context context, SignInView view) {
    screen.show(context, "signin", "Sign in", view);
  }
}
