package org.as2gateway.people.accounts;

import org.as2gateway.store.db.Database;
import org.as2gateway.testkit.TestDatabase;

final class PostgresOwnAccountIT extends OwnAccountContract {
  @Override
  Database open() {
    return TestDatabase.postgres();
  }
}
