package org.as2gateway.outbox;

import org.as2gateway.db.Database;
import org.as2gateway.testkit.TestDatabase;

final class PostgresOutboxIT extends OutboxContract {
  @Override
  Database open() {
    return TestDatabase.postgres();
  }
}
