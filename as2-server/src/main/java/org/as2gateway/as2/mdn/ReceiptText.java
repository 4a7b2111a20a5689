package org.as2gateway.as2.mdn;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.as2gateway.as2.wire.Disposition;
import org.as2gateway.as2.wire.ErrorWord;

/**
 * The part of an MDN that people read. It depends on the disposition and on what the sender knows
 * already, on nothing else: no cause that we alone know may show here (protocol.md §1).
 */
final class ReceiptText {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);
  private static final String EOL = "\r\n";

  private static final Map<String, String> MEANINGS =
      Map.ofEntries(
          meaning(
              ErrorWord.INSUFFICIENT_MESSAGE_SECURITY,
              "The message lacks a signature or an encryption that this partnership\r\n"
                  + "requires, or uses an algorithm that it does not accept."),
          meaning(
              ErrorWord.AUTHENTICATION_FAILED,
              "The signature was not made with a certificate that is registered here\r\n"
                  + "for the sender. If the certificate has changed, please send us the new one."),
          meaning(
              ErrorWord.INTEGRITY_CHECK_FAILED,
              "The signature does not fit the content: the content was changed on the\r\n"
                  + "way, or the signature is damaged."),
          meaning(ErrorWord.DECOMPRESSION_FAILED, "The content could not be decompressed."),
          meaning(
              ErrorWord.DECRYPTION_FAILED,
              "The content could not be decrypted. Please check that it was encrypted\r\n"
                  + "with our current certificate."),
          meaning(
              ErrorWord.UNEXPECTED_PROCESSING_ERROR,
              "The message could not be processed as it was sent."),
          meaning(
              ErrorWord.DUPLICATE_FILENAME,
              "A file of the same name is here already and has not been fetched yet, and\r\n"
                  + "names must be kept. Please send it under another name, or later."),
          meaning(
              ErrorWord.ILLEGAL_FILENAME,
              "No file can have the name that the message gives, and names must be kept.\r\n"
                  + "Please use letters, digits and punctuation, and no path."),
          meaning(
              ErrorWord.INVALID_MESSAGE_ID,
              "The Message-ID has a space in it, which AS2-Version 1.3 does not allow."),
          Map.entry(
              "unsupported format",
              "The receipt cannot be given in the form, or delivered to the address, that\r\n"
                  + "the message asks for."),
          Map.entry(
              "unsupported MIC-algorithms",
              "None of the MIC algorithms that the message asks for is supported here."));

  private static Map.Entry<String, String> meaning(ErrorWord word, String text) {
    return Map.entry(word.word(), text);
  }

  private ReceiptText() {}

  /** An instant as HTTP and MIME write it (RFC 9110 §5.6.7). */
  static String date(Instant instant) {
    return DATE.format(instant);
  }

  /** The text, lines that end in CR LF. */
  static String of(MdnContent content) {
    StringBuilder text = new StringBuilder("This is the receipt for an AS2 message.").append(EOL);
    text.append(EOL);
    text.append("  From:       ").append(content.as2To()).append(EOL);
    text.append("  To:         ").append(content.as2From()).append(EOL);
    text.append("  Message-ID: ").append(content.originalMessageId()).append(EOL);
    text.append("  Received:   ").append(date(content.receivedAt())).append(EOL);
    content
        .receivedBytes()
        .ifPresent(
            bytes -> text.append("  Size:       ").append(bytes).append(" bytes as sent\r\n"));
    text.append(EOL).append(result(content.disposition()));
    return text.toString();
  }

  private static String result(Disposition disposition) {
    if (disposition.isPositive()) {
      return "The message was received and accepted."
          + EOL
          + EOL
          + "This receipt confirms that these bytes arrived and passed the security\r\n"
          + "checks. It does not say that the business documents in them were read,\r\n"
          + "understood or agreed to; such an answer comes separately.\r\n";
    }
    String meaning =
        MEANINGS.getOrDefault(disposition.text(), "The message could not be accepted.");
    return "The message was NOT accepted and its content was not delivered."
        + EOL
        + EOL
        + meaning
        + EOL
        + EOL
        + "Sending the same message again will not help until the cause is removed.\r\n";
  }
}
