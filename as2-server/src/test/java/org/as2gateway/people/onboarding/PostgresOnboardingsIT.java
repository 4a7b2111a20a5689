package org.as2gateway.people.onboarding;

import org.as2gateway.store.db.Database;
import org.as2gateway.testkit.TestDatabase;

final class PostgresOnboardingsIT extends OnboardingsContract {
  @Override
  Database open() {
    return TestDatabase.postgres();
  }
}
