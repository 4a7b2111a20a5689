package org.as2gateway.usps.answers;

import java.util.List;
import java.util.Map;

/** What was sent, as far as reading an answer needs it. */
public interface AnswerLedger {
  /**
   * Which files have pieces.
   *
   * @param hashes some thousands, of {@code PieceKey}
   * @return file numbers by hash, the file that was sent last at the end; a hash that no file has
   *     is missing
   */
  Map<Long, List<String>> filesOf(List<Long> hashes);

  /** Whether all pieces of that file are known: another piece is none of its own. */
  boolean knowsPiecesOf(String efn);
}
