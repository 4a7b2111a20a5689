package org.as2gateway.people.onboarding;

import org.as2gateway.store.db.Database;
import org.as2gateway.testkit.TestDatabase;
import org.junit.jupiter.api.Tag;

@Tag("postgres")
final class PostgresOnboardingsIT extends OnboardingsContract {
  @Override
  Database open() {
    return TestDatabase.postgres();
  }
}
