package org.as2gateway.admin.usps;

import java.util.List;
import org.as2gateway.delivery.gate.Finding;

/**
 * A finding as pages show it.
 *
 * @param level how bad it is, a word
 * @param tone how its badge looks
 * @param rule id of the rule
 * @param place line and field
 * @param fieldName name of the field; empty if it is about none
 * @param found what is there
 * @param expected what should be there
 * @param remedy what to do
 */
public record FindingView(
    String level,
    String tone,
    String rule,
    String place,
    String fieldName,
    String found,
    String expected,
    String remedy) {
  static FindingView of(Finding finding, FieldNames names) {
    return new FindingView(
        finding.level().text(),
        finding.level() == Finding.Level.WARN ? "warn" : "bad",
        finding.rule(),
        place(finding),
        names.of(finding),
        finding.found(),
        finding.expected(),
        finding.remedy());
  }

  static List<FindingView> of(List<Finding> findings, FieldNames names) {
    return findings.stream().map(finding -> of(finding, names)).toList();
  }

  private static String place(Finding finding) {
    if (finding.line() == null) {
      return "the file";
    }
    return "line " + finding.line() + (finding.field() == null ? "" : ", field " + finding.field());
  }
}
