package org.as2gateway.admin.accounts;

import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import org.as2gateway.admin.page.Forms;
import org.as2gateway.admin.page.Screen;
import org.as2gateway.admin.page.Zone;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.Route;
import org.as2gateway.people.accounts.AccountRefused;
import org.as2gateway.people.accounts.Actor;
import org.as2gateway.people.accounts.OwnAccount;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.people.accounts.SignIns.Present;
import org.jspecify.annotations.Nullable;

/** One's own account: password, and codes at sign-in. */
public final class OwnAccountPages {
  private static final String ACCOUNT = "/account";

  private final Screen screen;
  private final OwnAccount own;

  public OwnAccountPages(Screen screen, OwnAccount own) {
    this.screen = screen;
    this.own = own;
  }

  public List<Route> routes() {
    return List.of(
        Route.page(ACCOUNT, "Your account", context -> show(context, List.of(), null))
            .by(Role.VIEWER),
        Route.form(ACCOUNT + "/password", "Change your password", this::changePassword)
            .by(Role.VIEWER),
        Route.form(ACCOUNT + "/zone", "Choose your time zone", this::chooseZone).by(Role.VIEWER),
        Route.form(ACCOUNT + "/codes", "Set up two-factor authentication", this::beginCodes)
            .by(Role.VIEWER),
        Route.form(
                ACCOUNT + "/codes/confirm", "Turn on two-factor authentication", this::confirmCodes)
            .by(Role.VIEWER),
        Route.form(ACCOUNT + "/codes/off", "Turn off two-factor authentication", this::endCodes)
            .by(Role.VIEWER));
  }

  private void show(Context context, List<String> recoveryCodes, @Nullable String error) {
    Present present = Caller.person(context);
    screen.show(
        context,
        "accounts/account",
        "Your account",
        new OwnAccountView(
            Zone.ofBrowser(context).label(),
            present.user().zone().orElse(""),
            own.isFromElsewhere(present.user()),
            own.asksForCode(present.user()),
            own.recoveryCodesLeft(present.user()),
            own.enrolment(present.user()),
            recoveryCodes,
            error));
  }

  /** A change that may be refused. */
  private interface Work {
    void run(Present present, Actor actor) throws AccountRefused;
  }

  private void change(Context context, String notice, Work work) {
    try {
      work.run(Caller.person(context), Caller.of(context).actor());
      screen.redirect(context, ACCOUNT, notice);
    } catch (AccountRefused e) {
      refused(context, e);
    }
  }

  private void refused(Context context, AccountRefused e) {
    context.status(409);
    show(context, List.of(), e.getMessage());
  }

  private void changePassword(Context context) {
    String password = Forms.text(context, "password");
    if (!password.equals(Forms.text(context, "again"))) {
      context.status(409);
      show(context, List.of(), "the two new passwords differ");
      return;
    }
    change(
        context,
        "Your password was changed. Your other sessions were signed out.",
        (present, actor) ->
            own.changePassword(present, actor, Forms.text(context, "old"), password));
  }

  private void chooseZone(Context context) {
    Optional<String> zone = Optional.of(Forms.text(context, "zone")).filter(z -> !z.isEmpty());
    change(context, "Your time zone was saved.", (present, actor) -> own.setZone(present, zone));
  }

  private void beginCodes(Context context) {
    change(
        context,
        "Add the key to your authenticator app, then enter the code it shows.",
        (present, actor) -> own.beginCodes(present, actor, Forms.text(context, "old")));
  }

  /** The recovery codes go into this answer and nowhere else. */
  private void confirmCodes(Context context) {
    try {
      Actor actor = Caller.of(context).actor();
      show(
          context,
          own.confirmCodes(Caller.person(context), actor, Forms.text(context, "code")),
          null);
    } catch (AccountRefused e) {
      refused(context, e);
    }
  }

  private void endCodes(Context context) {
    change(
        context,
        "Two-factor authentication is off.",
        (present, actor) -> own.endCodes(present, actor, Forms.text(context, "old")));
  }
}
