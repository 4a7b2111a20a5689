package org.as2gateway.admin.usps;

import java.util.List;
import org.as2gateway.usps.preflight.CheckedBlock;
import org.as2gateway.usps.preflight.CheckedFile;
import org.as2gateway.usps.preflight.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * The page Check a file.
 *
 * @param error why nothing was checked; null if nothing went wrong
 * @param isCorrection whether the files are to be corrections
 * @param isCut whether there were more files than are checked at once
 * @param files what was found; empty at first
 */
public record CheckView(
    @Nullable String error, boolean isCorrection, boolean isCut, List<Checked> files) {
  static final CheckView EMPTY = new CheckView(null, false, false, List.of());

  private static final int MOST_BLOCKS = 50;

  /** How many files are checked at once. */
  public int mostFiles() {
    return CheckDesk.MOST_FILES;
  }

  /**
   * A file.
   *
   * @param name as it was uploaded
   * @param tone how its verdict looks
   * @param verdict what the findings come to, as a sentence
   * @param version of its first header; empty if there is none
   * @param pieces how many it has
   * @param blocks the first of its blocks
   * @param moreBlocks how many further blocks it has
   * @param findings the first of its findings
   * @param more how many further findings there are
   */
  public record Checked(
      String name,
      String tone,
      String verdict,
      String version,
      long pieces,
      List<CheckedBlock> blocks,
      int moreBlocks,
      List<FindingView> findings,
      long more) {
    static Checked of(CheckedFile file, FieldNames names) {
      List<CheckedBlock> shown =
          file.blocks().subList(0, Math.min(MOST_BLOCKS, file.blocks().size()));
      return new Checked(
          file.name(),
          toneOf(file.verdict()),
          sentenceOf(file.verdict()),
          file.version(),
          file.pieces(),
          shown,
          file.blocks().size() - shown.size(),
          FindingView.of(file.findings(), names),
          file.more());
    }
  }

  private static String toneOf(Verdict verdict) {
    return switch (verdict) {
      case PASS -> "good";
      case WARN, HOLD -> "warn";
      case BLOCK -> "bad";
    };
  }

  private static String sentenceOf(Verdict verdict) {
    return switch (verdict) {
      case PASS ->
          "No problems found. What only USPS knows was not checked: permits, payment accounts,"
              + " addresses and prices.";
      case WARN -> "Nothing that stops the file was found. Look at the warnings.";
      case HOLD -> "Look at it before it is sent.";
      case BLOCK -> "USPS would likely refuse this file or a part of it.";
    };
  }
}
