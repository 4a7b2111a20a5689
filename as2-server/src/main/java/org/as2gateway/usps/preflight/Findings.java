package org.as2gateway.usps.preflight;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.as2gateway.delivery.gate.Finding;
import org.as2gateway.delivery.gate.Finding.Level;
import org.jspecify.annotations.Nullable;

/** Collects what is found in one file. Found values are cut and stripped of control characters. */
final class Findings {
  private static final int MOST_TEXT = 80;
  private static final int MOST_CODES = 10_000;

  private final int file;
  private final List<Finding> kept = new ArrayList<>();
  private final Set<String> once = new HashSet<>();
  private long more;
  private Verdict verdict = Verdict.PASS;

  /**
   * Those of a file.
   *
   * @param file which file of the message, from 0
   */
  Findings(int file) {
    this.file = file;
  }

  void add(Rule rule, long line, @Nullable Integer field, String found, String expected) {
    add(
        new Finding(
            rule.id(), rule.level(), file, line, field, plain(found), expected, rule.remedy()));
  }

  /** Adds a finding about a whole file that is graver than its rule. */
  void addBlocking(Rule rule, String found, String expected) {
    add(new Finding(rule.id(), Level.BLOCK, file, 1L, null, plain(found), expected, rule.remedy()));
  }

  private void add(Finding finding) {
    verdict = verdict.or(Verdict.of(finding.level()));
    if (kept.size() == CheckedFile.MOST_FINDINGS) {
      more++;
    } else {
      kept.add(finding);
    }
  }

  /** Adds a finding about a value that may stand in many records: only for the first of them. */
  void addOnce(Rule rule, long line, Integer field, String found, String expected) {
    if (once.size() < MOST_CODES && once.add(rule + "/" + field + "/" + found)) {
      add(rule, line, field, found, expected);
    }
  }

  private static String plain(String text) {
    String cut = text.length() > MOST_TEXT ? text.substring(0, MOST_TEXT) + "…" : text;
    StringBuilder plain = new StringBuilder(cut.length());
    cut.chars().forEach(c -> plain.append(c < ' ' || c == 0x7F ? '·' : (char) c));
    return plain.toString();
  }

  Verdict verdict() {
    return verdict;
  }

  /** By line; those of one line as they were found. */
  List<Finding> sorted() {
    List<Finding> sorted = new ArrayList<>(kept);
    sorted.sort(Comparator.comparingLong(f -> f.line() == null ? 0 : f.line()));
    return sorted;
  }

  long more() {
    return more;
  }
}
