package org.as2gateway.admin.setup;

import java.util.List;
import java.util.stream.Collectors;
import org.as2gateway.admin.doctor.Finding;
import org.as2gateway.admin.doctor.Finding.Verdict;
import org.as2gateway.as2.wire.PartnerText;

/** Findings as lines, to be kept. */
public final class FindingText {
  private static final int FIELDS = 3;
  private static final int MAX_TEXT = 2000;

  private FindingText() {}

  static String write(List<Finding> findings) {
    return findings.stream()
        .map(
            f ->
                f.verdict()
                    + "\t"
                    + PartnerText.clean(f.subject())
                    + "\t"
                    + PartnerText.clean(f.text(), MAX_TEXT))
        .collect(Collectors.joining("\n"));
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
