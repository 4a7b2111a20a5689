package org.as2gateway.admin.expected;

import java.util.List;
import org.as2gateway.people.expected.ExpectedRule;
import org.as2gateway.people.expected.Holidays;
import org.jspecify.annotations.Nullable;

/**
 * The page Expected traffic.
 *
 * @param rules by partner
 * @param hasUsFederal whether the federal holidays count
 * @param lines further holidays as typed
 * @param error why the holidays were not saved; null at first
 */
public record ExpectedView(
    List<Line> rules, boolean hasUsFederal, String lines, @Nullable String error) {
  /**
   * A rule.
   *
   * @param id its id
   * @param partner its partner
   * @param sentence in plain English
   * @param isEnabled whether it counts
   */
  public record Line(String id, String partner, String sentence, boolean isEnabled) {
    static Line of(ExpectedRule rule) {
      return new Line(rule.id(), rule.partner(), ExpectedText.sentence(rule), rule.isEnabled());
    }
  }

  static ExpectedView of(List<ExpectedRule> rules, Holidays holidays) {
    return of(rules, holidays.hasUsFederal(), holidays.lines(), null);
  }

  static ExpectedView of(
      List<ExpectedRule> rules, boolean hasUsFederal, String lines, @Nullable String error) {
    return new ExpectedView(rules.stream().map(Line::of).toList(), hasUsFederal, lines, error);
  }
}
