package org.as2gateway.usps.answers;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.as2gateway.usps.files.PieceKey;

/** A ledger in memory. */
final class SentPieces implements AnswerLedger {
  private final Map<Long, List<String>> files = new HashMap<>();

  private final Set<String> complete = new HashSet<>();

  /** All pieces of that file are known. */
  SentPieces knowing(String efn) {
    complete.add(efn);
    return this;
  }

  SentPieces with(String pic, String... efns) {
    files.put(PieceKey.of(pic).hash(), List.of(efns));
    return this;
  }

  @Override
  public boolean knowsPiecesOf(String efn) {
    return complete.contains(efn);
  }

  @Override
  public Map<Long, List<String>> filesOf(List<Long> hashes) {
    return hashes.stream().filter(files::containsKey).collect(Collectors.toMap(h -> h, files::get));
  }
}
