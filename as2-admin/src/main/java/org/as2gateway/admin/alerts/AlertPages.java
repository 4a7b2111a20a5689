package org.as2gateway.admin.alerts;

import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.as2gateway.admin.page.Forms;
import org.as2gateway.admin.page.Screen;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.Route;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.people.alerts.Alert;
import org.as2gateway.people.alerts.AlertRule;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.Partner;
import org.jspecify.annotations.Nullable;

/** Alerts, and the rules that say who is told. */
public final class AlertPages {
  private static final String ALERTS = "/alerts";
  private static final String TODAY = "/";
  private static final String RULE = "/alert-rules/{id}";
  private static final String NEW = "new";

  private final Screen screen;
  private final Supplier<Registry> registry;
  private final MailServer mail;
  private final AlertDesk desk;

  public AlertPages(Screen screen, AlertDesk desk, Supplier<Registry> registry, MailServer mail) {
    this.screen = screen;
    this.desk = desk;
    this.registry = registry;
    this.mail = mail;
  }

  public List<Route> routes() {
    return List.of(
        Route.page(ALERTS, "Alerts", context -> show(context, null, null)).by(Role.VIEWER),
        Route.form(ALERTS + "/{id}/acknowledge", "Acknowledge an alert", this::acknowledge)
            .by(Role.OPERATOR),
        Route.page(RULE, "Notification rule", this::form).by(Role.ADMINISTRATOR),
        Route.form(RULE, "Save a notification rule", this::save).by(Role.ADMINISTRATOR),
        Route.form(RULE + "/test", "Send a test notification", this::test).by(Role.ADMINISTRATOR),
        Route.form(RULE + "/remove", "Remove a notification rule", this::remove)
            .by(Role.ADMINISTRATOR));
  }

  private void show(Context context, @Nullable AlertRule tested, @Nullable Answer answer) {
    List<AlertRule> rules = desk.rules();
    List<AlertsView.Line> open =
        desk.open().stream().map(alert -> AlertsView.Line.of(alert, desk, rules)).toList();
    List<AlertsView.Line> closed =
        desk.closed().stream().map(alert -> AlertsView.Line.of(alert, desk, rules)).toList();
    AlertsView.Test test =
        tested == null || answer == null ? null : new AlertsView.Test(tested, answer);
    screen.show(
        context,
        "alerts/alerts",
        "Alerts",
        new AlertsView(open, closed, rules, mail.isSet(), test));
  }

  private void acknowledge(Context context) {
    Optional<Alert> taken = desk.acknowledge(Caller.of(context).actor(), context.pathParam("id"));
    screen.redirect(
        context,
        TODAY.equals(context.formParam("back")) ? TODAY : ALERTS,
        taken.isPresent()
            ? "Alert assigned to you."
            : "The alert was already resolved or acknowledged.");
  }

  private void form(Context context) {
    String id = context.pathParam("id");
    if (id.equals(NEW)) {
      showForm(context, RuleView.blank(), null);
    } else {
      showForm(context, RuleView.of(find(context)), null);
    }
  }

  private void showForm(Context context, RuleView.Typed typed, @Nullable String error) {
    Registry registry = this.registry.get();
    List<String> partners =
        registry.partnerships().partners().stream()
            .filter(partner -> !registry.isOwn(partner))
            .map(Partner::name)
            .sorted()
            .toList();
    String id = context.pathParam("id");
    screen.show(
        context,
        "alerts/rule",
        id.equals(NEW) ? "New notification rule" : "Notification rule",
        new RuleView(id, typed, partners, desk.owners(), mail.isSet(), error));
  }

  private void save(Context context) {
    String id = context.pathParam("id");
    Optional<String> secret = id.equals(NEW) ? Optional.empty() : find(context).secret();
    RuleDraft draft = draft(context, secret);
    try {
      AlertRule rule =
          draft.rule(id.equals(NEW) ? UUID.randomUUID().toString().replace("-", "") : id);
      desk.put(Caller.of(context).actor(), rule);
      screen.redirect(context, ALERTS, "Rule '" + rule.name() + "' was saved.");
    } catch (IllegalArgumentException e) {
      context.status(422);
      showForm(context, RuleView.of(draft), e.getMessage());
    }
  }

  /** A blank secret leaves the one there is. */
  private static RuleDraft draft(Context context, Optional<String> before) {
    String typed = Forms.text(context, "secret");
    boolean isUnsigned = !Forms.text(context, "unsigned").isEmpty();
    return new RuleDraft(
        Forms.text(context, "name"),
        context.formParams("kind"),
        Forms.text(context, "partner"),
        Forms.text(context, "owner"),
        Forms.text(context, "channel"),
        Forms.text(context, "target"),
        isUnsigned ? Optional.empty() : typed.isEmpty() ? before : Optional.of(typed),
        new RuleDraft.Quiet(
            Forms.text(context, "from"), Forms.text(context, "until"), Forms.text(context, "zone")),
        !Forms.text(context, "enabled").isEmpty());
  }

  private void test(Context context) {
    AlertRule rule = find(context);
    show(context, rule, desk.test(Caller.of(context).actor(), rule));
  }

  private void remove(Context context) {
    AlertRule rule = find(context);
    desk.remove(Caller.of(context).actor(), rule);
    screen.redirect(context, ALERTS, "Rule '" + rule.name() + "' was removed.");
  }

  private AlertRule find(Context context) {
    return desk.rule(context.pathParam("id"))
        .orElseThrow(
            () ->
                new ProblemException(404, "notification rule not found; it may have been removed"));
  }
}
