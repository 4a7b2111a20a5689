package org.as2gateway.store.feed;

import org.as2gateway.store.db.Database;
import org.as2gateway.testkit.TestDatabase;

final class PostgresFeedIT extends FeedContract {
  @Override
  Database open() {
    return TestDatabase.postgres();
  }
}
