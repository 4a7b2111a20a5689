package org.as2gateway.admin.expected;

import io.javalin.http.Context;
import java.io.IOException;
import java.time.DayOfWeek;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.as2gateway.admin.expected.ExpectedRuleJson.ExpectedDayJson;
import org.as2gateway.admin.expected.ExpectedRuleJson.ExpectedDaysJson;
import org.as2gateway.admin.expected.ExpectedRuleJson.ExpectedRulesJson;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.Description;
import org.as2gateway.admin.port.JsonBody;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.RequestDocument;
import org.as2gateway.admin.port.Route;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.people.expected.ExpectedRule;
import org.as2gateway.people.expected.Holidays;
import org.as2gateway.store.log.Direction;
import org.jspecify.annotations.Nullable;

/** Rules for expected traffic and holidays, for all to see and administrators to change. */
public final class ExpectedRoutes {
  private static final String RULES = "/api/v1/expected-rules";
  private static final String RULE = RULES + "/{id}";
  private static final String HOLIDAYS = "/api/v1/holidays";

  private final ExpectedDesk desk;

  public ExpectedRoutes(ExpectedDesk desk) {
    this.desk = desk;
  }

  public List<Route> routes() {
    return List.of(
        Route.get(RULES, "List rules for expected traffic", ExpectedRulesJson.class, this::rules)
            .by(Role.VIEWER),
        Route.post(RULES, "Create a rule for expected traffic", ExpectedRuleJson.class, this::add)
            .status(201)
            .takes(ExpectedRuleChange.class)
            .by(Role.ADMINISTRATOR),
        Route.put(RULE, "Replace a rule for expected traffic", ExpectedRuleJson.class, this::change)
            .takes(ExpectedRuleChange.class)
            .by(Role.ADMINISTRATOR),
        Route.delete(RULE, "Remove a rule for expected traffic", this::remove)
            .by(Role.ADMINISTRATOR),
        Route.get(
                RULE + "/days",
                "Show on which days of five weeks a rule was kept or missed",
                ExpectedDaysJson.class,
                this::days)
            .by(Role.VIEWER),
        Route.get(HOLIDAYS, "List holidays", HolidaysJson.class, this::holidays).by(Role.VIEWER),
        Route.put(HOLIDAYS, "Replace the holidays", HolidaysJson.class, this::putHolidays)
            .takes(HolidaysChange.class)
            .by(Role.ADMINISTRATOR));
  }

  @Description("A rule for expected traffic. 'kind' says which of the nullable fields it needs.")
  private record ExpectedRuleChange(
      ExpectedDraft.Kind kind,
      String partner,
      @Description("null for both; required for kind 'file'") @Nullable Direction direction,
      @Description(ExpectedRuleJson.PATTERN) @Nullable String file,
      @Description(ExpectedRuleJson.PATTERN) @Nullable String answer,
      @Description("such as 23:00") @Nullable String by,
      @Nullable Integer withinMinutes,
      @Nullable Integer silentDays,
      @Description("such as America/Chicago") String zone,
      List<DayOfWeek> days,
      Optional<Boolean> exceptHolidays,
      Optional<Boolean> enabled)
      implements RequestDocument {}

  @Description("The holidays of the gateway.")
  private record HolidaysJson(
      @Description("whether US federal holidays count, in every year") boolean usFederal,
      @Description("names of further days, by dates such as 2026-12-24") Map<String, String> days) {
    static HolidaysJson of(Holidays holidays) {
      return new HolidaysJson(
          holidays.hasUsFederal(),
          holidays.days().entrySet().stream()
              .collect(Collectors.toMap(day -> day.getKey().toString(), Map.Entry::getValue)));
    }
  }

  @Description("The holidays of the gateway.")
  private record HolidaysChange(boolean usFederal, Optional<Map<String, String>> days)
      implements RequestDocument {}

  private ExpectedRulesJson rules(Context context) {
    return new ExpectedRulesJson(desk.rules().stream().map(ExpectedRuleJson::of).toList());
  }

  private ExpectedRuleJson add(Context context) throws IOException {
    return put(context, Optional.empty());
  }

  private ExpectedRuleJson change(Context context) throws IOException {
    return put(context, Optional.of(find(context)));
  }

  private ExpectedRuleJson put(Context context, Optional<ExpectedRule> before) throws IOException {
    JsonBody body = JsonBody.of(context);
    try {
      ExpectedRule rule = desk.read(draft(body), before);
      desk.put(Caller.of(context).actor(), rule);
      return ExpectedRuleJson.of(rule);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(400, String.valueOf(e.getMessage()));
    }
  }

  private static ExpectedDraft draft(JsonBody body) {
    return new ExpectedDraft(
        body.required("kind"),
        body.required("partner"),
        body.text("direction").orElse(""),
        body.text("file").orElse(""),
        body.text("answer").orElse(""),
        body.text("by").orElse(""),
        body.number("withinMinutes").map(n -> Long.toString(n)).orElse(""),
        body.number("silentDays").map(n -> Long.toString(n)).orElse(""),
        new ExpectedDraft.Days(
            body.required("zone"), body.list("days"), body.flag("exceptHolidays", false)),
        body.flag("enabled", true));
  }

  private void remove(Context context) {
    desk.remove(Caller.of(context).actor(), find(context));
  }

  private ExpectedDaysJson days(Context context) {
    return new ExpectedDaysJson(
        desk.days(find(context)).stream().map(ExpectedDayJson::of).toList());
  }

  private HolidaysJson holidays(Context context) {
    return HolidaysJson.of(desk.holidays());
  }

  private HolidaysJson putHolidays(Context context) throws IOException {
    JsonBody body = JsonBody.of(context);
    @Nullable Map<String, String> days = body.texts("days");
    String lines =
        days == null
            ? ""
            : days.entrySet().stream()
                .map(day -> day.getKey() + " " + day.getValue().replaceAll("\\s+", " "))
                .collect(Collectors.joining("\n"));
    try {
      Holidays holidays = Holidays.parse(body.flag("usFederal", false), lines);
      desk.putHolidays(Caller.of(context).actor(), holidays);
      return HolidaysJson.of(holidays);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(400, String.valueOf(e.getMessage()));
    }
  }

  private ExpectedRule find(Context context) {
    return desk.rule(context.pathParam("id"))
        .orElseThrow(() -> new ProblemException(404, "rule for expected traffic not found"));
  }
}
