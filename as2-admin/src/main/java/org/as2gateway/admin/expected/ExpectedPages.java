package org.as2gateway.admin.expected;

import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import org.as2gateway.admin.expected.ExpectedRuleView.Message;
import org.as2gateway.admin.page.Forms;
import org.as2gateway.admin.page.Screen;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.Route;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.people.expected.ExpectedRule;
import org.as2gateway.people.expected.Holidays;

/** Expected traffic: rules with their calendars, and holidays. */
public final class ExpectedPages {
  static final String PATH = "/expected-traffic";
  static final String NEW = "new";
  private static final String RULE = PATH + "/{id}";

  private final Screen screen;
  private final ExpectedDesk desk;

  public ExpectedPages(Screen screen, ExpectedDesk desk) {
    this.screen = screen;
    this.desk = desk;
  }

  public List<Route> routes() {
    return List.of(
        Route.page(PATH, "Expected traffic", this::list).by(Role.VIEWER),
        Route.form(PATH + "/holidays", "Save the holidays", this::saveHolidays)
            .by(Role.ADMINISTRATOR),
        Route.page(RULE, "Rule for expected traffic", this::form).by(Role.VIEWER),
        Route.form(RULE, "Save a rule for expected traffic", this::save).by(Role.ADMINISTRATOR),
        Route.form(RULE + "/remove", "Remove a rule for expected traffic", this::remove)
            .by(Role.ADMINISTRATOR));
  }

  private void list(Context context) {
    show(context, ExpectedView.of(desk.rules(), desk.holidays()));
  }

  private void show(Context context, ExpectedView view) {
    screen.show(context, "expected/expected", "Expected traffic", view);
  }

  private void saveHolidays(Context context) {
    boolean hasUsFederal = !Forms.text(context, "usFederal").isEmpty();
    String lines = Forms.text(context, "days");
    try {
      desk.putHolidays(Caller.of(context).actor(), Holidays.parse(hasUsFederal, lines));
      screen.redirect(context, PATH, "The holidays were saved.");
    } catch (IllegalArgumentException e) {
      context.status(422);
      show(context, ExpectedView.of(desk.rules(), hasUsFederal, lines, e.getMessage()));
    }
  }

  private void form(Context context) {
    if (context.pathParam("id").equals(NEW)) {
      if (!Caller.of(context).may(Role.ADMINISTRATOR)) {
        throw new ProblemException(403, "only administrators may create rules");
      }
      String kind = Optional.ofNullable(context.queryParam("kind")).orElse("file");
      String zone = screen.times(context).zone().id().getId();
      showForm(context, ExpectedDraft.template(kind, zone), new Message(null, null));
    } else {
      ExpectedRule rule = find(context);
      Message message = new Message(ExpectedText.sentence(rule), null);
      showForm(context, ExpectedDraft.of(rule), message);
    }
  }

  private void showForm(Context context, ExpectedDraft draft, Message message) {
    String id = context.pathParam("id");
    List<List<ExpectedRuleView.Cell>> weeks =
        desk.rule(id)
            .map(rule -> ExpectedRuleView.weeks(desk.firstDay(rule), desk.days(rule)))
            .orElse(List.of());
    screen.show(
        context,
        "expected/rule",
        id.equals(NEW) ? "New rule for expected traffic" : "Expected traffic",
        new ExpectedRuleView(id, draft, desk.partners(), message, weeks));
  }

  private void save(Context context) {
    String id = context.pathParam("id");
    Optional<ExpectedRule> before = id.equals(NEW) ? Optional.empty() : Optional.of(find(context));
    ExpectedDraft draft = draft(context);
    try {
      ExpectedRule rule = desk.read(draft, before);
      if (context.formParam("preview") != null) {
        showForm(context, draft, new Message(ExpectedText.sentence(rule), null));
        return;
      }
      desk.put(Caller.of(context).actor(), rule);
      screen.redirect(context, PATH + "/" + rule.id(), "The rule was saved.");
    } catch (IllegalArgumentException e) {
      context.status(422);
      showForm(context, draft, new Message(null, e.getMessage()));
    }
  }

  private static ExpectedDraft draft(Context context) {
    return new ExpectedDraft(
        Forms.text(context, "kind"),
        Forms.text(context, "partner"),
        Forms.text(context, "direction"),
        Forms.text(context, "file"),
        Forms.text(context, "answer"),
        Forms.text(context, "by"),
        minutes(Forms.text(context, "hours")),
        Forms.text(context, "silentDays"),
        new ExpectedDraft.Days(
            Forms.text(context, "zone"),
            context.formParams("day"),
            !Forms.text(context, "exceptHolidays").isEmpty()),
        !Forms.text(context, "enabled").isEmpty());
  }

  private static String minutes(String hours) {
    try {
      return hours.isBlank() ? "" : Long.toString(Math.round(Double.parseDouble(hours) * 60));
    } catch (NumberFormatException e) {
      return hours; // refused with a sentence later
    }
  }

  private void remove(Context context) {
    desk.remove(Caller.of(context).actor(), find(context));
    screen.redirect(context, PATH, "The rule was removed.");
  }

  private ExpectedRule find(Context context) {
    return desk.rule(context.pathParam("id"))
        .orElseThrow(() -> new ProblemException(404, "rule not found; it may have been removed"));
  }
}
