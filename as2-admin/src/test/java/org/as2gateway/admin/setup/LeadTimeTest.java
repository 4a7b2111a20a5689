package org.as2gateway.admin.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.people.onboarding.Onboarding;
import org.junit.jupiter.api.Test;

final class LeadTimeTest {
  private static final LocalDate REQUESTED = LocalDate.of(2026, 11, 16);

  private static Onboarding onboarding(String id, Map<String, String> answers) {
    Instant then = Instant.parse("2026-11-10T10:00:00Z");
    return new Onboarding(id, "usps-dts", "boss", then, then, Optional.empty(), answers);
  }

  @Test
  void days_count_from_the_request_and_a_setup_without_one_has_none() {
    Onboarding asked = onboarding("a", Map.of(Answer.REQUESTED, REQUESTED.toString()));
    Onboarding notYet = onboarding("b", Map.of());
    LeadTime lead = LeadTime.of(List.of(notYet, asked), LocalDate.of(2026, 11, 28)).get(0);
    assertThat(lead)
        .isEqualTo(new LeadTime("usps-dts", 12, 30, REQUESTED, "/onboarding/a/request"));
    assertThat(lead.earliest()).isEqualTo(LocalDate.of(2026, 12, 16));
    assertThat(lead.isOver()).isFalse();
    assertThat(LeadTime.of(List.of(notYet), REQUESTED)).isEmpty();
    assertThat(LeadTime.of(List.of(asked), lead.earliest()).get(0).isOver()).isTrue();
  }
}
