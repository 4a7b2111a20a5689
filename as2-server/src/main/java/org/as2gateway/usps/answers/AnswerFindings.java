package org.as2gateway.usps.answers;

import java.util.List;

/**
 * What was found in an answer.
 *
 * @param lines lines of it
 * @param files what it says of files, at most {@link AnswerReading#MOST_FILES}
 * @param rejected pieces that are rejected and belong to a known file or one that the answer names
 * @param strangers pieces that are rejected and belong to no known file
 * @param warnings warnings
 * @param unclear lines that seem to say something that nobody has explained
 * @param isCut whether lines were too long to read
 */
public record AnswerFindings(
    long lines,
    List<FileFinding> files,
    long rejected,
    long strangers,
    long warnings,
    long unclear,
    boolean isCut) {
  /** Copies the list. */
  public AnswerFindings {
    files = List.copyOf(files);
  }

  /** Whether it says anything of a file or piece. */
  public boolean hasMeaning() {
    return rejected + warnings > 0 || files.stream().anyMatch(file -> file.verdict().isDecided());
  }
}
