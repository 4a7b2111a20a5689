package org.as2gateway.transport.as2.receive;

import java.util.Optional;
import org.as2gateway.as2.smime.ReadOutcome;
import org.as2gateway.as2.wire.Disposition;
import org.as2gateway.as2.wire.HeaderNames;
import org.as2gateway.as2.wire.Mic;
import org.as2gateway.as2.wire.PartnerText;
import org.as2gateway.store.log.As2Facts;
import org.as2gateway.store.log.MdnState;
import org.jspecify.annotations.Nullable;

/** What is recorded of a received message. */
final class ReceivedFacts {
  private ReceivedFacts() {}

  /**
   * The facts of a message, refused or not.
   *
   * @param mic digest of its content; null if there is none to trust
   * @param answered the disposition of the receipt; empty if none was made
   */
  static As2Facts of(
      ReceivedMessage message,
      ReadOutcome.Layers layers,
      @Nullable Mic mic,
      Optional<Disposition> answered) {
    return new As2Facts(
        message.identity().from().value(),
        message.identity().to().value(),
        message.identity().messageId().value(),
        subject(message),
        layers.isSigned(),
        layers.isEncrypted(),
        layers.isCompressed(),
        mic,
        answered.map(Disposition::fieldValue).orElse(null),
        mdnState(message));
  }

  static MdnState mdnState(ReceivedMessage message) {
    return switch (message.plan().kind()) {
      case NONE -> MdnState.NONE;
      case SYNCHRONOUS -> MdnState.VERIFIED;
      case ASYNCHRONOUS -> MdnState.PENDING;
    };
  }

  private static @Nullable String subject(ReceivedMessage message) {
    return message
        .headers()
        .first(HeaderNames.SUBJECT)
        .map(text -> PartnerText.clean(text, Refusal.MAX_TEXT))
        .orElse(null);
  }
}
