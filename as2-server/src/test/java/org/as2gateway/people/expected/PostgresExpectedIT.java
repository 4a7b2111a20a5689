package org.as2gateway.people.expected;

import org.as2gateway.store.db.Database;
import org.as2gateway.testkit.TestDatabase;
import org.junit.jupiter.api.Tag;

@Tag("postgres")
final class PostgresExpectedIT extends ExpectedContract {
  @Override
  Database open() {
    return TestDatabase.postgres();
  }
}
