package org.as2gateway.messagelog;

import org.as2gateway.db.Database;
import org.as2gateway.testkit.TestDatabase;

final class PostgresMessageLogIT extends MessageLogContract {
  @Override
  Database open() {
    return TestDatabase.postgres();
  }
}
