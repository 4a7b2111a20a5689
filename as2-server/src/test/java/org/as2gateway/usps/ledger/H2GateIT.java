package org.as2gateway.usps.ledger;

import java.nio.file.Path;
import org.as2gateway.store.db.Database;
import org.as2gateway.testkit.TestDatabase;
import org.junit.jupiter.api.io.TempDir;

final class H2GateIT extends GateContract {
  @TempDir private Path database;

  @Override
  Database open() {
    return TestDatabase.h2(database);
  }
}
