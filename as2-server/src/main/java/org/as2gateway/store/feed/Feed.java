package org.as2gateway.store.feed;

import java.util.List;

/**
 * The events of all messages in one order that never changes. An entry is handed out when it
 * survives a power cut and nothing can be put before it any more. Retention removes old entries
 * with their messages. Safe for many threads.
 */
public interface Feed {
  /**
   * Entries after that position, in order. Must not be called in a transaction.
   *
   * @param after position of the last entry that is known; 0 for the first
   * @param limit how many, 1 or more
   * @return fewer than the limit, or none, if there are no more now
   * @throws org.as2gateway.store.db.DatabaseException if the database fails
   */
  List<FeedEntry> read(long after, int limit);
}
