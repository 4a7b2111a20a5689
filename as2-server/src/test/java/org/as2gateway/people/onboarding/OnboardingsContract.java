package org.as2gateway.people.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.store.db.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of partners on their way has to do. */
abstract class OnboardingsContract {
  private static final Instant START = Instant.parse("2026-11-22T10:00:00.123456Z");

  private Database database;
  private JdbcOnboardings onboardings;

  abstract Database open();

  @BeforeEach
  void openDatabase() {
    database = open();
    onboardings = new JdbcOnboardings(database);
    onboardings.open().forEach(o -> onboardings.remove(o.id()));
  }

  @AfterEach
  void closeDatabase() {
    database.close();
  }

  @Test
  void keeps_answers_of_any_length_and_drops_blank_ones() {
    String pem = "certificate\n".repeat(20_000);
    Onboarding begun = new Onboarding("a", "Zoë", "ann", START, START, Optional.empty(), Map.of());
    onboardings.put(begun);
    Onboarding later =
        begun.with(Map.of("certificates", pem, "url", ""), START.plus(Duration.ofDays(1)));
    onboardings.put(later);

    assertThat(onboardings.find("a")).contains(later);
    assertThat(later.answers()).containsOnlyKeys("certificates");
    assertThat(onboardings.find("b")).isEmpty();
  }

  @Test
  void lists_what_is_under_way_newest_first() {
    onboardings.put(new Onboarding("a", "x", "ann", START, START, Optional.empty(), Map.of()));
    Instant later = START.plusSeconds(1);
    onboardings.put(new Onboarding("b", "y", "bob", later, later, Optional.empty(), Map.of()));
    assertThat(onboardings.open()).extracting(Onboarding::id).containsExactly("b", "a");

    onboardings.put(onboardings.find("b").orElseThrow().finished(later));
    assertThat(onboardings.open()).extracting(Onboarding::id).containsExactly("a");
    assertThat(onboardings.find("b").orElseThrow().finishedAt()).contains(later);
    onboardings.remove("b");
    assertThat(onboardings.find("b")).isEmpty();
  }
}
