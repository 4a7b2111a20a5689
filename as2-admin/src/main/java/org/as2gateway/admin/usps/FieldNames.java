package org.as2gateway.admin.usps;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.as2gateway.delivery.gate.Finding;
import org.as2gateway.usps.layouts.Layout;
import org.as2gateway.usps.layouts.RecordLayout;
import org.as2gateway.usps.layouts.UspsTables;
import org.as2gateway.usps.preflight.Rule;

/**
 * Names of the fields that findings are about.
 *
 * @param layout of the file; empty if its version is not known
 * @param headers lines of the file that are headers
 */
record FieldNames(Optional<Layout> layout, Set<Long> headers) {
  private static final String HEADER = "H1";
  private static final String PIECE = "D1";

  /** They may be about any kind of record, and say the name of the field themselves. */
  private static final Set<String> NAMED_THEMSELVES =
      Stream.of(Rule.FIELD_LENGTH, Rule.NOT_NUMERIC, Rule.DATE_TIME, Rule.CHARSET)
          .map(Rule::id)
          .collect(Collectors.toUnmodifiableSet());

  /** Those of a file of that version. */
  static FieldNames of(UspsTables tables, String version, Set<Long> headers) {
    return new FieldNames(tables.manifest(version), headers);
  }

  /** The name; empty if the finding is about no field, or about one whose record is not known. */
  String of(Finding finding) {
    Integer field = finding.field();
    Long line = finding.line();
    if (field == null || line == null) {
      return "";
    }
    boolean isHeader = headers.contains(line);
    if (!isHeader && NAMED_THEMSELVES.contains(finding.rule())) {
      return "";
    }
    return layout.flatMap(l -> l.record(isHeader ? HEADER : PIECE)).stream()
        .map(RecordLayout::fields)
        .filter(fields -> field >= 1 && field <= fields.size())
        .map(fields -> fields.get(field - 1).name())
        .findFirst()
        .orElse("");
  }
}
