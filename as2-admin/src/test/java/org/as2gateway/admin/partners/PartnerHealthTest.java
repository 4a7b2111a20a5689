package org.as2gateway.admin.partners;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.as2gateway.store.log.As2Facts;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.MdnState;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.store.log.TransferState;
import org.junit.jupiter.api.Test;

class PartnerHealthTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  private static PartnerHealth judge(List<MessageRecord> newest) {
    return PartnerHealth.judge(PartnerCounts.NONE, newest, NOW);
  }

  @Test
  void partner_without_traffic_has_no_figures() {
    assertThat(PartnerCounts.NONE.successPercent()).isEmpty();
    assertThat(PartnerCounts.NONE.lines()).isEmpty();
    assertThat(judge(List.of()).isSilent()).isFalse();
  }

  @Test
  void success_counts_what_has_ended_and_was_not_canceled() {
    PartnerCounts counts =
        new PartnerCounts(
                Map.of(
                    MessageStatus.ACKNOWLEDGED,
                    1,
                    MessageStatus.FAILED,
                    1,
                    MessageStatus.CANCELLED,
                    1,
                    MessageStatus.AWAITING_MDN,
                    1200),
                false)
            .plus(
                new PartnerCounts(
                    Map.of(MessageStatus.ACKNOWLEDGED, 1, MessageStatus.REFUSED, 2), true));
    assertThat(counts.messages()).isEqualTo(1206);
    assertThat(counts.successPercent()).contains(40);
    assertThat(counts.isPart()).isTrue();
    assertThat(counts.lines())
        .containsExactly(
            "Sent 1,204: 2 received, 1 failed, 1,200 waiting, 1 canceled", "Received 2: 2 refused");
  }

  @Test
  void receipts_are_measured_from_taking_the_file_to_the_verdict() {
    List<MessageRecord> messages = new ArrayList<>();
    for (int i = 1; i <= 100; i++) {
      messages.add(message(i, MessageStatus.ACKNOWLEDGED, i));
    }
    PartnerHealth health = judge(messages);
    assertThat(health.median()).contains(Duration.ofSeconds(50));
    assertThat(health.slowest()).contains(Duration.ofSeconds(95));
  }

  @Test
  void partner_is_silent_when_nothing_came_for_much_longer_than_ever() {
    List<MessageRecord> messages = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      messages.add(message(8 + 2 * i, MessageStatus.ACKNOWLEDGED, 1));
    }
    assertThat(judge(messages).isSilent()).isTrue();
    messages.add(message(2, MessageStatus.ACKNOWLEDGED, 1));
    assertThat(judge(messages).isSilent()).isFalse();
    assertThat(judge(messages).usualGap()).contains(Duration.ofHours(2));
    assertThat(judge(messages.subList(0, 4)).isSilent()).isFalse();
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
