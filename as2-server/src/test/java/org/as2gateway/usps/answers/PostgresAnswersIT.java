package org.as2gateway.usps.answers;

import org.as2gateway.store.db.Database;
import org.as2gateway.testkit.TestDatabase;
import org.junit.jupiter.api.Tag;

@Tag("postgres")
final class PostgresAnswersIT extends AnswersContract {
  @Override
  Database open() {
    return TestDatabase.postgres();
  }
}
