package org.as2gateway.admin.messages;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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
import org.junit.jupiter.params.provider.EnumSource;

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
    "PARTNER_CANNOT_VERIFY, SEND_OUR_CERTIFICATE",
    "DECRYPTION_FAILED, SEND_OUR_CERTIFICATE",
    "SIGNATURE_NOT_VERIFIED, CERTIFICATES",
    "CONNECTION_FAILED, RESEND",
    "CONNECTION_STALLED, RESEND",
    "RECEIPT_MIC_DIFFERS, RESEND",
    "HOST_UNKNOWN, PARTNER",
    "TLS_CERTIFICATE_EXPIRED, PARTNER",
    "RECEIPT_SIGNER_UNKNOWN, CERTIFICATES",
    "CONTENT_CHANGED, NONE",
    "PARTNER_HAS_MESSAGE, NONE",
    "FILE_MISSING, NONE"
  })
  void the_reason_decides_whatever_the_words_are(Reason reason, Advice.Action action) {
    Advice advice = advice(MessageStatus.FAILED, reason, "partner answered HTTP 404");

    assertThat(advice).isEqualTo(new Advice(ReasonText.of(reason), action));
  }

  private static Set<Advice.Action> actions(Reason.Area area) {
    return Arrays.stream(Reason.values())
        .filter(reason -> reason.area() == area)
        .map(reason -> requireNonNull(advice(MessageStatus.FAILED, reason, "")).action())
        .collect(Collectors.toSet());
  }

  @Test
  void only_the_partner_can_send_again_what_we_refused() {
    assertThat(actions(Reason.Area.RECEIVING))
        .contains(Advice.Action.CERTIFICATES, Advice.Action.PARTNER)
        .doesNotContain(Advice.Action.RESEND);
  }

  @Test
  void what_the_configuration_lacks_is_added_before_it_is_sent_again() {
    assertThat(actions(Reason.Area.CONFIGURATION))
        .isSubsetOf(Advice.Action.CERTIFICATES, Advice.Action.PARTNER);
  }

  @Test
  void what_an_operator_ended_can_be_sent_again() {
    assertThat(actions(Reason.Area.OPERATOR)).containsExactly(Advice.Action.RESEND);
  }

  @ParameterizedTest
  @EnumSource(MessageStatus.class)
  void advice_is_for_what_failed_or_was_refused(MessageStatus status) {
    boolean isWanted = status == MessageStatus.FAILED || status == MessageStatus.REFUSED;
    assertThat(advice(status, Reason.HTTP_BUSY, "HTTP 503") != null).isEqualTo(isWanted);
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
}
