package org.as2gateway.admin.accounts;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.Json;
import org.as2gateway.admin.port.JsonBody;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.Route;
import org.as2gateway.people.accounts.Actor;
import org.as2gateway.people.accounts.OwnAccount;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.people.accounts.SignIns.Present;
import org.as2gateway.people.accounts.User;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

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
        Route.get(SESSION, "Show the current user and role", SessionRoutes::session)
            .by(Role.VIEWER),
        Route.put(SESSION + "/password", "Change your password: old, new", this::password)
            .by(Role.VIEWER),
        Route.get(CODES, "Show your two-factor authentication", this::codes).by(Role.VIEWER),
        Route.post(
                CODES,
                "Set up two-factor authentication: returns the secret for the app",
                this::beginCodes)
            .by(Role.VIEWER),
        Route.post(CODES + "/confirm", "Turn on two-factor authentication", this::confirmCodes)
            .by(Role.VIEWER),
        Route.post(CODES + "/off", "Turn off two-factor authentication", this::endCodes)
            .by(Role.VIEWER));
  }

  private static void session(Context context) {
    Caller caller = Caller.of(context);
    ObjectNode json = Json.object();
    json.put("name", caller.actor().name());
    json.put("role", caller.role().text());
    Json.answer(context, 200, json);
  }

  /** A program with a token has no account of its own. */
  private static Present present(Context context) {
    return Caller.of(context)
        .present()
        .orElseThrow(
            () ->
                new ProblemException(
                    409,
                    "a token has no password and no two-factor"
                        + " authentication; sign in as a user"));
  }

  private static Actor actor(Context context) {
    return Caller.of(context).actor();
  }

  private void password(Context context) throws IOException {
    Present present = present(context);
    JsonBody body = JsonBody.of(context);
    String old = body.required("old");
    String password = body.required("new");
    AccountRoutes.done(() -> own.changePassword(present, actor(context), old, password));
    session(context);
  }

  private void codes(Context context) {
    User user = present(context).user();
    ObjectNode json = Json.object();
    json.put("on", own.asksForCode(user));
    json.put("recoveryCodesLeft", own.recoveryCodesLeft(user));
    json.put("external", own.isFromElsewhere(user));
    Json.answer(context, 200, json);
  }

  private void beginCodes(Context context) throws IOException {
    Present present = present(context);
    String password = JsonBody.of(context).required("password");
    AccountRoutes.done(() -> own.beginCodes(present, actor(context), password));
    OwnAccount.Enrolment begun = own.enrolment(present.user()).orElseThrow();
    Json.answer(context, 201, Json.object().put("secret", begun.secret()).put("uri", begun.uri()));
  }

  /** The recovery codes go into this answer and nowhere else. */
  private void confirmCodes(Context context) throws IOException {
    Present present = present(context);
    String code = JsonBody.of(context).required("code");
    ObjectNode json = Json.object();
    ArrayNode list = json.putArray("recoveryCodes");
    AccountRoutes.done(
        () -> own.confirmCodes(present, actor(context), code).forEach(one -> list.add(one)));
    Json.answer(context, 200, json);
  }

  private void endCodes(Context context) throws IOException {
    Present present = present(context);
    String password = JsonBody.of(context).required("password");
    AccountRoutes.done(() -> own.endCodes(present, actor(context), password));
    context.status(204);
  }
}
