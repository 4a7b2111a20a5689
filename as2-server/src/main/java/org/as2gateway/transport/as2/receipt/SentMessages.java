package org.as2gateway.transport.as2.receipt;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.as2gateway.as2.wire.As2Id;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MessageId;
import org.as2gateway.as2.wire.Mic;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.as2.wire.ReceiptRequest;
import org.as2gateway.registry.partnerships.Partner;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.registry.partnerships.PartnershipRegistry;
import org.as2gateway.store.log.Evidence;
import org.as2gateway.store.log.EvidenceKind;
import org.as2gateway.store.log.MessageLog;
import org.as2gateway.store.log.MessageRecord;

/** What receipts of sent messages have to say, out of the evidence of what was sent. */
public final class SentMessages {
  private final MessageLog messages;

  /** Expectations out of this log. */
  public SentMessages(MessageLog messages) {
    this.messages = messages;
  }

  /** The header fields of the message as sent; empty until its wire image is made. */
  public Optional<Headers> headers(String id) {
    return text(id, EvidenceKind.WIRE_HEADERS).map(Headers::parseLenient);
  }

  /**
   * What a receipt for the message has to say; empty until its wire image is made.
   *
   * @param timeout how long to wait for an asynchronous one
   */
  public Optional<ReceiptExpectation> expectation(MessageRecord message, Duration timeout) {
    return headers(message.id())
        .map(
            headers ->
                new ReceiptExpectation(
                    new MessageId(message.as2().messageId()),
                    ReceiptRequest.parse(headers),
                    mics(message),
                    timeout));
  }

  /**
   * The partnership on which a message is sent and receipts of it are verified or delivered: the
   * one that the message was recorded with while that still has the same sender and receiver, else
   * the one that has them now. An edited partnership may name another partner, who must not get
   * this message and must not speak for its receiver.
   *
   * @return empty if no partnership has them
   */
  public static Optional<Partnership> partnership(
      MessageRecord message, PartnershipRegistry partnerships) {
    return partnerships
        .partnership(message.partnership())
        .filter(named -> isId(named.sender(), message.as2().from()))
        .filter(named -> isId(named.receiver(), message.as2().to()))
        .or(
            () ->
                partnerships.between(
                    new As2Id(message.as2().from()), new As2Id(message.as2().to())));
  }

  private static boolean isId(Partner partner, String id) {
    return partner.as2Id().map(As2Id::value).filter(id::equals).isPresent();
  }

  /** The octets of {@link EvidenceKind#SENT_MICS}. */
  public static Octets micsAsEvidence(List<Mic> mics) {
    String lines = String.join("\n", mics.stream().map(Mic::fieldValue).toList());
    return Octets.of(lines.getBytes(StandardCharsets.US_ASCII));
  }

  private SentMics mics(MessageRecord message) {
    List<Mic> kept =
        text(message.id(), EvidenceKind.SENT_MICS).stream()
            .flatMap(String::lines)
            .flatMap(line -> Mic.parse(line).stream())
            .toList();
    Mic first = message.as2().mic();
    if (first == null) {
      return received -> Optional.empty();
    }
    String covers =
        message.as2().isSigned() ? "the signed content" : "the content as RFC 4130 says";
    SentMics mics = SentMics.only(first, covers);
    for (Mic other : kept) {
      mics = mics.or(SentMics.only(other, coversOf(other, kept)));
    }
    return mics;
  }

  /** A plain message has two MICs an algorithm: the content alone first, then with its headers. */
  private static String coversOf(Mic mic, List<Mic> kept) {
    boolean hasTwo = kept.stream().filter(m -> m.algorithm() == mic.algorithm()).count() > 1;
    boolean isSecond =
        hasTwo
            && kept.stream()
                .filter(m -> m.algorithm() == mic.algorithm())
                .findFirst()
                .filter(m -> !m.equals(mic))
                .isPresent();
    return isSecond
        ? "the content with its MIME headers, as RFC 5402 says"
        : "the content, with another listed digest";
  }

  private Optional<String> text(String id, EvidenceKind kind) {
    List<Evidence> kept = messages.evidence(id, kind);
    return kept.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new String(kept.get(kept.size() - 1).content().toBytes(), StandardCharsets.ISO_8859_1));
  }
}
