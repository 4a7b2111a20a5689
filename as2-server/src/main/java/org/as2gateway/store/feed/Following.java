package org.as2gateway.store.feed;

import java.util.List;
import org.as2gateway.store.db.Transactions;

/** Brings a follower up to date; to be run again and again, by one thread. */
public final class Following implements Runnable {
  private static final int BATCH = 500;

  private final Feed feed;
  private final FeedCursors cursors;
  private final Transactions transactions;
  private final Follower follower;

  /** That follower of the feed. */
  public Following(Feed feed, FeedCursors cursors, Transactions transactions, Follower follower) {
    this.feed = feed;
    this.cursors = cursors;
    this.transactions = transactions;
    this.follower = follower;
  }

  /**
   * Hands the follower all that happened since it was called last, and remembers how far it came.
   *
   * @throws RuntimeException whatever the follower throws; its cursor stays
   */
  @Override
  public void run() {
    List<FeedEntry> entries;
    do {
      entries = feed.read(cursors.find(follower.name()), BATCH);
      if (!entries.isEmpty()) {
        accept(entries);
      }
    } while (entries.size() == BATCH && !Thread.currentThread().isInterrupted());
  }

  private void accept(List<FeedEntry> entries) {
    transactions.inTransaction(
        () -> {
          follower.accept(entries);
          cursors.put(follower.name(), entries.get(entries.size() - 1).position());
          return true;
        });
  }
}
