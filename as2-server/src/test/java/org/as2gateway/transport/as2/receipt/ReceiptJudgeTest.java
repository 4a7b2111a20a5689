package org.as2gateway.transport.as2.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.as2gateway.as2.mdn.Mdn;
import org.as2gateway.as2.smime.SignatureCheck;
import org.as2gateway.as2.wire.Disposition;
import org.as2gateway.as2.wire.ErrorWord;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MessageId;
import org.as2gateway.as2.wire.Mic;
import org.as2gateway.as2.wire.MicAlgorithm;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.as2.wire.ReceiptRequest;
import org.as2gateway.as2.wire.SignatureAlgorithm;
import org.as2gateway.store.log.MdnState;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every row of protocol.md §1, "what a sender concludes". */
class ReceiptJudgeTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Mic SENT = Mic.of(new byte[32], MicAlgorithm.SHA256);
  private static final Optional<SignatureCheck> VALID =
      Optional.of(
          new SignatureCheck.Valid(
              SignatureAlgorithm.SHA256, TestPki.rsa("partner").certificate()));
  private static final Optional<SignatureCheck> BAD =
      Optional.of(
          new SignatureCheck.Refused(SignatureCheck.Reason.DIGEST_MISMATCH, "digest differs"));
  private static final String ID = "<1@us>";
  private static final Optional<ReceiptRequest> SIGNED =
      ReceiptRequest.parse(
          Headers.of(
              "Disposition-Notification-To",
              "us",
              "Disposition-Notification-Options",
              "signed-receipt-protocol=required, pkcs7-signature;"
                  + " signed-receipt-micalg=required, sha-256"));
  private static final Optional<ReceiptRequest> UNSIGNED =
      ReceiptRequest.parse(Headers.of("Disposition-Notification-To", "us"));
  private static final Optional<ReceiptRequest> ASYNC =
      ReceiptRequest.parse(
          Headers.of(
              "Disposition-Notification-To",
              "us",
              "Disposition-Notification-Options",
              "signed-receipt-protocol=required, pkcs7-signature",
              "Receipt-Delivery-Option",
              "http://us/as2"));

  @Test
  void a_2xx_acknowledges_when_no_receipt_was_asked_for() {
    Verdict verdict = answer(204, Optional.empty(), Optional.empty());
    assertThat(verdict.status()).isEqualTo(MessageStatus.ACKNOWLEDGED);
    assertThat(verdict.mdn()).isEqualTo(MdnState.NONE);
  }

  @Test
  void a_signed_receipt_with_equal_mic_and_right_id_is_verified() {
    Verdict verdict = answer(200, SIGNED, Optional.of(mdn().build()));
    assertThat(verdict.status()).isEqualTo(MessageStatus.ACKNOWLEDGED);
    assertThat(verdict.mdn()).isEqualTo(MdnState.VERIFIED);
    assertThat(verdict.disposition()).contains(Disposition.processed().fieldValue());
  }

  @Test
  void an_original_message_id_without_brackets_is_right() {
    assertThat(answer(200, SIGNED, Optional.of(mdn().originalMessageId("1@us").build())).status())
        .isEqualTo(MessageStatus.ACKNOWLEDGED);
  }

  @Test
  void a_2xx_to_an_asynchronous_request_waits() {
    assertThat(answer(202, ASYNC, Optional.empty())).isInstanceOf(Verdict.Awaiting.class);
  }

  @Test
  void an_mdn_in_the_answer_to_an_asynchronous_request_counts() {
    assertThat(answer(200, ASYNC, Optional.of(mdn().build())).mdn()).isEqualTo(MdnState.VERIFIED);
    assertThat(
            answer(
                    200,
                    ASYNC,
                    Optional.of(
                        mdn().disposition(Disposition.failure("unsupported format")).build()))
                .mdn())
        .isEqualTo(MdnState.NEGATIVE);
  }

  @Test
  void a_2xx_without_a_usable_mdn_is_retried() {
    Verdict verdict = answer(200, SIGNED, Optional.empty());
    assertThat(verdict).isInstanceOf(Verdict.Retry.class);
    assertThat(verdict.reason()).contains(Reason.RECEIPT_MISSING);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 501, 502, 503, 504, 507, 599, 408, 425, 429, 101, 199, 600})
  void these_statuses_are_retried(int status) {
    assertThat(answer(status, SIGNED, Optional.empty())).isInstanceOf(Verdict.Retry.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 301, 302, 303, 307, 308, 400, 401, 403, 404, 405, 410, 413, 415, 499})
  void these_statuses_fail_at_once(int status) {
    Verdict verdict = answer(status, SIGNED, Optional.empty());
    assertThat(verdict).isInstanceOf(Verdict.Failed.class);
    assertThat(verdict.mdn()).isEqualTo(MdnState.NONE);
    assertThat(verdict.reason()).contains(Reason.ofStatus(status));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 400, 500, 503})
  void an_mdn_outside_a_2xx_is_not_believed(int status) {
    Verdict verdict = answer(status, SIGNED, Optional.of(mdn().build()));
    assertThat(verdict.status()).isNotEqualTo(MessageStatus.ACKNOWLEDGED);
    assertThat(verdict.mdn()).isNotEqualTo(MdnState.VERIFIED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "120|PT2M",
        "0|PT0S",
        "Sun, 22 Nov 2026 10:05:00 GMT|PT5M",
        "Sun, 22 Nov 2026 09:05:00 GMT|PT0S"
      })
  void retry_after_is_read_as_seconds_and_as_a_date(String value, Duration expected) {
    Verdict verdict =
        ReceiptJudge.ofAnswer(
            503, Headers.of("Retry-After", value), Optional.empty(), expecting(SIGNED), NOW);
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Retry.class, retry -> assertThat(retry.retryAfter()).contains(expected));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-5", "99999999999999999999", "1.5"})
  void a_malformed_retry_after_asks_for_nothing(String value) {
    Verdict verdict =
        ReceiptJudge.ofAnswer(
            503, Headers.of("Retry-After", value), Optional.empty(), expecting(SIGNED), NOW);
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Retry.class, retry -> assertThat(retry.retryAfter()).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "automatic-action/MDN-sent-automatically; processed/error: decryption-failed",
        "automatic-action/MDN-sent-automatically;processed/Error: x",
        "automatic-action/MDN-sent-automatically; processed; error: x",
        "automatic-action/MDN-sent-automatically; failed/failure: unsupported format",
        "automatic-action/MDN-sent-automatically; failed",
        "automatic-action/MDN-sent-automatically; displayed"
      })
  void a_genuine_no_is_negative(String field) {
    Disposition disposition = Disposition.parse(field).orElseThrow();
    Verdict verdict = answer(200, SIGNED, Optional.of(mdn().disposition(disposition).build()));
    assertThat(verdict).isInstanceOf(Verdict.Negative.class);
    assertThat(verdict.status()).isEqualTo(MessageStatus.FAILED);
    assertThat(verdict.mdn()).isEqualTo(MdnState.NEGATIVE);
  }

  @Test
  void processed_with_an_error_field_is_negative() {
    Verdict verdict = answer(200, SIGNED, Optional.of(mdn().errorText("no room").build()));
    assertThat(verdict.mdn()).isEqualTo(MdnState.NEGATIVE);
    assertThat(verdict.detail()).contains("no room");
  }

  @Test
  void two_dispositions_are_negative_even_if_both_are_positive() {
    ReceivedMdn twice = mdn().more(Disposition.processed()).build();
    assertThat(answer(200, SIGNED, Optional.of(twice)).mdn()).isEqualTo(MdnState.NEGATIVE);
    ReceivedMdn mixed = mdn().more(Disposition.error(ErrorWord.DECRYPTION_FAILED)).build();
    assertThat(answer(200, SIGNED, Optional.of(mixed)).reason())
        .contains(Reason.PARTNER_CANNOT_DECRYPT);
  }

  @Test
  void a_different_mic_is_rejected() {
    String other = Mic.of(new byte[] {1}, MicAlgorithm.SHA256).fieldValue();
    assertRejected(Reason.RECEIPT_MIC_DIFFERS, mdn().micField(Optional.of(other)).build());
  }

  @Test
  void equal_digest_octets_under_another_algorithm_are_rejected() {
    assertRejected(
        Reason.RECEIPT_MIC_DIFFERS,
        mdn().micField(Optional.of(SENT.fieldValue("sha-512"))).build());
  }

  @Test
  void a_missing_or_unreadable_mic_is_rejected_where_a_signed_receipt_was_asked_for() {
    assertRejected(Reason.RECEIPT_WITHOUT_MIC, mdn().micField(Optional.empty()).build());
    assertRejected(Reason.RECEIPT_WITHOUT_MIC, mdn().micField(Optional.of("!!, sha-256")).build());
    assertRejected(Reason.RECEIPT_WITHOUT_MIC, mdn().micField(Optional.of("")).build());
  }

  @Test
  void an_unsigned_receipt_is_rejected_where_a_signed_one_was_asked_for() {
    assertRejected(Reason.RECEIPT_NOT_SIGNED, mdn().check(Optional.empty()).build());
  }

  @Test
  void a_bad_signature_is_rejected_whatever_was_asked_for() {
    ReceivedMdn bad = mdn().check(BAD).build();
    assertRejected(Reason.RECEIPT_SIGNATURE_INVALID, bad);
    assertThat(answer(200, UNSIGNED, Optional.of(bad)).mdn()).isEqualTo(MdnState.REJECTED);
  }

  @Test
  void a_no_that_cannot_be_authenticated_is_rejected_rather_than_negative() {
    assertRejected(
        Reason.RECEIPT_NOT_SIGNED,
        mdn()
            .check(Optional.empty())
            .disposition(Disposition.error(ErrorWord.DECRYPTION_FAILED))
            .build());
  }

  @Test
  void a_receipt_for_another_message_or_for_none_is_rejected() {
    assertRejected(Reason.RECEIPT_OF_OTHER_MESSAGE, mdn().originalMessageId("<2@us>").build());
    assertRejected(Reason.RECEIPT_OF_OTHER_MESSAGE, mdn().originalMessageId("").build());
  }

  @Test
  void an_unsigned_receipt_as_asked_is_verified_with_or_without_mic() {
    ReceivedMdn plain = mdn().check(Optional.empty()).build();
    assertThat(answer(200, UNSIGNED, Optional.of(plain)).mdn()).isEqualTo(MdnState.VERIFIED);
    ReceivedMdn bare = mdn().check(Optional.empty()).micField(Optional.empty()).build();
    assertThat(answer(200, UNSIGNED, Optional.of(bare)).mdn()).isEqualTo(MdnState.VERIFIED);
  }

  @Test
  void an_unsigned_receipt_that_was_posted_counts_only_as_asked_for_with_the_mic() {
    Optional<ReceiptRequest> asynchronous =
        ReceiptRequest.parse(
            Headers.of(
                "Disposition-Notification-To", "us", "Receipt-Delivery-Option", "http://us/as2"));
    ReceivedMdn plain = mdn().check(Optional.empty()).build();
    assertThat(ReceiptJudge.ofPosted(plain, expecting(asynchronous)).mdn())
        .isEqualTo(MdnState.VERIFIED);
    assertThat(ReceiptJudge.ofPosted(plain, expecting(UNSIGNED)).provesNothing()).isTrue();
    assertThat(ReceiptJudge.ofPosted(plain, expecting(ASYNC)).provesNothing()).isTrue();
    Disposition refusal = Disposition.error(ErrorWord.DECRYPTION_FAILED);
    String other = Mic.of(new byte[] {1}, MicAlgorithm.SHA256).fieldValue();
    for (MdnBuilder worthless :
        List.of(
            mdn().micField(Optional.empty()),
            mdn().micField(Optional.of(other)),
            mdn().disposition(refusal))) {
      ReceivedMdn posted = worthless.check(Optional.empty()).build();
      assertThat(ReceiptJudge.ofPosted(posted, expecting(asynchronous)).provesNothing()).isTrue();
    }
    assertThat(ReceiptJudge.ofPosted(mdn().build(), expecting(UNSIGNED)).mdn())
        .isEqualTo(MdnState.VERIFIED);
  }

  @Test
  void either_mic_of_a_plain_message_is_accepted_and_told_apart() {
    Mic with = Mic.of(new byte[] {9}, MicAlgorithm.SHA256);
    SentMics mics = SentMics.only(SENT, "the bare content").or(SentMics.only(with, "with headers"));
    ReceiptExpectation expected =
        new ReceiptExpectation(new MessageId(ID), SIGNED, mics, Duration.ofHours(1));
    Verdict bare = ReceiptJudge.ofMdn(mdn().build(), expected);
    Verdict headed =
        ReceiptJudge.ofMdn(mdn().micField(Optional.of(with.fieldValue())).build(), expected);
    assertThat(bare.detail()).contains("the bare content");
    assertThat(headed.mdn()).isEqualTo(MdnState.VERIFIED);
    assertThat(headed.detail()).contains("with headers");
  }

  @Test
  void partner_text_in_a_reason_is_one_short_line() {
    Verdict verdict =
        answer(200, SIGNED, Optional.of(mdn().errorText("a\r\nb" + "x".repeat(5000)).build()));
    assertThat(verdict.detail()).doesNotContain("\r", "\n").hasSizeLessThan(500);
  }

  @Test
  void a_signer_that_is_not_registered_is_told_apart_from_a_bad_signature() {
    SignatureCheck unknown =
        new SignatureCheck.Refused(SignatureCheck.Reason.UNKNOWN_SIGNER, "signed by CN=new");
    assertRejected(Reason.RECEIPT_SIGNER_UNKNOWN, mdn().check(Optional.of(unknown)).build());
  }

  private static void assertRejected(Reason reason, ReceivedMdn mdn) {
    Verdict verdict = answer(200, SIGNED, Optional.of(mdn));
    assertThat(verdict.reason()).contains(reason);
    assertThat(verdict).isInstanceOf(Verdict.Rejected.class);
    assertThat(verdict.status()).isEqualTo(MessageStatus.FAILED);
    assertThat(verdict.mdn()).isEqualTo(MdnState.REJECTED);
  }

  private static Verdict answer(
      int status, Optional<ReceiptRequest> request, Optional<ReceivedMdn> mdn) {
    return ReceiptJudge.ofAnswer(status, Headers.empty(), mdn, expecting(request), NOW);
  }

  private static ReceiptExpectation expecting(Optional<ReceiptRequest> request) {
    return new ReceiptExpectation(
        new MessageId(ID), request, SentMics.only(SENT, "the signed content"), Duration.ofHours(1));
  }

  private static MdnBuilder mdn() {
    return new MdnBuilder();
  }

  /** A verified positive receipt, unless told otherwise. */
  private static final class MdnBuilder {
    private final List<Disposition> dispositions = new ArrayList<>();
    private Optional<String> errorText = Optional.empty();
    private String originalMessageId = ID;
    private Optional<String> micField = Optional.of(SENT.fieldValue());
    private Optional<SignatureCheck> check = VALID;

    MdnBuilder() {
      dispositions.add(Disposition.processed());
    }

    MdnBuilder disposition(Disposition disposition) {
      dispositions.set(0, disposition);
      return this;
    }

    MdnBuilder more(Disposition disposition) {
      dispositions.add(disposition);
      return this;
    }

    MdnBuilder errorText(String text) {
      errorText = Optional.of(text);
      return this;
    }

    MdnBuilder originalMessageId(String id) {
      originalMessageId = id;
      return this;
    }

    MdnBuilder micField(Optional<String> field) {
      micField = field;
      return this;
    }

    MdnBuilder check(Optional<SignatureCheck> found) {
      check = found;
      return this;
    }

    ReceivedMdn build() {
      Mdn mdn =
          new Mdn(
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.of(originalMessageId).filter(id -> !id.isEmpty()),
              dispositions,
              micField,
              errorText.stream().toList(),
              List.of(),
              List.of(),
              "");
      return new ReceivedMdn(mdn, check);
    }
  }
}
