package org.as2gateway.people.accounts;

import org.as2gateway.store.db.Database;
import org.as2gateway.testkit.TestDatabase;
import org.junit.jupiter.api.Tag;

@Tag("postgres")
final class PostgresOwnAccountIT extends OwnAccountContract {
  @Override
  Database open() {
    return TestDatabase.postgres();
  }
}
