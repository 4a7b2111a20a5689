package org.as2gateway.usps.answers;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.as2gateway.usps.files.PieceKey;

/** A ledger in memory. */
final class SentPieces implements AnswerLedger {
  private final Map<Long, List<String>> files = new HashMap<>();

  SentPieces with(String pic, String... efns) {
    files.put(PieceKey.of(pic).hash(), List.of(efns));
    return this;
  }

  @Override
  public Map<Long, List<String>> filesOf(List<Long> hashes) {
    return hashes.stream().filter(files::containsKey).collect(Collectors.toMap(h -> h, files::get));
  }
}
