package org.as2gateway.usps.answers;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is known of sent files, and what answers say of them. Called in a transaction; an answer
 * that is read again withdraws what it said before.
 */
public interface AnswerLedger {
  /**
   * Which files have pieces.
   *
   * @param hashes some thousands, of {@code PieceKey}
   * @return file numbers by hash, the file that was sent last at the end; a hash that no file has
   *     is missing
   */
  Map<Long, List<String>> filesOf(List<Long> hashes);

  /** Which of these file numbers are known. */
  Set<String> known(Set<String> efns);

  /** Takes back all that the answer has said. */
  void withdraw(long answer);

  /**
   * The answer rejects or warns of pieces.
   *
   * @param marks each with a file number and a piece
   */
  void pieces(long answer, List<Mark> marks);

  /** The answer speaks of a file; called after its pieces. */
  void file(long answer, FileFinding finding);
}
