package org.as2gateway.admin.setup;

import java.util.List;
import java.util.stream.Collectors;
import org.as2gateway.admin.doctor.Finding;
import org.as2gateway.admin.doctor.Finding.Verdict;

/** Findings as lines, to be kept. */
public final class FindingText {
  private static final int FIELDS = 3;

  private FindingText() {}

  static String write(List<Finding> findings) {
    return findings.stream()
        .map(f -> f.verdict() + "\t" + plain(f.subject()) + "\t" + plain(f.text()))
        .collect(Collectors.joining("\n"));
  }

  private static String plain(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }

  /** Findings that were kept. */
  public static List<Finding> read(String text) {
    return text.lines()
        .map(line -> line.split("\t", FIELDS))
        .filter(fields -> fields.length == FIELDS)
        .map(fields -> new Finding(Verdict.valueOf(fields[0]), fields[1], fields[2]))
        .toList();
  }
}
