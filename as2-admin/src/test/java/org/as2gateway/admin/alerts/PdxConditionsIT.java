package org.as2gateway.admin.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.admin.home.HomeRegistry;
import org.as2gateway.people.alerts.AlertKind;
import org.as2gateway.people.alerts.Condition;
import org.as2gateway.registry.Registry;
import org.as2gateway.testkit.FakeClock;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.as2gateway.transport.pdx.JdbcPdxAccounts.Trouble;
import org.as2gateway.transport.pdx.PdxDesk;
import org.as2gateway.transport.pdx.PdxFailure.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PdxConditionsIT {
  private static final Instant NOW = Instant.parse("2026-01-20T12:00:00Z");

  @TempDir private Path home;
  private Registry registry;

  @BeforeEach
  void load() throws Exception {
    new TestHome(home)
        .station("us", TestPki.rsa("us"))
        .partner("usps", TestPki.rsa("usps").certificate())
        .partnership("us", "usps", Map.of("gw.transport", "pdx"));
    registry = HomeRegistry.read(home, Map.of(), FakeClock.standing());
  }

  private List<Condition> conditions(Optional<Trouble> trouble, boolean isLapsing) {
    return PdxConditions.of(
        registry,
        List.of(
            new PdxDesk.Status(
                "us-to-usps", "jane", "pdx.usps.com", "PROD", NOW, trouble, isLapsing, 3, 60)));
  }

  private static Optional<Trouble> trouble(Kind kind) {
    return Optional.of(new Trouble(NOW, kind, "what was found: what to do"));
  }

  @Test
  void a_refused_sign_in_is_urgent_and_says_what_to_do() {
    assertThat(conditions(trouble(Kind.LOGIN_REFUSED), true))
        .singleElement()
        .satisfies(
            condition -> {
              assertThat(condition.kind()).isEqualTo(AlertKind.PDX_SIGN_IN);
              assertThat(condition.isUrgent()).isTrue();
              assertThat(condition.title()).isEqualTo("PDX refuses to sign in 'jane'");
              assertThat(condition.detail()).contains("'us-to-usps'", "what to do");
              assertThat(condition.partner()).hasValue("usps");
            });
  }

  @Test
  void an_unused_account_may_lapse() {
    assertThat(conditions(trouble(Kind.HOST_UNREACHABLE), true))
        .singleElement()
        .satisfies(
            condition -> {
              assertThat(condition.kind()).isEqualTo(AlertKind.PDX_UNUSED);
              assertThat(condition.isUrgent()).isFalse();
              assertThat(condition.detail()).contains("deactivate", "what was found");
            });
  }

  @Test
  void an_answer_that_is_not_understood_is_shown() {
    assertThat(conditions(trouble(Kind.UNEXPECTED_ANSWER), false))
        .singleElement()
        .satisfies(
            condition -> {
              assertThat(condition.kind()).isEqualTo(AlertKind.PDX_ANSWER);
              assertThat(condition.detail()).contains("what was found");
            });
  }

  @Test
  void passing_trouble_is_no_alert() {
    assertThat(conditions(trouble(Kind.BUSY), false)).isEmpty();
    assertThat(conditions(Optional.empty(), false)).isEmpty();
  }
}
