package org.as2gateway.usps.scans;

import org.as2gateway.store.db.Database;
import org.as2gateway.store.db.Transactions;

/** All tables of scans in one database. */
public final class JdbcScanTables {
  private final Transactions transactions;
  private final JdbcScanFiles files;
  private final JdbcScanEvents events;
  private final JdbcScanned scanned;
  private final JdbcScanCounts counts;
  private final JdbcUnmanifested unmanifested;
  private final JdbcScans scans;
  private final JdbcScanRetention retention;

  /** Those of that database. */
  public JdbcScanTables(Database database) {
    this.transactions = database;
    this.files = new JdbcScanFiles(database);
    this.events = new JdbcScanEvents(database);
    this.scanned = new JdbcScanned(database);
    this.counts = new JdbcScanCounts(database);
    this.unmanifested = new JdbcUnmanifested(database);
    this.scans = new JdbcScans(database);
    this.retention = new JdbcScanRetention(database);
  }

  Transactions transactions() {
    return transactions;
  }

  JdbcScanFiles files() {
    return files;
  }

  JdbcScanEvents events() {
    return events;
  }

  JdbcScanned scanned() {
    return scanned;
  }

  JdbcScanCounts counts() {
    return counts;
  }

  JdbcUnmanifested unmanifested() {
    return unmanifested;
  }

  JdbcScans scans() {
    return scans;
  }

  JdbcScanRetention retention() {
    return retention;
  }
}
