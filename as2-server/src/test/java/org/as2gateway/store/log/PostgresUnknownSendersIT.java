package org.as2gateway.store.log;

import org.as2gateway.store.db.Database;
import org.as2gateway.testkit.TestDatabase;
import org.junit.jupiter.api.Tag;

@Tag("postgres")
final class PostgresUnknownSendersIT extends UnknownSendersContract {
  @Override
  Database open() {
    return TestDatabase.postgres();
  }
}
