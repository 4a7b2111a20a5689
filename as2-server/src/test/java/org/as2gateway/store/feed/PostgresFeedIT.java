package org.as2gateway.store.feed;

import org.as2gateway.store.db.Database;
import org.as2gateway.testkit.TestDatabase;
import org.junit.jupiter.api.Tag;

@Tag("postgres")
final class PostgresFeedIT extends FeedContract {
  @Override
  Database open() {
    return TestDatabase.postgres();
  }
}
