package org.as2gateway.people.alerts;

import org.as2gateway.store.db.Database;
import org.as2gateway.testkit.TestDatabase;
import org.junit.jupiter.api.Tag;

@Tag("postgres")
final class PostgresAlertsIT extends AlertsContract {
  @Override
  Database open() {
    return TestDatabase.postgres();
  }
}
