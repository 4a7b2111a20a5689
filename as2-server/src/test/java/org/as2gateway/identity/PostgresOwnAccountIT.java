package org.as2gateway.identity;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import org.as2gateway.db.Database;
import org.as2gateway.testkit.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

final class PostgresOwnAccountIT extends OwnAccountContract {
  private static EmbeddedPostgres server;

  @BeforeAll
  static void startServer() {
    server = TestDatabase.postgres();
  }

  @AfterAll
  static void stopServer() throws IOException {
    server.close();
  }

  @Override
  Database open() {
    return TestDatabase.create(server);
  }
}
