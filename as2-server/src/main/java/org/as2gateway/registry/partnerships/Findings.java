package org.as2gateway.registry.partnerships;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.as2gateway.as2.wire.PartnerText;

/** Collects every problem of a file, so that all are told at once. */
final class Findings {
  private static final int LONGEST_QUOTE = 120;

  private final List<FileProblem> problems = new ArrayList<>();
  private int errors;

  void error(int line, String subject, String text) {
    problems.add(new FileProblem(true, line, subject, text));
    errors++;
  }

  /** How many errors were found so far: a reader compares it before and after an entry. */
  int errors() {
    return errors;
  }

  void warn(int line, String subject, String text) {
    problems.add(new FileProblem(false, line, subject, text));
  }

  boolean hasErrors() {
    return errors > 0;
  }

  /** In file order. */
  List<FileProblem> all() {
    return problems.stream().distinct().sorted(Comparator.comparingInt(FileProblem::line)).toList();
  }

  /** A value from the file as a message may show it: in quotes, cut, on one line. */
  static String quote(String value) {
    return PartnerText.quote(value, LONGEST_QUOTE);
  }
}
