package org.as2gateway.usps.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.as2gateway.usps.files.ManifestHeader;
import org.as2gateway.usps.files.PieceKey;
import org.as2gateway.usps.preflight.History;

/** What the ledger knows of earlier files, for the check of one message. */
final class LedgerHistory implements History {
  private static final int MOST_FILES = 1000;

  private final Ledger ledger;
  private final Set<String> family;
  private final Instant since;

  /**
   * The history without the message that is checked.
   *
   * @param family the message and those that it repeats; empty if it is no message
   * @param now the time
   */
  LedgerHistory(Ledger ledger, Set<String> family, Instant now) {
    this.ledger = ledger;
    this.family = Set.copyOf(family);
    this.since = now.minus(Ledger.MEMORY);
  }

  @Override
  public Optional<ManifestHeader> file(String efn) {
    return ledger.files().find(efn).filter(this::isTaken).map(UspsFile::header);
  }

  /**
   * Whether another message has the number of the file. One that ended without a receipt has it too
   * once USPS is known to have the file.
   */
  boolean isTaken(UspsFile file) {
    return file.times().changed().isAfter(since)
        && ledger.messages().links(file.id()).stream()
            .filter(link -> !family.contains(link.kept().message()))
            .anyMatch(link -> link.takesNumber() || (file.isProven() && link.isTried()));
  }

  @Override
  public List<Optional<String>> pieces(String efn, List<PieceKey> keys) {
    List<Long> hashes = keys.stream().map(PieceKey::hash).toList();
    Map<Long, Set<Integer>> found =
        ledger.pieces().filesOf(hashes.stream().sorted().distinct().toList());
    Map<Long, String> numbers =
        ledger
            .files()
            .numbersSince(
                found.values().stream()
                    .flatMap(Set::stream)
                    .distinct()
                    .limit(MOST_FILES)
                    .map(Integer::longValue)
                    .collect(Collectors.toSet()),
                since);
    return hashes.stream()
        .map(
            hash ->
                found.getOrDefault(hash, Set.of()).stream()
                    .map(id -> numbers.get(id.longValue()))
                    .filter(Objects::nonNull)
                    .filter(number -> !number.equals(efn))
                    .findFirst())
        .toList();
  }
}
