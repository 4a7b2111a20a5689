package org.as2gateway.identity;

import org.as2gateway.db.Database;
import org.as2gateway.testkit.TestDatabase;

final class PostgresOwnAccountIT extends OwnAccountContract {
  @Override
  Database open() {
    return TestDatabase.postgres();
  }
}
