package org.as2gateway.messagelog;

import org.as2gateway.db.Database;
import org.as2gateway.testkit.TestDatabase;

final class PostgresReplayMemoryIT extends ReplayMemoryContract {
  @Override
  Database open() {
    return TestDatabase.postgres();
  }
}
