package org.as2gateway.people.onboarding;

import java.nio.file.Path;
import org.as2gateway.store.db.Database;
import org.as2gateway.testkit.TestDatabase;
import org.junit.jupiter.api.io.TempDir;

final class H2OnboardingsIT extends OnboardingsContract {
  @TempDir private Path folder;

  @Override
  Database open() {
    return TestDatabase.h2(folder);
  }
}
