package org.as2gateway.people.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.people.alerts.AlertRule.Channel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuietHoursTest {
  @ParameterizedTest
  @CsvSource({
    "22:00, 06:00, UTC, 2026-11-22T21:59:59Z, false",
    "22:00, 06:00, UTC, 2026-11-22T22:00:00Z, true",
    "22:00, 06:00, UTC, 2026-11-22T05:59:59Z, true",
    "22:00, 06:00, UTC, 2026-11-22T06:00:00Z, false",
    "12:00, 13:00, UTC, 2026-11-22T12:30:00Z, true",
    "12:00, 13:00, UTC, 2026-11-22T23:30:00Z, false",
    "22:00, 06:00, America/Chicago, 2026-11-22T22:00:00Z, false",
    "22:00, 06:00, America/Chicago, 2026-11-23T04:00:00Z, true",
    // Europe's clocks went back an hour on 25 October: six o'clock is an hour later in UTC
    "22:00, 06:00, Europe/Vienna, 2026-10-24T04:30:00Z, false",
    "22:00, 06:00, Europe/Vienna, 2026-10-25T04:30:00Z, true"
  })
  void are_those_of_the_rules_own_clock(
      String from, String until, String zone, Instant at, boolean isQuiet) {
    assertThat(QuietHours.parse(from, until, zone).contains(at)).isEqualTo(isQuiet);
  }

  @Test
  void say_what_was_expected() {
    assertThatThrownBy(() -> QuietHours.parse("late", "06:00", "UTC"))
        .hasMessageContaining("22:00");
    assertThatThrownBy(() -> QuietHours.parse("22:00", "06:00", "Mars"))
        .hasMessageContaining("America/New_York");
    assertThatThrownBy(() -> QuietHours.parse("22:00", "22:00", "UTC"))
        .hasMessageContaining("leave both blank");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "chat.example/hook",
        "ftp://chat.example/hook",
        "file:///etc/passwd",
        "https://user:secret@chat.example/",
        "https://",
        "https://chat example/"
      })
  void rule_refuses_a_target_that_is_no_web_address_without_repeating_it(String target) {
    assertThatThrownBy(() -> hook(target))
        .hasMessageContaining("expected a URL")
        .hasMessageNotContaining("secret");
  }

  @Test
  void rule_never_prints_its_secrets() {
    assertThat(hook("https://chat.example/hook/T0K3N").toString())
        .contains("https://chat.example/…")
        .doesNotContain("T0K3N", "shared-secret");
  }

  private static AlertRule hook(String target) {
    return new AlertRule(
        "1",
        "Chat",
        Set.of(AlertKind.FAILED),
        Optional.empty(),
        Optional.empty(),
        Channel.WEBHOOK,
        target,
        Optional.of("shared-secret"),
        Optional.empty(),
        true);
  }
}
