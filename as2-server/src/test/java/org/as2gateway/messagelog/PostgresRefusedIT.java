package org.as2gateway.messagelog;

import org.as2gateway.db.Database;
import org.as2gateway.testkit.TestDatabase;

final class PostgresRefusedIT extends RefusedContract {
  @Override
  Database open() {
    return TestDatabase.postgres();
  }
}
