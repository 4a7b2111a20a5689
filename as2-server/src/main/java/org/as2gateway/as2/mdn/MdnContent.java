package org.as2gateway.as2.mdn;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.as2gateway.as2.wire.As2Id;
import org.as2gateway.as2.wire.As2Version;
import org.as2gateway.as2.wire.Disposition;
import org.as2gateway.as2.wire.HeaderNames;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MessageId;

/**
 * What an MDN that we send says.
 *
 * @param messageId of the MDN itself
 * @param date when it is made; also the time in its signature
 * @param as2From value of its AS2-From, our name, in the quoting style of the message
 * @param as2To value of its AS2-To, the partner's name, in the quoting style of the message
 * @param as2Version value of its AS2-Version, which also says whether it has an AS2-Product
 * @param ediintFeatures value of its EDIINT-Features; empty to leave the field out
 * @param originalMessageId Message-ID of the message, exactly as received
 * @param receivedAt when the message arrived
 * @param receivedBytes length of the HTTP body received; empty if it does not matter
 * @param disposition the answer
 * @param receivedContentMic value of Received-content-MIC, the algorithm in the partner's spelling;
 *     empty to leave the field out
 */
public record MdnContent(
    MessageId messageId,
    Instant date,
    String as2From,
    String as2To,
    As2Version as2Version,
    Optional<String> ediintFeatures,
    String originalMessageId,
    Instant receivedAt,
    OptionalLong receivedBytes,
    Disposition disposition,
    Optional<String> receivedContentMic) {
  private static final As2Version DEFAULT_VERSION = As2Version.V1_2;

  /**
   * The answer to a message: names swapped and in the message's quoting style, Message-ID echoed as
   * it stands (protocol.md §4.1, §4.4), no MIC, AS2-Version 1.2. The {@code with…} methods add the
   * rest.
   *
   * @param message headers of the message, with AS2-From, AS2-To and Message-ID
   * @throws IllegalArgumentException if one of the three is missing or malformed: such a message is
   *     answered without an MDN
   */
  public static MdnContent answering(
      Headers message, Instant receivedAt, MessageId messageId, Instant date, Disposition answer) {
    return new MdnContent(
        messageId,
        date,
        mirrored(required(message, HeaderNames.AS2_TO)),
        mirrored(required(message, HeaderNames.AS2_FROM)),
        DEFAULT_VERSION,
        Optional.empty(),
        required(message, HeaderNames.MESSAGE_ID),
        receivedAt,
        OptionalLong.empty(),
        answer,
        Optional.empty());
  }

  private static String required(Headers message, String name) {
    return message
        .first(name)
        .orElseThrow(() -> new IllegalArgumentException("the message has no '" + name + "'"));
  }

  private static String mirrored(String name) {
    return As2Id.parseHeader(name)
        .orElseThrow(() -> new IllegalArgumentException("the message has a malformed AS2 name"))
        .toHeader(As2Id.isQuoted(name));
  }

  /** This with a Received-content-MIC. */
  public MdnContent withMic(String fieldValue) {
    return new MdnContent(
        messageId,
        date,
        as2From,
        as2To,
        as2Version,
        ediintFeatures,
        originalMessageId,
        receivedAt,
        receivedBytes,
        disposition,
        Optional.of(fieldValue));
  }

  /** This with the length of the HTTP body received. */
  public MdnContent withReceivedBytes(long bytes) {
    return new MdnContent(
        messageId,
        date,
        as2From,
        as2To,
        as2Version,
        ediintFeatures,
        originalMessageId,
        receivedAt,
        OptionalLong.of(bytes),
        disposition,
        receivedContentMic);
  }

  /** This with another AS2-Version and EDIINT-Features. */
  public MdnContent withVersion(As2Version version, Optional<String> features) {
    return new MdnContent(
        messageId,
        date,
        as2From,
        as2To,
        version,
        features,
        originalMessageId,
        receivedAt,
        receivedBytes,
        disposition,
        receivedContentMic);
  }
}
