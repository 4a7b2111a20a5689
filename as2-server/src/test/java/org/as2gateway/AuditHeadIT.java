package org.as2gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import org.as2gateway.config.GatewayConfigReader;
import org.as2gateway.people.accounts.Actor;
import org.as2gateway.people.accounts.JdbcAuditLog;
import org.as2gateway.people.accounts.JdbcAuditLog.Change;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.db.DatabaseSettings;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever cuts the newest entries off the audit log leaves a chain of hashes that holds. */
class AuditHeadIT {
  private static final Actor BOSS = new Actor("boss", "127.0.0.1");

  @TempDir private Path folder;
  private TestHome home;

  @BeforeEach
  void makeHome() throws Exception {
    home = new TestHome(folder.resolve("home")).station("us", TestPki.rsa("us"));
  }

  private Gateway open() throws Exception {
    return Gateway.open(
        GatewayConfigReader.read(home.path(), java.util.Map.of()), Clock.systemUTC());
  }

  private static void add(Gateway gateway, int count) {
    JdbcAuditLog audit = gateway.identity().audit();
    for (int i = 0; i < count; i++) {
      audit.add(Clock.systemUTC().instant(), BOSS, Change.of("user-add", "user" + i));
    }
  }

  private void change(String sql) {
    String url = "jdbc:h2:" + home.path().resolve("data/db/gateway");
    try (Database database = Database.open(DatabaseSettings.of(url, "sa", ""))) {
      database.durably(() -> database.call(handle -> handle.execute(sql)));
    }
  }

  @Test
  void a_log_that_only_grew_is_complete() throws Exception {
    for (int i = 0; i < 3; i++) {
      try (Gateway gateway = open()) {
        add(gateway, 5);
        assertThat(gateway.identity().audit().firstBroken()).isEmpty();
        assertThat(gateway.checkEvidence(false).findings()).isEmpty();
      }
    }
  }

  @Test
  void entries_cut_off_the_end_are_missed_for_ever() throws Exception {
    try (Gateway gateway = open()) {
      add(gateway, 10);
    }
    change("DELETE FROM audit_entry WHERE number > 7");
    for (int i = 0; i < 2; i++) { // also after the log has grown beyond its former end
      try (Gateway gateway = open()) {
        assertThat(gateway.identity().audit().firstBroken()).hasValue(i == 0 ? 8L : 10L);
        assertThat(gateway.checkEvidence(false).findings())
            .anyMatch(
                finding -> finding.matches("audit log: entry \\d+ is missing or was altered"));
        add(gateway, 10);
      }
    }
  }

  @Test
  void a_log_that_was_emptied_is_missed() throws Exception {
    try (Gateway gateway = open()) {
      add(gateway, 3);
    }
    change("DELETE FROM audit_entry");
    try (Gateway gateway = open()) {
      assertThat(gateway.identity().audit().firstBroken()).hasValue(1L);
    }
  }
}
