package org.as2gateway.people.expected;

import java.nio.file.Path;
import org.as2gateway.store.db.Database;
import org.as2gateway.testkit.TestDatabase;
import org.junit.jupiter.api.io.TempDir;

final class H2ExpectedIT extends ExpectedContract {
  @TempDir private Path folder;

  @Override
  Database open() {
    return TestDatabase.h2(folder);
  }
}
