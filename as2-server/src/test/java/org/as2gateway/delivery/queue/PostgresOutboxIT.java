package org.as2gateway.delivery.queue;

import org.as2gateway.store.db.Database;
import org.as2gateway.testkit.TestDatabase;

final class PostgresOutboxIT extends OutboxContract {
  @Override
  Database open() {
    return TestDatabase.postgres();
  }
}
