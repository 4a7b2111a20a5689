package org.as2gateway.admin.expected;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.as2gateway.people.accounts.Actor;
import org.as2gateway.people.accounts.JdbcAuditLog;
import org.as2gateway.people.accounts.JdbcAuditLog.Change;
import org.as2gateway.people.expected.ExpectedRule;
import org.as2gateway.people.expected.Holidays;
import org.as2gateway.people.expected.JdbcExpected;
import org.as2gateway.people.expected.Outcome;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.Partner;

/** Rules for expected traffic and holidays, to read and to change, each change in the audit log. */
public final class ExpectedDesk {
  private static final int WEEKS_BEFORE = 4;

  private final JdbcExpected store;
  private final ExpectedTraffic traffic;
  private final Supplier<Registry> registry;
  private final JdbcAuditLog audit;
  private final Clock clock;

  /** The desk over those rules. */
  public ExpectedDesk(
      JdbcExpected store, Supplier<Registry> registry, JdbcAuditLog audit, Clock clock) {
    this.store = store;
    this.traffic = new ExpectedTraffic(store, registry);
    this.registry = registry;
    this.audit = audit;
    this.clock = clock;
  }

  List<ExpectedRule> rules() {
    return store.rules();
  }

  Optional<ExpectedRule> rule(String id) {
    return store.rule(id);
  }

  Holidays holidays() {
    return store.holidays();
  }

  /** Names of partners that rules may be about. */
  List<String> partners() {
    Registry current = registry.get();
    return current.partnerships().partners().stream()
        .filter(partner -> !current.isOwn(partner))
        .map(Partner::name)
        .sorted()
        .toList();
  }

  /**
   * The rule that was typed, not kept yet.
   *
   * @param before the one that it replaces; empty for a new one
   * @throws IllegalArgumentException with a sentence for the one who typed
   */
  ExpectedRule read(ExpectedDraft draft, Optional<ExpectedRule> before) {
    String id =
        before.map(ExpectedRule::id).orElseGet(() -> UUID.randomUUID().toString().replace("-", ""));
    ExpectedRule rule = draft.rule(id, clock.instant());
    boolean isKnown =
        partners().contains(rule.partner())
            || before.filter(old -> old.partner().equals(rule.partner())).isPresent();
    if (!isKnown) {
      throw new IllegalArgumentException("there is no partner of that name");
    }
    return rule;
  }

  void put(Actor by, ExpectedRule rule) {
    String before = store.rule(rule.id()).map(ExpectedDesk::summary).orElse(null);
    store.put(rule);
    audit(by, new Change("expected-rule", rule.partner(), before, summary(rule)));
  }

  void remove(Actor by, ExpectedRule rule) {
    if (store.remove(rule.id())) {
      audit(by, new Change("expected-rule-remove", rule.partner(), summary(rule), null));
    }
  }

  void putHolidays(Actor by, Holidays holidays) {
    String before = summary(store.holidays());
    store.putHolidays(holidays);
    audit(by, new Change("holidays", "-", before, summary(holidays)));
  }

  private static String summary(ExpectedRule rule) {
    return ExpectedText.sentence(rule) + (rule.isEnabled() ? "" : " (off)");
  }

  private static String summary(Holidays holidays) {
    return (holidays.hasUsFederal() ? "US federal holidays\n" : "") + holidays.lines();
  }

  private void audit(Actor by, Change change) {
    audit.add(clock.instant(), by, change);
  }

  /** What became of the rule in this week and the four before. */
  List<Outcome> days(ExpectedRule rule) {
    Instant now = clock.instant();
    LocalDate first = firstDay(rule, now);
    return traffic.outcomes(rule, first, first.plusWeeks(WEEKS_BEFORE + 1L).minusDays(1), now);
  }

  /** The Monday of the first week that is shown. */
  LocalDate firstDay(ExpectedRule rule) {
    return firstDay(rule, clock.instant());
  }

  private static LocalDate firstDay(ExpectedRule rule, Instant now) {
    return now.atZone(rule.days().zone())
        .toLocalDate()
        .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
        .minusWeeks(WEEKS_BEFORE);
  }
}
