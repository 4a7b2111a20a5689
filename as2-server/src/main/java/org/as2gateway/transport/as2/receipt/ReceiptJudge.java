package org.as2gateway.transport.as2.receipt;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MessageId;
import org.as2gateway.as2.wire.Mic;
import org.as2gateway.as2.wire.PartnerText;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.as2.wire.RetryAfter;
import org.as2gateway.store.log.Failure;
import org.as2gateway.store.log.MdnState;

/**
 * Concludes by the table "what a sender concludes" of protocol.md §1. Pure: no clock, no store, no
 * network.
 */
public final class ReceiptJudge {
  /** Statuses below 500 by which a server asks for patience: time-out, too early, too many. */
  private static final Set<Integer> PATIENCE = Set.of(408, 425, 429);

  private ReceiptJudge() {}

  /**
   * Judges the HTTP answer to a message.
   *
   * @param status HTTP status
   * @param headers header fields of the answer, for Retry-After
   * @param mdn the MDN in the answer; empty if there is none that can be read. One in an answer
   *     that is no 2xx is not believed
   * @param expected what was asked for
   * @param now for a Retry-After that names a date
   */
  public static Verdict ofAnswer(
      int status,
      Headers headers,
      Optional<ReceivedMdn> mdn,
      ReceiptExpectation expected,
      Instant now) {
    if (status >= 300 && status < 500 && !PATIENCE.contains(status)) {
      return new Verdict.Failed(
          Reason.ofStatus(status),
          "the partner's server responded with HTTP " + status + "; a retry would not help");
    }
    if (status < 200 || status > 299) {
      return new Verdict.Retry(
          Reason.ofStatus(status),
          "the partner's server responded with HTTP " + status,
          RetryAfter.parse(headers, now));
    }
    if (expected.request().isEmpty()) {
      return new Verdict.Acknowledged(
          MdnState.NONE,
          "HTTP " + status + ", no receipt was requested",
          Optional.empty(),
          Optional.empty());
    }
    return mdn.map(received -> ofMdn(received, expected))
        .orElseGet(() -> withoutMdn(status, headers, expected, now));
  }

  private static Verdict withoutMdn(
      int status, Headers headers, ReceiptExpectation expected, Instant now) {
    return expected.isAsynchronous()
        ? new Verdict.Awaiting("HTTP " + status + ", the receipt will follow", expected.timeout())
        : new Verdict.Retry(
            Reason.RECEIPT_MISSING,
            "the partner's server responded with HTTP " + status + " but without a valid receipt",
            RetryAfter.parse(headers, now));
  }

  /** Judges a readable MDN, synchronous or asynchronous, for the message it was expected for. */
  public static Verdict ofMdn(ReceivedMdn received, ReceiptExpectation expected) {
    Optional<Failure> doubt = whyItProvesNothing(received, expected);
    if (doubt.isPresent()) {
      return rejected(doubt.get(), received, expected);
    }
    if (!received.mdn().isPositive()) {
      String text = received.errorText().map(error -> " (" + error + ")").orElse("");
      return new Verdict.Negative(
          Reason.ofPartner(received.decisive()),
          "the partner rejected the message: '" + received.disposition() + "'" + text,
          Optional.of(received.disposition()),
          received.signer());
    }
    Optional<Mic> mic = received.mdn().mic();
    if (mic.isEmpty()) {
      return withoutMic(received, expected);
    }
    return expected
        .mics()
        .match(mic.get())
        .<Verdict>map(covers -> verified("MIC equal over " + covers, received))
        .orElseGet(
            () ->
                rejected(
                    new Failure(
                        Reason.RECEIPT_MIC_DIFFERS,
                        "its MIC '"
                            + mic.get().fieldValue()
                            + "' differs from the MIC of the message"),
                    received,
                    expected));
  }

  /**
   * Judges a readable MDN that was posted to us rather than answered. Anybody can post an unsigned
   * one: it counts only if it is positive, was asked for in that form, and has the MIC of the
   * message (protocol.md §1, row 1.30).
   */
  public static Verdict ofPosted(ReceivedMdn received, ReceiptExpectation expected) {
    return whyNotBelievedUnsigned(received, expected)
        .<Verdict>map(why -> rejected(why, received, expected))
        .orElseGet(() -> ofMdn(received, expected));
  }

  private static Optional<Failure> whyNotBelievedUnsigned(
      ReceivedMdn received, ReceiptExpectation expected) {
    if (received.check().isPresent()) {
      return Optional.empty(); // signed: the signature is judged
    }
    if (!expected.isAsynchronous()) {
      return failure(
          Reason.RECEIPT_NOT_EXPECTED,
          "it is not signed and was posted; we requested it in the HTTP response");
    }
    if (!received.mdn().isPositive()) {
      return failure(
          Reason.RECEIPT_NOT_SIGNED,
          "it rejects the message and is not signed; anyone could have posted it");
    }
    return received.mdn().receivedContentMic().isEmpty()
        ? failure(
            Reason.RECEIPT_WITHOUT_MIC,
            "it is not signed and has no MIC; anyone could have posted it")
        : Optional.empty();
  }

  private static Optional<Failure> whyItProvesNothing(
      ReceivedMdn received, ReceiptExpectation expected) {
    if (received.signatureProblem().isPresent()) {
      return received.signatureProblem();
    }
    if (received.check().isEmpty() && expected.isSigned()) {
      return failure(Reason.RECEIPT_NOT_SIGNED, "it is not signed; we requested a signed one");
    }
    Optional<String> original = received.mdn().originalMessageId();
    boolean isForMessage =
        original.flatMap(MessageId::parse).filter(expected.messageId()::isSame).isPresent();
    return isForMessage
        ? Optional.empty()
        : failure(
            Reason.RECEIPT_OF_OTHER_MESSAGE,
            "its Original-Message-ID is '"
                + PartnerText.clean(original.orElse(""))
                + "', expected '"
                + expected.messageId()
                + "'");
  }

  /** RFC 4130 §7.4.3 wants a MIC in signed receipts; an unsigned one may do without. */
  private static Verdict withoutMic(ReceivedMdn received, ReceiptExpectation expected) {
    Optional<String> field = received.mdn().receivedContentMic();
    if (field.isPresent()) {
      String unreadable = "its MIC '" + PartnerText.clean(field.get()) + "' cannot be read";
      return rejected(new Failure(Reason.RECEIPT_WITHOUT_MIC, unreadable), received, expected);
    }
    return expected.isSigned()
        ? rejected(new Failure(Reason.RECEIPT_WITHOUT_MIC, "it has no MIC"), received, expected)
        : verified("no MIC (allowed for an unsigned receipt)", received);
  }

  private static Verdict verified(String mic, ReceivedMdn received) {
    String signature = received.check().isPresent() ? "signature valid" : "unsigned as requested";
    return new Verdict.Acknowledged(
        MdnState.VERIFIED,
        "receipt verified: " + signature + ", " + mic,
        Optional.of(received.disposition()),
        received.signer());
  }

  private static Optional<Failure> failure(Reason reason, String detail) {
    return Optional.of(new Failure(reason, detail));
  }

  private static Verdict rejected(Failure why, ReceivedMdn received, ReceiptExpectation expected) {
    return new Verdict.Rejected(
        Objects.requireNonNull(why.reason()),
        "receipt not accepted: " + PartnerText.clean(why.detail()),
        Optional.of(received.disposition()),
        received.signer(),
        received.mdn().mic().flatMap(expected.mics()::match).isPresent());
  }
}
