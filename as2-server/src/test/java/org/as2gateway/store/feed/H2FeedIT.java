package org.as2gateway.store.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.as2gateway.store.db.Database;
import org.as2gateway.testkit.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class H2FeedIT extends FeedContract {
  @TempDir private Path folder;

  @Override
  Database open() {
    return TestDatabase.h2(folder);
  }

  @Test
  void cursor_survives_a_restart() {
    try (Database database = TestDatabase.h2(folder.resolve("restarted"))) {
      database.durably(() -> put(database, 7));
    }
    try (Database database = TestDatabase.h2(folder.resolve("restarted"))) {
      assertThat(new JdbcFeed(database).find("test")).isEqualTo(7);
      assertThat(new JdbcFeed(database).find("other")).isZero();
    }
  }

  private static boolean put(Database database, long position) {
    new JdbcFeed(database).put("test", position);
    return true;
  }
}
