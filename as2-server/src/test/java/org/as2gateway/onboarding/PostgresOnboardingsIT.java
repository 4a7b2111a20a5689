package org.as2gateway.onboarding;

import org.as2gateway.db.Database;
import org.as2gateway.testkit.TestDatabase;

final class PostgresOnboardingsIT extends OnboardingsContract {
  @Override
  Database open() {
    return TestDatabase.postgres();
  }
}
