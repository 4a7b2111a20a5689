package org.as2gateway.as2.wire;

/**
 * Header and field names of RFC 4130, 8098, 6017, 2045 and 9110 that the gateway reads or writes,
 * in one place.
 */
public final class HeaderNames {
  public static final String AS2_FROM = "AS2-From";
  public static final String AS2_PRODUCT = "AS2-Product";
  public static final String AS2_TO = "AS2-To";
  public static final String AS2_VERSION = "AS2-Version";
  public static final String CONTENT_DISPOSITION = "Content-Disposition";
  public static final String CONTENT_ENCODING = "Content-Encoding";
  public static final String CONTENT_LENGTH = "Content-Length";
  public static final String CONTENT_RANGE = "Content-Range";
  public static final String CONTENT_TRANSFER_ENCODING = "Content-Transfer-Encoding";
  public static final String CONTENT_TYPE = "Content-Type";
  public static final String DATE = "Date";
  public static final String DISPOSITION = "Disposition";
  public static final String DISPOSITION_NOTIFICATION_OPTIONS = "Disposition-Notification-Options";
  public static final String DISPOSITION_NOTIFICATION_TO = "Disposition-Notification-To";
  public static final String EDIINT_FEATURES = "EDIINT-Features";
  public static final String ENTITY_TAG = "ETag";
  public static final String ERROR = "Error";
  public static final String FAILURE = "Failure";
  public static final String FINAL_RECIPIENT = "Final-Recipient";
  public static final String MESSAGE_ID = "Message-ID";
  public static final String MIME_VERSION = "MIME-Version";
  public static final String ORIGINAL_MESSAGE_ID = "Original-Message-ID";
  public static final String ORIGINAL_RECIPIENT = "Original-Recipient";
  public static final String RECEIPT_DELIVERY_OPTION = "Receipt-Delivery-Option";
  public static final String RECEIVED_CONTENT_MIC = "Received-content-MIC";
  public static final String REPORTING_UA = "Reporting-UA";
  public static final String RETRY_AFTER = "Retry-After";
  public static final String SUBJECT = "Subject";
  public static final String WARNING = "Warning";

  private HeaderNames() {}
}
