package org.as2gateway.admin.expected;

import java.time.DayOfWeek;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.as2gateway.admin.port.Description;
import org.as2gateway.people.expected.ExpectedRule;
import org.as2gateway.people.expected.Outcome;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.FileTime;
import org.jspecify.annotations.Nullable;

/** A rule for expected traffic as the API writes it. */
@Description("A rule for expected traffic.")
record ExpectedRuleJson(
    String id,
    ExpectedDraft.Kind kind,
    String partner,
    @Description("null for both") @Nullable Direction direction,
    @Description(PATTERN) @Nullable String file,
    @Description(PATTERN) @Nullable String answer,
    @Description("such as 23:00") @Nullable String by,
    @Nullable Integer withinMinutes,
    @Nullable Integer silentDays,
    @Description("such as America/Chicago") String zone,
    List<DayOfWeek> days,
    boolean exceptHolidays,
    boolean enabled,
    @Description("what was due before does not count") Instant since,
    @Description("the rule in plain English") String sentence) {
  static final String PATTERN = "pattern of file names, with * and ?";

  /** All rules. */
  @Description("All rules for expected traffic.")
  record ExpectedRulesJson(List<ExpectedRuleJson> rules) {}

  /** What became of a rule. */
  @Description("What became of a rule in this week and the four before, oldest first.")
  record ExpectedDaysJson(List<ExpectedDayJson> days) {}

  /** What became of one expectation. */
  @Description("What became of one expectation.")
  record ExpectedDayJson(
      @Description("such as 2026-11-28") String day,
      Instant due,
      Outcome.State state,
      @Description("message that met it; for a missing answer, the one without answer")
          Optional<String> message) {
    static ExpectedDayJson of(Outcome outcome) {
      return new ExpectedDayJson(
          outcome.day().toString(),
          outcome.due(),
          outcome.state(),
          outcome.file().map(FileTime::message));
    }
  }

  static ExpectedRuleJson of(ExpectedRule rule) {
    ExpectedDraft draft = ExpectedDraft.of(rule);
    return new ExpectedRuleJson(
        rule.id(),
        ExpectedDraft.Kind.valueOf(draft.kind().toUpperCase(Locale.ROOT)),
        rule.partner(),
        direction(draft.direction()),
        textOrNull(draft.file()),
        textOrNull(draft.answer()),
        textOrNull(draft.by()),
        numberOrNull(draft.withinMinutes()),
        numberOrNull(draft.silentDays()),
        rule.days().zone().getId(),
        List.copyOf(rule.days().weekdays()),
        rule.days().isExceptHolidays(),
        rule.isEnabled(),
        rule.since(),
        ExpectedText.sentence(rule));
  }

  private static @Nullable Direction direction(String text) {
    return text.isEmpty() ? null : text.equals(Direction.IN.text()) ? Direction.IN : Direction.OUT;
  }

  private static @Nullable String textOrNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static @Nullable Integer numberOrNull(String text) {
    return text.isEmpty() ? null : Integer.valueOf(text);
  }
}
