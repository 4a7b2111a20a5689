package org.as2gateway.as2.wire;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a message failed, was refused or has to wait: the one vocabulary for it. Log, API and pages
 * decide by these; {@link ReasonText} has the sentences. Codes are stored with messages, so that a
 * constant is never renamed.
 */
public enum Reason {
  // Content that we received.
  DECRYPTION_FAILED(Area.RECEIVING, ErrorWord.DECRYPTION_FAILED),
  CONTENT_KEY_REUSED(Area.RECEIVING),
  SIGNATURE_NOT_VERIFIED(Area.RECEIVING, ErrorWord.AUTHENTICATION_FAILED),
  CONTENT_CHANGED(Area.RECEIVING, ErrorWord.INTEGRITY_CHECK_FAILED),
  INSUFFICIENT_SECURITY(Area.RECEIVING, ErrorWord.INSUFFICIENT_MESSAGE_SECURITY),
  DECOMPRESSION_FAILED(Area.RECEIVING, ErrorWord.DECOMPRESSION_FAILED),
  CONTENT_UNREADABLE(Area.RECEIVING, ErrorWord.UNEXPECTED_PROCESSING_ERROR),
  SEVERAL_FILES(Area.RECEIVING),
  CERTIFICATE_EXCHANGE_UNREADABLE(Area.RECEIVING),
  MESSAGE_ID_REUSED(Area.RECEIVING),
  FILENAME_TAKEN(Area.RECEIVING, ErrorWord.DUPLICATE_FILENAME),
  FILENAME_NOT_ALLOWED(Area.RECEIVING, ErrorWord.ILLEGAL_FILENAME),
  MESSAGE_ID_NOT_ALLOWED(Area.RECEIVING, ErrorWord.INVALID_MESSAGE_ID),
  RECEIPT_REQUEST_NOT_MET(Area.RECEIVING),

  // The connection to a partner.
  HOST_UNKNOWN(Area.CONNECTION),
  ADDRESS_NOT_ALLOWED(Area.CONNECTION),
  CONNECTION_FAILED(Area.CONNECTION),
  CONNECTION_TIMEOUT(Area.CONNECTION),
  CONNECTION_STALLED(Area.CONNECTION),
  CONNECTION_LOST(Area.CONNECTION),
  TLS_FAILED(Area.CONNECTION),
  TLS_CERTIFICATE_EXPIRED(Area.CONNECTION),
  TLS_CERTIFICATE_NOT_VALID_YET(Area.CONNECTION),
  TLS_CERTIFICATE_NOT_TRUSTED(Area.CONNECTION),
  TLS_CERTIFICATE_OF_OTHER_HOST(Area.CONNECTION),
  PROXY_UNREACHABLE(Area.CONNECTION),
  PROXY_REFUSED(Area.CONNECTION),
  PROXY_SIGN_IN_REFUSED(Area.CONNECTION),
  SSH_HOST_KEY_NOT_PINNED(Area.CONNECTION),
  SFTP_SIGN_IN_REFUSED(Area.CONNECTION),
  SFTP_REFUSED(Area.CONNECTION),

  // The HTTP answer of a partner.
  HTTP_UNREADABLE(Area.ANSWER),
  HTTP_REDIRECT(Area.ANSWER),
  HTTP_UNAUTHORIZED(Area.ANSWER),
  HTTP_NOT_FOUND(Area.ANSWER),
  HTTP_REFUSED(Area.ANSWER),
  HTTP_BUSY(Area.ANSWER),
  HTTP_SERVER_ERROR(Area.ANSWER),
  HTTP_UNEXPECTED(Area.ANSWER),
  OUTCOME_UNKNOWN(Area.ANSWER),

  // A receipt that is missing or does not count.
  RECEIPT_MISSING(Area.RECEIPT),
  RECEIPT_OVERDUE(Area.RECEIPT),
  RECEIPT_NOT_EXPECTED(Area.RECEIPT),
  RECEIPT_FROM_OTHER_PARTNER(Area.RECEIPT),
  RECEIPT_NOT_SIGNED(Area.RECEIPT),
  RECEIPT_SIGNER_UNKNOWN(Area.RECEIPT),
  RECEIPT_SIGNATURE_INVALID(Area.RECEIPT),
  RECEIPT_SIGNATURE_NOT_ACCEPTED(Area.RECEIPT),
  RECEIPT_OF_OTHER_MESSAGE(Area.RECEIPT),
  RECEIPT_WITHOUT_MIC(Area.RECEIPT),
  RECEIPT_MIC_DIFFERS(Area.RECEIPT),

