package org.as2gateway.registry;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps the accepted states of the registry, numbered. Safe for many threads. */
public interface RevisionStore {
  /**
   * Keeps a state unless it is the newest one already.
   *
   * @param text {@code partnerships.xml}; passwords of OpenAS2 files are struck out before they are
   *     kept
   * @param certificates each {@code alias fingerprint}
   * @return the new revision; empty if nothing differs
   */
  Optional<Revision> add(Instant at, String author, String text, List<String> certificates);

  /** The newest revisions, newest first. */
  List<Revision> newest(int limit);

  /** The revision of that number. */
  Optional<Revision> find(long number);
}
