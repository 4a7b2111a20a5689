package org.as2gateway.admin.messages;

import java.util.EnumSet;
import java.util.Set;
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
  /** What another certificate here settles. */
  private static final Set<Reason> OF_CERTIFICATES =
      EnumSet.of(
          Reason.SIGNATURE_NOT_VERIFIED,
          Reason.RECEIPT_SIGNER_UNKNOWN,
          Reason.PARTNER_CANNOT_DECRYPT,
          Reason.TLS_KEY_MISSING);

  /** What the partner settles with our certificate. */
  private static final Set<Reason> OF_OUR_CERTIFICATE =
      EnumSet.of(Reason.DECRYPTION_FAILED, Reason.PARTNER_CANNOT_VERIFY);

  /** What the settings of the partner or of a partnership settle. */
  private static final Set<Reason> OF_PARTNER =
      EnumSet.of(
          Reason.INSUFFICIENT_SECURITY,
          Reason.SEVERAL_FILES,
          Reason.MESSAGE_ID_NOT_ALLOWED,
          Reason.RECEIPT_REQUEST_NOT_MET,
          Reason.RECEIPT_NOT_SIGNED,
          Reason.RECEIPT_SIGNATURE_NOT_ACCEPTED,
          Reason.RECEIPT_WITHOUT_MIC,
          Reason.HOST_UNKNOWN,
          Reason.ADDRESS_NOT_ALLOWED,
          Reason.PROXY_REFUSED,
          Reason.PROXY_SIGN_IN_REFUSED,
          Reason.TLS_FAILED,
          Reason.TLS_CERTIFICATE_EXPIRED,
          Reason.TLS_CERTIFICATE_NOT_VALID_YET,
          Reason.TLS_CERTIFICATE_NOT_TRUSTED,
          Reason.TLS_CERTIFICATE_OF_OTHER_HOST,
          Reason.TLS_TRUST_UNREADABLE,
          Reason.HTTP_UNREADABLE,
          Reason.HTTP_REDIRECT,
          Reason.HTTP_UNAUTHORIZED,
          Reason.HTTP_NOT_FOUND,
          Reason.PARTNER_REQUIRES_SECURITY,
          Reason.PARTNER_CANNOT_DECOMPRESS,
          Reason.PARTNER_REFUSES_MESSAGE_ID,
          Reason.PARTNER_DOES_NOT_KNOW_SENDER,
          Reason.PARTNER_DOES_NOT_KNOW_PARTNER,
          Reason.PARTNERSHIP_MISSING,
          Reason.PARTNERSHIP_INCOMPLETE,
          Reason.RECEIPT_URL_MISSING);

  /** What nobody can settle here. */
  private static final Set<Reason> OF_NOBODY_HERE =
      EnumSet.of(
          Reason.FILE_MISSING,
          Reason.PARTNER_HAS_MESSAGE,
          Reason.PARTNER_HAS_FILENAME,
          Reason.PARTNER_REFUSES_FILENAME);

  /** What the button does. */
  public enum Action {
    RESEND,
    PARTNER,
    CERTIFICATES,
    SEND_OUR_CERTIFICATE,
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
    if (OF_CERTIFICATES.contains(reason)) {
      return Action.CERTIFICATES;
    }
    if (OF_OUR_CERTIFICATE.contains(reason)) {
      return Action.SEND_OUR_CERTIFICATE;
    }
    if (OF_PARTNER.contains(reason)) {
      return Action.PARTNER;
    }
    return OF_NOBODY_HERE.contains(reason) || reason.area() == Reason.Area.RECEIVING
        ? Action.NONE
        : Action.RESEND;
  }
}
