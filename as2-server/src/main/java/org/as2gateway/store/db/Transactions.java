package org.as2gateway.store.db;

import java.util.function.Supplier;

/**
 * Runs work in one database transaction. Calls on stores made by the work, on the same thread, take
 * part in it; a nested call joins the transaction around it.
 */
public interface Transactions {
  /**
   * Runs the work and commits. The commit is visible at once but need not survive a power cut.
   *
   * @throws DatabaseException if the database fails; nothing of the work is kept then
   */
  <T> T inTransaction(Supplier<T> work);

  /**
   * Runs the work, commits, and returns only when the commit survives a power cut. Several callers
   * share one synchronisation with the disk (reliability.md §4). A nested call waits at the end of
   * the outermost one.
   *
   * @throws DatabaseException if the database or the synchronisation fails; the commit must not be
   *     believed then
   */
  <T> T durably(Supplier<T> work);
}
