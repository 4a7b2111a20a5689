package org.as2gateway.admin.accounts;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.Description;
import org.as2gateway.admin.port.JsonBody;
import org.as2gateway.admin.port.RequestDocument;
import org.as2gateway.admin.port.Route;
import org.as2gateway.people.accounts.Actor;
import org.as2gateway.people.accounts.OwnAccount;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.people.accounts.SignIns.Present;
import org.as2gateway.people.accounts.User;

/** Who asks, and what they do with their own account. */
public final class SessionRoutes {
  private static final String SESSION = "/api/v1/session";
  private static final String CODES = SESSION + "/codes";

  private final OwnAccount own;

  public SessionRoutes(OwnAccount own) {
    this.own = own;
  }

  public List<Route> routes() {
    return List.of(
        Route.get(
                SESSION,
                "Show the current user and role",
                SessionJson.class,
                SessionRoutes::session)
            .by(Role.VIEWER)
            .withInitialPassword(),
        Route.put(
                SESSION + "/password",
                "Change your password: old, new",
                SessionJson.class,
                this::password)
            .takes(PasswordChange.class)
            .by(Role.VIEWER)
            .withInitialPassword(),
        Route.get(CODES, "Show your two-factor authentication", CodesJson.class, this::codes)
            .by(Role.VIEWER),
        Route.post(
                CODES,
                "Set up two-factor authentication: returns the secret for the app",
                CodeSecretJson.class,
                this::beginCodes)
            .status(201)
            .takes(OwnPassword.class)
            .by(Role.VIEWER),
        Route.post(
                CODES + "/confirm",
                "Turn on two-factor authentication",
                RecoveryCodesJson.class,
                this::confirmCodes)
            .takes(Code.class)
            .by(Role.VIEWER),
        Route.post(CODES + "/off", "Turn off two-factor authentication", this::endCodes)
            .takes(OwnPassword.class)
            .by(Role.VIEWER));
  }

  @Description("The current user.")
  private record SessionJson(
      String name,
      Role role,
      @Description("whether only a change of the password is possible")
          boolean mustChangePassword) {}

  @Description("A change of your password.")
  private record PasswordChange(String old, @JsonProperty("new") String password)
      implements RequestDocument {}

  @Description("Two-factor authentication (RFC 6238) of your account.")
  private record CodesJson(
      @Description("whether two-factor authentication is on") boolean on,
      int recoveryCodesLeft,
      @Description("whether the account signs in with the identity provider, without a code here")
          boolean external) {}

  @Description("Your password, required to confirm the change.")
  private record OwnPassword(String password) implements RequestDocument {}

  @Description(
      "Secret for the authenticator app. It takes effect after it is confirmed with a code.")
  private record CodeSecretJson(
      @Description("Base32") String secret,
      @Description("the same as an otpauth link") String uri) {}

  @Description("A code from the authenticator app.")
  private record Code(@Description("six digits") String code) implements RequestDocument {}

  @Description("Each code works for one sign-in. They are shown only once.")
  private record RecoveryCodesJson(List<String> recoveryCodes) {}

  private static SessionJson session(Context context) {
    Caller caller = Caller.of(context);
    boolean mustChange = caller.present().filter(p -> p.user().mustChangePassword()).isPresent();
    return new SessionJson(caller.actor().name(), caller.role(), mustChange);
  }

  private static Actor actor(Context context) {
    return Caller.of(context).actor();
  }

  private SessionJson password(Context context) throws IOException {
    Present present = Caller.person(context);
    JsonBody body = JsonBody.of(context);
    String old = body.required("old");
    String password = body.required("new");
    AccountRoutes.done(() -> own.changePassword(present, actor(context), old, password));
    return new SessionJson(present.user().name(), present.user().role(), false);
  }

  private CodesJson codes(Context context) {
    User user = Caller.person(context).user();
    return new CodesJson(
        own.asksForCode(user), own.recoveryCodesLeft(user), own.isFromElsewhere(user));
  }

  private CodeSecretJson beginCodes(Context context) throws IOException {
    Present present = Caller.person(context);
    String password = JsonBody.of(context).required("password");
    AccountRoutes.done(() -> own.beginCodes(present, actor(context), password));
    OwnAccount.Enrolment begun = own.enrolment(present.user()).orElseThrow();
    return new CodeSecretJson(begun.secret(), begun.uri());
  }

  /** The recovery codes go into this answer and nowhere else. */
  private RecoveryCodesJson confirmCodes(Context context) throws IOException {
    Present present = Caller.person(context);
    String code = JsonBody.of(context).required("code");
    return AccountRoutes.done(
        () -> new RecoveryCodesJson(own.confirmCodes(present, actor(context), code)));
  }

  private void endCodes(Context context) throws IOException {
    Present present = Caller.person(context);
    String password = JsonBody.of(context).required("password");
    AccountRoutes.done(() -> own.endCodes(present, actor(context), password));
  }
}
