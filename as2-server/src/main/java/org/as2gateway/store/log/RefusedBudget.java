package org.as2gateway.store.log;

/**
 * How many records of refused messages are kept whose senders proved nothing. Beyond it the oldest
 * go, whoever sends how much.
 *
 * @param count most records of a partnership
 * @param bytes most bytes of a partnership's records, about
 * @param totalCount most records of all partnerships
 * @param totalBytes most bytes of all records, about
 */
record RefusedBudget(int count, long bytes, int totalCount, long totalBytes) {
  static final RefusedBudget DEFAULT = new RefusedBudget(1000, 4 << 20, 10_000, 32 << 20);

  /**
   * What is left after the oldest went: less than may be kept, so that not each record drops one.
   */
  RefusedBudget afterDropping() {
    return new RefusedBudget(
        count - count / 10,
        bytes - bytes / 10,
        totalCount - totalCount / 10,
        totalBytes - totalBytes / 10);
  }
}
