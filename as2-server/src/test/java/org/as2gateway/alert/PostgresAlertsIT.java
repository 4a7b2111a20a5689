package org.as2gateway.alert;

import org.as2gateway.db.Database;
import org.as2gateway.testkit.TestDatabase;

final class PostgresAlertsIT extends AlertsContract {
  @Override
  Database open() {
    return TestDatabase.postgres();
  }
}
