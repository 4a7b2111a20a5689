package org.as2gateway.registry;

import java.nio.file.Path;
import org.as2gateway.store.db.Database;
import org.as2gateway.testkit.TestDatabase;
import org.junit.jupiter.api.io.TempDir;

final class H2RevisionStoreIT extends RevisionStoreContract {
  @TempDir private Path folder;

  @Override
  Database open() {
    return TestDatabase.h2(folder);
  }
}
