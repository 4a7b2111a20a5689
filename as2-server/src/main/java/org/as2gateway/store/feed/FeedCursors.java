package org.as2gateway.store.feed;

/** How far each follower has come. Each call takes part in the transaction around it. */
public interface FeedCursors {
  /** Position of the last entry that the follower has taken; 0 if it has taken none. */
  long find(String follower);

  /** The follower has taken everything up to that position. */
  void put(String follower, long position);
}
