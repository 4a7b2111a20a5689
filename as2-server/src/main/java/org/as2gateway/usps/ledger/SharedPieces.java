package org.as2gateway.usps.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.usps.files.ManifestHeader;
import org.as2gateway.usps.files.PieceKey;
import org.as2gateway.usps.preflight.History;

/**
 * A history that knows further pieces, by their hash, with the number of the file that has them.
 */
record SharedPieces(History history, Map<Long, String> shared) implements History {
  @Override
  public Optional<ManifestHeader> file(String efn) {
    return history.file(efn);
  }

  @Override
  public List<Optional<String>> pieces(String efn, List<PieceKey> keys) {
    List<Optional<String>> known = new ArrayList<>(history.pieces(efn, keys));
    for (int i = 0; i < keys.size(); i++) {
      Optional<String> other = Optional.ofNullable(shared.get(keys.get(i).hash()));
      if (known.get(i).isEmpty()) {
        known.set(i, other);
      }
    }
    return known;
  }
}
