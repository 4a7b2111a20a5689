package org.as2gateway.admin.alerts;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.Json;
import org.as2gateway.admin.port.JsonBody;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.Route;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.people.alerts.Alert;
import org.as2gateway.people.alerts.AlertDelivery;
import org.as2gateway.people.alerts.AlertKind;
import org.as2gateway.people.alerts.AlertRule;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

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
        Route.get(ALERTS, "List alerts: state=open or closed", this::alerts).by(Role.VIEWER),
        Route.post(ALERTS + "/{id}/acknowledge", "Acknowledge an alert", this::acknowledge)
            .by(Role.OPERATOR),
        Route.get(RULES, "List notification rules", this::rules).by(Role.VIEWER),
        Route.post(RULES, "Create a notification rule", this::add).by(Role.ADMINISTRATOR),
        Route.put(RULES + "/{id}", "Replace a notification rule", this::replace)
            .by(Role.ADMINISTRATOR),
        Route.delete(RULES + "/{id}", "Remove a notification rule", this::remove)
            .by(Role.ADMINISTRATOR),
        Route.post(RULES + "/{id}/test", "Send a test notification", this::test)
            .by(Role.ADMINISTRATOR));
  }

  private void alerts(Context context) {
    boolean isClosed = "closed".equals(context.queryParam("state"));
    ObjectNode json = Json.object();
    ArrayNode list = json.putArray("alerts");
    (isClosed ? desk.closed() : desk.open()).forEach(alert -> list.add(alert(alert)));
    Json.answer(context, 200, json);
  }

  private void acknowledge(Context context) {
    Alert alert =
        desk.acknowledge(Caller.of(context).actor(), context.pathParam("id"))
            .orElseThrow(
                () -> new ProblemException(409, "the alert was already resolved or acknowledged"));
    Json.answer(context, 200, alert(alert));
  }

  private void rules(Context context) {
    ObjectNode json = Json.object();
    ArrayNode list = json.putArray("rules");
    boolean isWhole = Caller.of(context).may(Role.ADMINISTRATOR);
    desk.rules().forEach(rule -> list.add(rule(rule, isWhole)));
    Json.answer(context, 200, json);
  }

  private void add(Context context) throws IOException {
    String id = UUID.randomUUID().toString().replace("-", "");
    put(context, id, Optional.empty(), 201);
  }

  private void replace(Context context) throws IOException {
    AlertRule before = find(context);
    put(context, before.id(), before.secret(), 200);
  }

  private void put(Context context, String id, Optional<String> secret, int status)
      throws IOException {
    JsonBody body = JsonBody.of(context);
    try {
      AlertRule rule = draft(body, secret).rule(id);
      desk.put(Caller.of(context).actor(), rule);
      Json.answer(context, status, rule(rule, true));
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
    context.status(204);
  }

  private void test(Context context) {
    Answer answer = desk.test(Caller.of(context).actor(), find(context));
    ObjectNode json = Json.object();
    json.put("good", answer.isGood());
    json.put("answer", answer.text());
    Json.answer(context, 200, json);
  }

  private AlertRule find(Context context) {
    return desk.rule(context.pathParam("id"))
        .orElseThrow(() -> new ProblemException(404, "notification rule not found"));
  }

  private ObjectNode alert(Alert alert) {
    ObjectNode json = Json.object();
    json.put("id", alert.id());
    json.put("kind", alert.condition().kind().text());
    json.put("urgent", alert.condition().isUrgent());
    json.put("title", alert.condition().title());
    json.put("detail", alert.condition().detail());
    json.put("partner", alert.condition().partner().orElse(null));
    json.put("link", alert.condition().link());
    json.put("openedAt", Json.time(alert.openedAt()));
    json.put("closedAt", Json.time(alert.closedAt().orElse(null)));
    json.put("acknowledgedBy", alert.acknowledged().map(a -> a.by()).orElse(null));
    json.put("acknowledgedAt", Json.time(alert.acknowledged().map(a -> a.at()).orElse(null)));
    ArrayNode list = json.putArray("deliveries");
    desk.deliveries(alert).forEach(delivery -> list.add(delivery(delivery)));
    return json;
  }

  private static ObjectNode delivery(AlertDelivery delivery) {
    ObjectNode json = Json.object();
    json.put("rule", delivery.rule());
    json.put("state", delivery.state().text());
    json.put("attempts", delivery.attempts());
    json.put("dueAt", Json.time(delivery.dueAt().orElse(null)));
    json.put("endedAt", Json.time(delivery.endedAt().orElse(null)));
    json.put("answer", delivery.answer());
    return json;
  }

  private static ObjectNode rule(AlertRule rule, boolean isWhole) {
    ObjectNode json = Json.object();
    json.put("id", rule.id());
    json.put("name", rule.name());
    ArrayNode kinds = json.putArray("kinds");
    rule.kinds().stream().map(AlertKind::text).forEach(kinds::add);
    json.put("partner", rule.partner().orElse(null));
    json.put("channel", rule.channel().text());
    json.put("target", isWhole ? rule.target() : rule.shownTarget());
    json.put("signed", rule.secret().isPresent());
    rule.quiet()
        .ifPresent(
            quiet ->
                json.putObject("quiet")
                    .put("from", quiet.from().toString())
                    .put("until", quiet.until().toString())
                    .put("zone", quiet.zone().getId()));
    json.put("enabled", rule.isEnabled());
    return json;
  }
}
