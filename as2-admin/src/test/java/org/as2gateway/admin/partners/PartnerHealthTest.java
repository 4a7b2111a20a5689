package org.as2gateway.admin.partners;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.as2gateway.store.log.As2Facts;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.MdnState;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.store.log.TransferState;
import org.junit.jupiter.api.Test;

class PartnerHealthTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  @Test
  void partner_without_traffic_has_no_figures() {
    PartnerHealth health = PartnerHealth.judge(List.of(), NOW);
    assertThat(health.successPercent()).isEmpty();
    assertThat(health.isSilent()).isFalse();
  }

  @Test
  void success_counts_what_has_ended_and_was_not_cancelled() {
    List<MessageRecord> messages =
        List.of(
            message(1, MessageStatus.ACKNOWLEDGED, 1),
            message(2, MessageStatus.ACKNOWLEDGED, 2),
            message(3, MessageStatus.FAILED, 1),
            message(4, MessageStatus.CANCELLED, 1),
            message(5, MessageStatus.QUEUED, 1));
    PartnerHealth health = PartnerHealth.judge(messages, NOW);
    assertThat(health.messages()).isEqualTo(5);
    assertThat(health.successPercent()).contains(66);
  }

  @Test
  void receipts_are_measured_from_taking_the_file_to_the_verdict() {
    List<MessageRecord> messages = new ArrayList<>();
    for (int i = 1; i <= 100; i++) {
      messages.add(message(i, MessageStatus.ACKNOWLEDGED, i));
    }
    PartnerHealth health = PartnerHealth.judge(messages, NOW);
    assertThat(health.median()).contains(Duration.ofSeconds(50));
    assertThat(health.slowest()).contains(Duration.ofSeconds(95));
  }

  @Test
  void partner_is_silent_when_nothing_came_for_much_longer_than_ever() {
    List<MessageRecord> messages = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      messages.add(message(8 + 2 * i, MessageStatus.ACKNOWLEDGED, 1));
    }
    assertThat(PartnerHealth.judge(messages, NOW).isSilent()).isTrue();
    messages.add(message(2, MessageStatus.ACKNOWLEDGED, 1));
    assertThat(PartnerHealth.judge(messages, NOW).isSilent()).isFalse();
    assertThat(PartnerHealth.judge(messages, NOW).usualGap()).contains(Duration.ofHours(2));
    assertThat(PartnerHealth.judge(messages.subList(0, 4), NOW).isSilent()).isFalse();
  }

  private static MessageRecord message(int hoursAgo, MessageStatus status, int seconds) {
    Instant at = NOW.minus(Duration.ofHours(hoursAgo));
    MdnState mdn = status == MessageStatus.ACKNOWLEDGED ? MdnState.VERIFIED : MdnState.NONE;
    return new MessageRecord(
        "id" + hoursAgo,
        Direction.OUT,
        "us-to-them",
        List.of(),
        new TransferState(status, null, 1, at, at.plusSeconds(seconds), null, null),
        new As2Facts(
            "US", "THEM", "<" + hoursAgo + "@test>", null, true, true, false, null, null, mdn));
  }
}
