package org.as2gateway.store.db;

import java.nio.file.Path;
import org.as2gateway.testkit.TestDatabase;
import org.junit.jupiter.api.io.TempDir;

final class H2TransactionsIT extends TransactionsContract {
  @TempDir private Path folder;

  @Override
  Database open() {
    return TestDatabase.h2(folder);
  }
}
