package org.as2gateway.admin.alerts;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.as2gateway.admin.alerts.AlertJson.AlertsJson;
import org.as2gateway.admin.alerts.AlertRuleJson.AlertRulesJson;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.Description;
import org.as2gateway.admin.port.Json;
import org.as2gateway.admin.port.JsonBody;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.QueryParameter;
import org.as2gateway.admin.port.RequestDocument;
import org.as2gateway.admin.port.Route;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.people.alerts.Alert;
import org.as2gateway.people.alerts.AlertKind;
import org.as2gateway.people.alerts.AlertRule;
import org.jspecify.annotations.Nullable;

/** Alerts, for all to see and operators to take on; their rules, for administrators to change. */
public final class AlertRoutes {
  private static final String ALERTS = "/api/v1/alerts";
  private static final String RULES = "/api/v1/alert-rules";

  private final AlertDesk desk;

  public AlertRoutes(AlertDesk desk) {
    this.desk = desk;
  }

  public List<Route> routes() {
    return List.of(
        Route.get(ALERTS, "List alerts: state=open or closed", AlertsJson.class, this::alerts)
            .asking(
                QueryParameter.word("state", State.class),
                QueryParameter.text("owner").says("only about manifests of that owner"))
            .by(Role.VIEWER),
        Route.post(
                ALERTS + "/{id}/acknowledge",
                "Acknowledge an alert",
                AlertJson.class,
                this::acknowledge)
            .by(Role.OPERATOR),
        Route.get(RULES, "List notification rules", AlertRulesJson.class, this::rules)
            .by(Role.VIEWER),
        Route.post(RULES, "Create a notification rule", AlertRuleJson.class, this::add)
            .status(201)
            .takes(AlertRuleChange.class)
            .by(Role.ADMINISTRATOR),
        Route.put(
                RULES + "/{id}", "Replace a notification rule", AlertRuleJson.class, this::replace)
            .takes(AlertRuleChange.class)
            .by(Role.ADMINISTRATOR),
        Route.delete(RULES + "/{id}", "Remove a notification rule", this::remove)
            .by(Role.ADMINISTRATOR),
        Route.post(
                RULES + "/{id}/test", "Send a test notification", TestAnswerJson.class, this::test)
            .by(Role.ADMINISTRATOR));
  }

  /** Which alerts a list has. */
  private enum State {
    OPEN,
    CLOSED
  }

  @Description("A notification rule. Without 'secret' the secret does not change; null removes it.")
  private record AlertRuleChange(
      String name,
      List<AlertKind> kinds,
      @Description("null for all") @Nullable String partner,
      @Description("only about manifests of that owner of mailer IDs; null or missing for all")
          Optional<String> owner,
      AlertRule.Channel channel,
      @Description(AlertRuleJson.TARGET) String target,
      @Nullable String secret,
      AlertRuleJson.@Nullable QuietJson quiet,
      Optional<Boolean> enabled)
      implements RequestDocument {}

  @Description("Response of the mail or web server.")
  private record TestAnswerJson(boolean good, String answer) {}

  private AlertsJson alerts(Context context) {
    boolean isClosed = Json.word(State.CLOSED).equals(context.queryParam("state"));
    Optional<String> owner =
        Optional.ofNullable(context.queryParam("owner")).filter(name -> !name.isBlank());
    return new AlertsJson(
        (isClosed ? desk.closed() : desk.open())
            .stream()
                .filter(alert -> owner.isEmpty() || owner.equals(alert.condition().owner()))
                .map(this::json)
                .toList());
  }

  private AlertJson json(Alert alert) {
    return AlertJson.of(alert, desk.deliveries(alert));
  }

  private AlertJson acknowledge(Context context) {
    return desk.acknowledge(Caller.of(context).actor(), context.pathParam("id"))
        .map(this::json)
        .orElseThrow(
            () -> new ProblemException(409, "the alert was already resolved or acknowledged"));
  }

  private AlertRulesJson rules(Context context) {
    boolean isWhole = Caller.of(context).may(Role.ADMINISTRATOR);
    return new AlertRulesJson(
        desk.rules().stream().map(rule -> AlertRuleJson.of(rule, isWhole)).toList());
  }

  private AlertRuleJson add(Context context) throws IOException {
    String id = UUID.randomUUID().toString().replace("-", "");
    return put(context, id, Optional.empty());
  }

  private AlertRuleJson replace(Context context) throws IOException {
    AlertRule before = find(context);
    return put(context, before.id(), before.secret());
  }

  private AlertRuleJson put(Context context, String id, Optional<String> secret)
      throws IOException {
    JsonBody body = JsonBody.of(context);
    try {
      AlertRule rule = draft(body, secret).rule(id);
      desk.put(Caller.of(context).actor(), rule);
      return AlertRuleJson.of(rule, true);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(400, String.valueOf(e.getMessage()));
    }
  }

  /** A secret that is not mentioned stays; no answer ever shows it. */
  private static RuleDraft draft(JsonBody body, Optional<String> secret) {
    return new RuleDraft(
        body.required("name"),
        body.list("kinds"),
        body.text("partner").orElse(""),
        body.text("owner").orElse(""),
        body.required("channel"),
        body.required("target"),
        body.has("secret") ? body.text("secret") : secret,
        body.object("quiet")
            .map(
                quiet ->
                    new RuleDraft.Quiet(
                        quiet.required("from"), quiet.required("until"), quiet.required("zone")))
            .orElse(RuleDraft.Quiet.NONE),
        body.flag("enabled", true));
  }

  private void remove(Context context) {
    desk.remove(Caller.of(context).actor(), find(context));
  }

  private TestAnswerJson test(Context context) {
    Answer answer = desk.test(Caller.of(context).actor(), find(context));
    return new TestAnswerJson(answer.isGood(), answer.text());
  }

  private AlertRule find(Context context) {
    return desk.rule(context.pathParam("id"))
        .orElseThrow(() -> new ProblemException(404, "notification rule not found"));
  }
}
