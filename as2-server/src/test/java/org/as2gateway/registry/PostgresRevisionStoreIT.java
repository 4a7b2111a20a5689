package org.as2gateway.registry;

import org.as2gateway.store.db.Database;
import org.as2gateway.testkit.TestDatabase;
import org.junit.jupiter.api.Tag;

@Tag("postgres")
final class PostgresRevisionStoreIT extends RevisionStoreContract {
  @Override
  Database open() {
    return TestDatabase.postgres();
  }
}
