package org.as2gateway.transport.as2.send;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Optional;
import org.as2gateway.as2.smime.CryptoProviders;
import org.as2gateway.as2.wire.As2Id;
import org.as2gateway.as2.wire.EdiintFeature;
import org.as2gateway.as2.wire.EntityTag;
import org.as2gateway.as2.wire.HeaderNames;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.registry.partnerships.Partner;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.registry.partnerships.ReceiptPolicy;
import org.as2gateway.store.log.MessageRecord;

/** The AS2 header fields of a message (RFC 4130 §6, §7.3), MIME's excepted. */
final class MessageHeaders {
  private static final int ENCODED_WORD_OCTETS = 42; // a word may have 75 characters, RFC 2047 §2

  private MessageHeaders() {}

  /** The fields, dated; made once and kept. */
  static Headers of(MessageRecord message, Partnership partnership, Instant now) {
    Headers headers =
        Headers.of(
            HeaderNames.AS2_VERSION,
            partnership.message().as2Version().text(),
            HeaderNames.AS2_FROM,
            new As2Id(message.as2().from()).toHeader(),
            HeaderNames.AS2_TO,
            new As2Id(message.as2().to()).toHeader(),
            HeaderNames.MESSAGE_ID,
            message.as2().messageId(),
            HeaderNames.DATE,
            DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC)));
    Headers told = withProduct(headers, partnership);
    if (partnership.transport().restart().isPresent()) {
      EntityTag tag = EntityTag.generate(CryptoProviders.shared().secureRandom());
      told = told.with(HeaderNames.ENTITY_TAG, tag.toHeader());
    }
    String subject = message.as2().subject();
    Headers withSubject =
        subject == null ? told : told.with(HeaderNames.SUBJECT, headerText(subject));
    Headers complete = withReceipt(withSubject, partnership.receipt());
    for (Headers.Field field : partnership.message().headers().fields()) {
      complete = complete.with(field.name(), field.value());
    }
    return complete;
  }

  /** What we can, and who we are where that is to be told (draft-ietf-ediint-rfc4130bis §6.2). */
  private static Headers withProduct(Headers headers, Partnership partnership) {
    String features = EdiintFeature.fieldValue(partnership.features());
    Headers told =
        features.isEmpty() ? headers : headers.with(HeaderNames.EDIINT_FEATURES, features);
    return partnership
        .message()
        .as2Version()
        .product()
        .map(product -> told.with(HeaderNames.AS2_PRODUCT, product))
        .orElse(told);
  }

  private static Headers withReceipt(Headers headers, ReceiptPolicy receipt) {
    if (receipt.mdnTo().isEmpty()) {
      return headers;
    }
    Headers asked =
        headers.with(HeaderNames.DISPOSITION_NOTIFICATION_TO, headerText(receipt.mdnTo().get()));
    if (receipt.options().isPresent()) {
      asked =
          asked.with(
              HeaderNames.DISPOSITION_NOTIFICATION_OPTIONS, headerText(receipt.options().get()));
    }
    return receipt.asyncUrl().isPresent()
        ? asked.with(HeaderNames.RECEIPT_DELIVERY_OPTION, receipt.asyncUrl().get().toASCIIString())
        : asked;
  }

  /**
   * The Subject of a new message: what was asked for, else the partnership's template, else the
   * file name.
   */
  static String subject(Optional<String> given, Partnership partnership, String filename) {
    return given
        .filter(text -> !text.isBlank())
        .or(() -> partnership.message().subject().map(t -> expand(t, partnership, filename)))
        .orElse(filename);
  }

  /** Fills in the variables that OpenAS2 and as2-lib know in a subject. */
  private static String expand(String template, Partnership partnership, String filename) {
    return template
        .replace("$attributes.filename$", filename)
        .replace("$filename$", filename)
        .replace("$sender.name$", partnership.sender().name())
        .replace("$receiver.name$", partnership.receiver().name())
        .replace("$sender.as2_id$", as2Id(partnership.sender()))
        .replace("$receiver.as2_id$", as2Id(partnership.receiver()));
  }

  private static String as2Id(Partner partner) {
    return partner.as2Id().map(As2Id::value).orElse("");
  }

  /** One line of ASCII; anything else as encoded words (RFC 2047). */
  static String headerText(String text) {
    String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
    return line.chars().allMatch(c -> c < 0x7f) ? line : encodedWords(line);
  }

  private static String encodedWords(String text) {
    StringBuilder words = new StringBuilder();
    StringBuilder word = new StringBuilder();
    for (int codePoint : text.codePoints().toArray()) {
      String next = word + Character.toString(codePoint);
      if (next.getBytes(StandardCharsets.UTF_8).length > ENCODED_WORD_OCTETS) {
        words.append(encodedWord(word.toString())).append(' ');
        word.setLength(0);
      }
      word.appendCodePoint(codePoint);
    }
    return words.append(encodedWord(word.toString())).toString();
  }

  private static String encodedWord(String text) {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(octets) + "?=";
  }
}