  // A receipt with which the partner refuses a message.
  PARTNER_CANNOT_DECRYPT(Area.PARTNER, ErrorWord.DECRYPTION_FAILED),
  PARTNER_CANNOT_VERIFY(Area.PARTNER, ErrorWord.AUTHENTICATION_FAILED),
  PARTNER_FOUND_CHANGE(Area.PARTNER, ErrorWord.INTEGRITY_CHECK_FAILED),
  PARTNER_REQUIRES_SECURITY(Area.PARTNER, ErrorWord.INSUFFICIENT_MESSAGE_SECURITY),
  PARTNER_CANNOT_DECOMPRESS(Area.PARTNER, ErrorWord.DECOMPRESSION_FAILED),
  PARTNER_HAS_FILENAME(Area.PARTNER, ErrorWord.DUPLICATE_FILENAME),
  PARTNER_REFUSES_FILENAME(Area.PARTNER, ErrorWord.ILLEGAL_FILENAME),
  PARTNER_REFUSES_MESSAGE_ID(Area.PARTNER, ErrorWord.INVALID_MESSAGE_ID),
  PARTNER_HAS_MESSAGE(Area.PARTNER, "duplicate-document"),
  PARTNER_DOES_NOT_KNOW_SENDER(Area.PARTNER, "unknown-trading-relationship"),
  PARTNER_DOES_NOT_KNOW_PARTNER(Area.PARTNER, "unknown-trading-partner"),
  PARTNER_REFUSED(Area.PARTNER),

  // Trouble of ours.
  INTERNAL_ERROR(Area.OWN),
  WIRE_IMAGE_FAILED(Area.OWN),
  FILE_MISSING(Area.OWN),
  INTERRUPTED(Area.OWN, Severity.WARN),
  RESTORED_FROM_BACKUP(Area.OWN),

  // What an operator did.
  CANCELLED(Area.OPERATOR, Severity.WARN),
  DISCARDED(Area.OPERATOR, Severity.WARN),

  // What was found before sending.
  STOPPED_BEFORE_SENDING(Area.GATE),

  // What the configuration lacks.
  PARTNERSHIP_MISSING(Area.CONFIGURATION),
  PARTNERSHIP_INCOMPLETE(Area.CONFIGURATION),
  RECEIPT_URL_MISSING(Area.CONFIGURATION),
  TLS_KEY_MISSING(Area.CONFIGURATION),
  TLS_TRUST_UNREADABLE(Area.CONFIGURATION);

  /** What part of an exchange a reason is about. */
  public enum Area {
    /** Content that we received and refused. */
    RECEIVING,
    /** The connection to a partner. */
    CONNECTION,
    /** The HTTP answer of a partner. */
    ANSWER,
    /** A receipt that is missing or does not count. */
    RECEIPT,
    /** A receipt that refuses the message. */
    PARTNER,
    /** Trouble of ours. */
    OWN,
    /** What an operator did. */
    OPERATOR,
    /** What was found in a message before it was sent. */
    GATE,
    /** What the configuration lacks. */
    CONFIGURATION
  }

  private final Area area;
  private final Severity severity;
  private final @Nullable String wireWord;

  Reason(Area area) {
    this(area, Severity.BAD, null);
  }

  Reason(Area area, Severity severity) {
    this(area, severity, null);
  }

  Reason(Area area, ErrorWord word) {
    this(area, Severity.BAD, word.word());
  }

  Reason(Area area, String wireWord) {
    this(area, Severity.BAD, wireWord);
  }

  Reason(Area area, Severity severity, @Nullable String wireWord) {
    this.area = area;
    this.severity = severity;
    this.wireWord = wireWord;
  }

  /** The code under which it is stored and shown. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What part of an exchange it is about. */
  public Area area() {
    return area;
  }

  /** How serious it is. */
  public Severity severity() {
    return severity;
  }

  /** The word of a disposition's modifier that says this on the wire. */
  public Optional<String> wireWord() {
    return Optional.ofNullable(wireWord);
  }

  /** The reason with that code; empty for a code of another version. */
  public static Optional<Reason> find(String code) {
    return Arrays.stream(values()).filter(reason -> reason.code().equals(code)).findFirst();
  }

  /** Why we refuse content with that word. */
  public static Reason ofRefusal(ErrorWord word) {
    return find(Area.RECEIVING, word.word()).orElse(CONTENT_UNREADABLE);
  }

  /** Why a partner refuses a message with that disposition. */
  public static Reason ofPartner(Disposition disposition) {
    return find(Area.PARTNER, disposition.text().strip().toLowerCase(Locale.ROOT))
        .orElse(PARTNER_REFUSED);
  }

  private static Optional<Reason> find(Area area, String word) {
    return Arrays.stream(values())
        .filter(reason -> reason.area == area && word.equals(reason.wireWord))
        .findFirst();
  }

  /** What the status of an answer that accepts nothing means. */
  public static Reason ofStatus(int status) {
    return switch (status) {
      case 401, 403, 407 -> HTTP_UNAUTHORIZED;
      case 404, 410 -> HTTP_NOT_FOUND;
      case 408, 425, 429, 503 -> HTTP_BUSY;
      default -> ofStatusClass(status / 100);
    };
  }

  private static Reason ofStatusClass(int hundreds) {
    return switch (hundreds) {
      case 3 -> HTTP_REDIRECT;
      case 4 -> HTTP_REFUSED;
      case 5 -> HTTP_SERVER_ERROR;
      default -> HTTP_UNEXPECTED;
    };
  }
}
