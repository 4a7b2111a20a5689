package org.as2gateway.usps.scans;

import org.as2gateway.store.db.Database;
import org.as2gateway.testkit.TestDatabase;
import org.junit.jupiter.api.Tag;

@Tag("postgres")
final class PostgresScansIT extends ScansContract {
  @Override
  Database open() {
    return TestDatabase.postgres();
  }
}
