package org.as2gateway.usps.ledger;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which files to list, the newest first.
 *
 * @param states only those in one of these states; none for all
 * @param efn only the file of that number
 * @param mailerIds only those with one of these mailer IDs in their header; none for all
 * @param partnership only those of that partnership
 * @param before only those with a smaller id: a cursor
 * @param limit how many, 1 or more
 */
public record FileQuery(
    List<FileState> states,
    Optional<String> efn,
    List<String> mailerIds,
    Optional<String> partnership,
    OptionalLong before,
    int limit) {
  /** Copies the lists. */
  public FileQuery {
    states = List.copyOf(states);
    mailerIds = List.copyOf(mailerIds);
  }

  FileQuery of(String mailerId) {
    return new FileQuery(states, efn, List.of(mailerId), partnership, before, limit);
  }

  /** The newest files, whatever they are. */
  public static FileQuery newest(int limit) {
    return new FileQuery(
        List.of(), Optional.empty(), List.of(), Optional.empty(), OptionalLong.empty(), limit);
  }
}
