package org.as2gateway.delivery.queue;

import org.as2gateway.store.db.Database;
import org.as2gateway.testkit.TestDatabase;
import org.junit.jupiter.api.Tag;

@Tag("postgres")
final class PostgresOutboxIT extends OutboxContract {
  @Override
  Database open() {
    return TestDatabase.postgres();
  }
}
