package org.as2gateway.admin.setup;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.as2gateway.people.onboarding.Onboarding;

/**
 * How long ago a setup was requested from USPS, which asks for some weeks.
 *
 * @param partner name of the partner
 * @param day how many days ago the request was sent
 * @param days how many USPS asks for
 * @param requested when it was sent
 * @param link the page of the request
 */
public record LeadTime(String partner, long day, long days, LocalDate requested, String link) {
  /** Those of the setups under way whose request was sent, as of that day. */
  public static List<LeadTime> of(List<Onboarding> open, LocalDate today) {
    return open.stream().flatMap(onboarding -> of(onboarding, today).stream()).toList();
  }

  private static Optional<LeadTime> of(Onboarding onboarding, LocalDate today) {
    return Optional.of(onboarding.answer(Answer.REQUESTED))
        .filter(date -> !date.isEmpty())
        .map(LocalDate::parse)
        .map(
            requested ->
                new LeadTime(
                    onboarding.partner(),
                    ChronoUnit.DAYS.between(requested, today),
                    RequestPages.SETUP_DAYS,
                    requested,
                    OnboardingPages.START + "/" + onboarding.id() + "/request"));
  }

  /** The first day after it. */
  public LocalDate earliest() {
    return requested.plusDays(days);
  }

  /** Whether it is over. */
  public boolean isOver() {
    return day >= days;
  }
}
