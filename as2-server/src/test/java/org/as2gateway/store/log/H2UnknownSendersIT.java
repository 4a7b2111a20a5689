package org.as2gateway.store.log;

import java.nio.file.Path;
import org.as2gateway.store.db.Database;
import org.as2gateway.testkit.TestDatabase;
import org.junit.jupiter.api.io.TempDir;

final class H2UnknownSendersIT extends UnknownSendersContract {
  @TempDir private Path folder;

  @Override
  Database open() {
    return TestDatabase.h2(folder);
  }
}
