package org.as2gateway.transport.as2.receive;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.as2gateway.as2.wire.As2Id;
import org.as2gateway.as2.wire.HeaderNames;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MessageId;

/**
 * Who a message is from, to whom, and its Message-ID: what makes it this message and no other.
 *
 * @param from AS2-From
 * @param to AS2-To
 * @param messageId as received
 */
record MessageIdentity(As2Id from, As2Id to, MessageId messageId) {
  /** Reads the three headers; empty unless each is there exactly once and well-formed. */
  static Optional<MessageIdentity> of(Headers headers) {
    Optional<As2Id> from = one(headers, HeaderNames.AS2_FROM, As2Id::parseHeader);
    Optional<As2Id> to = one(headers, HeaderNames.AS2_TO, As2Id::parseHeader);
    Optional<MessageId> messageId = one(headers, HeaderNames.MESSAGE_ID, MessageId::parse);
    return from.flatMap(f -> to.flatMap(t -> messageId.map(id -> new MessageIdentity(f, t, id))));
  }

  /** The value of a header that is there exactly once and well-formed. */
  static <T> Optional<T> one(Headers headers, String name, Function<String, Optional<T>> parser) {
    List<String> values = headers.all(name);
    return values.size() == 1 ? parser.apply(values.get(0)) : Optional.empty();
  }

  /** The duplicate key: two spellings of one Message-ID are the same message. */
  List<String> key() {
    return List.of(from.value(), to.value(), messageId.bare());
  }
}
