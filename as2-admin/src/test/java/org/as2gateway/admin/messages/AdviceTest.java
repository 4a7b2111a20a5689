package org.as2gateway.admin.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.as2.wire.ReasonText;
import org.as2gateway.store.log.As2Facts;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.Failure;
import org.as2gateway.store.log.MdnState;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.store.log.TransferState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AdviceTest {
  private static @Nullable Advice advice(
      MessageStatus status, @Nullable Reason reason, String detail) {
    Instant now = Instant.EPOCH;
    return Advice.of(
        new MessageRecord(
            "1",
            Direction.OUT,
            "us-to-them",
            List.of(),
            new TransferState(status, new Failure(reason, detail), 1, now, now, null, null),
            new As2Facts(
                "us", "them", "<1@us>", null, true, true, false, null, null, MdnState.NONE)));
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP_UNAUTHORIZED, PARTNER",
    "PARTNER_CANNOT_DECRYPT, CERTIFICATES",
    "CONNECTION_FAILED, RESEND",
    "CONTENT_CHANGED, NONE",
    "FILE_MISSING, NONE"
  })
  void the_reason_decides_whatever_the_words_are(Reason reason, Advice.Action action) {
    Advice advice = advice(MessageStatus.FAILED, reason, "partner answered HTTP 404");

    assertThat(advice).isEqualTo(new Advice(ReasonText.of(reason), action));
  }

  @Test
  void a_record_of_an_older_version_gets_general_advice() {
    Advice failed = advice(MessageStatus.FAILED, null, "partner answered HTTP 404");
    Advice refused = advice(MessageStatus.REFUSED, null, "not signed");

    assertThat(failed).isNotNull();
    assertThat(failed.action()).isEqualTo(Advice.Action.RESEND);
    assertThat(refused).isNotNull();
    assertThat(refused.action()).isEqualTo(Advice.Action.NONE);
  }

  @Test
  void a_message_that_only_waits_gets_none() {
    assertThat(advice(MessageStatus.QUEUED, Reason.HTTP_BUSY, "HTTP 503")).isNull();
  }
}
