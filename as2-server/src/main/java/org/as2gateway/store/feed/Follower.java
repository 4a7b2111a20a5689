package org.as2gateway.store.feed;

import java.util.List;

/** Follows the feed. Called by one thread, with entries in order. */
public interface Follower {
  /** What its cursor is kept under, for ever; at most 64 characters. */
  String name();

  /**
   * Takes entries, in the transaction that moves the cursor past them: what it stores is stored
   * exactly once, everything else it does may be repeated after a stop. An exception leaves the
   * cursor where it was; the same entries come again later.
   *
   * @param entries one or more
   */
  void accept(List<FeedEntry> entries);
}
