package org.as2gateway.usps.preflight;

import java.util.List;
import java.util.Optional;
import org.as2gateway.usps.files.ManifestHeader;
import org.as2gateway.usps.files.PieceKey;

/** What was sent in the last 120 days. Called by one thread at a time for each check. */
public interface History {
  /** Nothing is known. */
  History NONE =
      new History() {
        @Override
        public Optional<ManifestHeader> file(String efn) {
          return Optional.empty();
        }

        @Override
        public List<Optional<String>> pieces(String efn, List<PieceKey> keys) {
          return keys.stream().map(key -> Optional.<String>empty()).toList();
        }
      };

  /**
   * The header under which a file of that number was sent first; empty if it is not known. A file
   * that was blocked and never sent is not known.
   */
  Optional<ManifestHeader> file(String efn);

  /**
   * Which pieces were in a file of another number.
   *
   * @param efn number of the file that is checked; its own pieces do not count
   * @param keys some thousands at most
   * @return for each key, in order, the number of the other file
   */
  List<Optional<String>> pieces(String efn, List<PieceKey> keys);
}
