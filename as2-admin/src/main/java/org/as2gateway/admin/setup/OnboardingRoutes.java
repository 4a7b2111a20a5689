package org.as2gateway.admin.setup;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.as2gateway.Gateway;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.Json;
import org.as2gateway.admin.port.JsonBody;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.Route;
import org.as2gateway.admin.registry.Edits;
import org.as2gateway.admin.registry.Registrar;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.people.onboarding.Onboarding;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Partners that are being set up: what is known, what comes next, step by step. */
public final class OnboardingRoutes {
  private static final String ALL = "/api/v1/onboardings";
  private static final String ONE = ALL + "/{id}";

  private final Gateway gateway;
  private final OnboardingActions actions;

  public OnboardingRoutes(Gateway gateway, Registrar registrar) {
    this.gateway = gateway;
    this.actions = new OnboardingActions(gateway, registrar);
  }

  public List<Route> routes() {
    return Stream.of(
            Route.get(ALL, "List partner setups in progress", this::list),
            Route.post(ALL, "Start a partner setup", this::begin),
            Route.get(ONE, "Show a partner setup and its missing answers", this::one),
            Route.put(ONE, "Save answers; other answers do not change", this::take),
            Route.delete(ONE, "Discard a partner setup", this::abandon),
            Route.post(ONE + "/compared", "Record that fingerprints were compared", this::compared),
            Route.post(ONE + "/checks", "Check the connection to the partner", this::check),
            Route.post(ONE + "/trust", "Trust the partner's TLS certificate", this::trust),
            Route.post(ONE + "/test", "Send a test message", this::test),
            Route.post(ONE + "/live", "Go live", this::goLive))
        .map(route -> route.by(Role.PARTNER_MANAGER))
        .toList();
  }

  private Onboarding require(Context context) {
    return actions.require(context.pathParam("id"));
  }

  private void answer(Context context, int status, Onboarding onboarding) {
    Json.answer(context, status, OnboardingJson.of(onboarding, actions));
  }

  private void answer(Context context, Edits.Change<Onboarding> change) throws IOException {
    answer(context, 200, Edits.make(change));
  }

  private void list(Context context) {
    ObjectNode json = Json.object();
    ArrayNode list = json.putArray("onboardings");
    gateway.onboardings().open().forEach(one -> list.add(OnboardingJson.of(one, actions)));
    Json.answer(context, 200, json);
  }

  private void begin(Context context) throws IOException {
    JsonBody body = JsonBody.of(context);
    Onboarding begun =
        Edits.make(
            () ->
                actions.begin(
                    Caller.of(context),
                    body.text("partner").orElse(""),
                    body.text("station").orElse(""),
                    body.text("description")
                        .map(text -> Octets.of(text.getBytes(StandardCharsets.UTF_8)))));
    answer(context, 201, begun);
  }

  private void one(Context context) {
    answer(context, 200, require(context));
  }

  private void take(Context context) throws IOException {
    Map<String, String> answers = JsonBody.of(context).texts("answers");
    if (answers == null) {
      throw new ProblemException(400, "'answers' is missing");
    }
    Onboarding onboarding = require(context);
    answer(context, () -> actions.take(onboarding, answers));
  }

  private void abandon(Context context) {
    actions.abandon(Caller.of(context), require(context));
    context.status(204);
  }

  private void compared(Context context) throws IOException {
    String spokenTo = JsonBody.of(context).text("spokenTo").orElse("");
    Onboarding onboarding = require(context);
    answer(context, () -> actions.compared(Caller.of(context), onboarding, spokenTo));
  }

  private void check(Context context) throws IOException {
    Onboarding onboarding = require(context);
    answer(context, () -> actions.check(onboarding));
  }

  private void trust(Context context) throws IOException {
    JsonBody body = JsonBody.of(context);
    String fingerprint = body.required("fingerprint");
    String spokenTo = body.text("spokenTo").orElse("");
    Onboarding onboarding = require(context);
    answer(context, () -> actions.trust(Caller.of(context), onboarding, fingerprint, spokenTo));
  }

  private void test(Context context) throws IOException {
    Onboarding onboarding = require(context);
    answer(context, () -> actions.test(Caller.of(context), onboarding));
  }

  private void goLive(Context context) throws IOException {
    Onboarding onboarding = require(context);
    answer(
        context,
        () -> {
          actions.goLive(Caller.of(context), onboarding);
          return require(context);
        });
  }
}
