package org.as2gateway.store.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.log.JdbcSubmissionKeys.Claim;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of submission keys has to do. */
abstract class SubmissionKeysContract {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  private Database database;
  private JdbcSubmissionKeys keys;

  abstract Database open();

  @BeforeEach
  void openDatabase() {
    database = open();
    keys = new JdbcSubmissionKeys(database);
    keys.claim("other", NOW.plus(Duration.ofDays(9))); // forgets what other tests have left
    keys.claim("other", NOW.plus(Duration.ofDays(99)));
  }

  @AfterEach
  void closeDatabase() {
    database.close();
  }

  @Test
  void key_is_taken_once_and_tells_its_message_for_a_day() {
    assertThat(keys.claim("k", NOW)).isEqualTo(new Claim(true, Optional.empty()));
    assertThat(keys.claim("k", NOW)).isEqualTo(new Claim(false, Optional.empty()));
    keys.queued("k", "01A");
    Instant later = NOW.plus(Duration.ofHours(24));
    assertThat(keys.claim("k", later)).isEqualTo(new Claim(false, Optional.of("01A")));
    assertThat(keys.claim("k", later.plusSeconds(1)).isNew()).isTrue();
  }

  @Test
  void released_key_may_be_used_again_and_one_that_queued_a_message_not() {
    keys.claim("r", NOW);
    keys.release("r");
    assertThat(keys.claim("r", NOW).isNew()).isTrue();
    keys.queued("r", "01B");
    keys.release("r");
    assertThat(keys.claim("r", NOW).message()).contains("01B");
  }
}
