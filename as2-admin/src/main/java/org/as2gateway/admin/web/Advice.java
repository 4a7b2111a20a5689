package org.as2gateway.admin.web;

import org.as2gateway.as2.wire.Reason;
import org.as2gateway.as2.wire.ReasonText;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.jspecify.annotations.Nullable;

/**
 * What to do about a failure.
 *
 * @param text what happened, why, what to do next
 * @param action the button that helps
 */
public record Advice(ReasonText text, Action action) {
  /** What the button does. */
  public enum Action {
    RESEND,
    PARTNER,
    CERTIFICATES,
    NONE
  }

  /** What to do about that message; null if it has not failed. */
  static @Nullable Advice of(MessageRecord message) {
    boolean hasFailed =
        message.status() == MessageStatus.FAILED || message.status() == MessageStatus.REFUSED;
    if (!hasFailed) {
      return null;
    }
    Reason reason = message.reason();
    return reason == null
        ? ofOldRecord(message.status())
        : new Advice(ReasonText.of(reason), action(reason));
  }

  /** Older versions kept words only. */
  private static Advice ofOldRecord(MessageStatus status) {
    boolean isSent = status == MessageStatus.FAILED;
    return new Advice(
        new ReasonText(
            isSent ? "The message was not sent." : "The message was not accepted.",
            "The details below say why.",
            isSent
                ? "Correct the cause, and send the message again."
                : "Ask the partner to send the message again once the cause is corrected."),
        isSent ? Action.RESEND : Action.NONE);
  }

  private static Action action(Reason reason) {
    return switch (reason) {
      case DECRYPTION_FAILED,
          SIGNATURE_NOT_VERIFIED,
          RECEIPT_SIGNER_UNKNOWN,
          PARTNER_CANNOT_DECRYPT,
          PARTNER_CANNOT_VERIFY,
          TLS_KEY_MISSING ->
          Action.CERTIFICATES;
      case INSUFFICIENT_SECURITY,
          SEVERAL_FILES,
          MESSAGE_ID_NOT_ALLOWED,
          RECEIPT_REQUEST_NOT_MET,
          RECEIPT_NOT_SIGNED,
          RECEIPT_SIGNATURE_NOT_ACCEPTED,
          RECEIPT_WITHOUT_MIC,
          HOST_UNKNOWN,
          ADDRESS_NOT_ALLOWED,
          TLS_FAILED,
          TLS_CERTIFICATE_EXPIRED,
          TLS_CERTIFICATE_NOT_VALID_YET,
          TLS_CERTIFICATE_NOT_TRUSTED,
          TLS_CERTIFICATE_OF_OTHER_HOST,
          TLS_TRUST_UNREADABLE,
          HTTP_UNREADABLE,
          HTTP_REDIRECT,
          HTTP_UNAUTHORIZED,
          HTTP_NOT_FOUND,
          PARTNER_REQUIRES_SECURITY,
          PARTNER_CANNOT_DECOMPRESS,
          PARTNER_REFUSES_MESSAGE_ID,
          PARTNER_DOES_NOT_KNOW_SENDER,
          PARTNER_DOES_NOT_KNOW_PARTNER,
          PARTNERSHIP_MISSING,
          PARTNERSHIP_INCOMPLETE,
          RECEIPT_URL_MISSING ->
          Action.PARTNER;
      case FILE_MISSING, PARTNER_HAS_MESSAGE, PARTNER_HAS_FILENAME, PARTNER_REFUSES_FILENAME ->
          Action.NONE;
      default -> reason.area() == Reason.Area.RECEIVING ? Action.NONE : Action.RESEND;
    };
  }
}
