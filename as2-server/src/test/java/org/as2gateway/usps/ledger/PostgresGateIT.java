package org.as2gateway.usps.ledger;

import org.as2gateway.store.db.Database;
import org.as2gateway.testkit.TestDatabase;
import org.junit.jupiter.api.Tag;

@Tag("postgres")
final class PostgresGateIT extends GateContract {
  @Override
  Database open() {
    return TestDatabase.postgres();
  }
}
