package org.as2gateway.admin.messages;

import java.util.List;
import org.as2gateway.admin.port.Description;
import org.as2gateway.transport.as2.explain.Explanation;

/** An explanation of a digest that differs. */
@Description("Why a digest does not match.")
record ExplanationJson(
    @Description("whether the cause is known") boolean found,
    String finding,
    String cause,
    String remedy,
    @Description("known products with this behavior") List<String> known) {
  /** That explanation. */
  static ExplanationJson of(Explanation explanation) {
    return new ExplanationJson(
        explanation.isFound(),
        explanation.finding(),
        explanation.cause(),
        explanation.remedy(),
        explanation.known());
  }
}
