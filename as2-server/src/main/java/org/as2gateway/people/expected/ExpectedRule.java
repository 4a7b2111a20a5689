package org.as2gateway.people.expected;

import java.time.Instant;

/**
 * A rule for expected traffic.
 *
 * @param id ours
 * @param partner name of the partner
 * @param expectation what is expected
 * @param days when; for answers only the zone counts
 * @param since when the rule was made: what was due before is nobody's alert
 * @param isEnabled whether the rule counts
 */
public record ExpectedRule(
    String id,
    String partner,
    Expectation expectation,
    ExpectedDays days,
    Instant since,
    boolean isEnabled) {
  /** Refuses a rule for nobody. */
  public ExpectedRule {
    if (partner.isBlank()) {
      throw new IllegalArgumentException("no partner is selected");
    }
  }
}
