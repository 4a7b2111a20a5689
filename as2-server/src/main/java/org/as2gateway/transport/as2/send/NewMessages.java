package org.as2gateway.transport.as2.send;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.as2gateway.as2.wire.As2Id;
import org.as2gateway.as2.wire.Compression;
import org.as2gateway.as2.wire.MessageId;
import org.as2gateway.registry.partnerships.Partner;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.store.log.As2Facts;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.MdnState;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.PayloadRecord;
import org.as2gateway.store.log.TransferState;
import org.jspecify.annotations.Nullable;

/** Makes new outbound messages, each with a Message-ID of its own. */
final class NewMessages {
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  NewMessages(Clock clock) {
    this.clock = clock;
  }

  /** See {@link org.as2gateway.delivery.Transport#create}. */
  MessageRecord create(
      String id,
      Partnership partnership,
      @Nullable String subject,
      List<PayloadRecord> payloads,
      @Nullable String sourceFile) {
    String from = as2Id(partnership.sender());
    As2Facts facts =
        new As2Facts(
            from,
            as2Id(partnership.receiver()),
            MessageId.generate(random, from).value(),
            MessageHeaders.subject(Optional.ofNullable(subject), partnership, label(payloads)),
            partnership.security().sign().isPresent(),
            partnership.security().encrypt().isPresent(),
            partnership.security().compression() != Compression.NONE,
            null,
            null,
            partnership.receipt().mdnTo().isPresent() ? MdnState.PENDING : MdnState.NONE);
    return new MessageRecord(
        id,
        Direction.OUT,
        partnership.name(),
        payloads,
        TransferState.queued(clock.instant(), sourceFile),
        facts);
  }

  /** What the files are called in a Subject. */
  private static String label(List<PayloadRecord> payloads) {
    String first = payloads.get(0).filename();
    return payloads.size() == 1 ? first : first + " and " + (payloads.size() - 1) + " more";
  }

  private static String as2Id(Partner partner) {
    return partner
        .as2Id()
        .map(As2Id::value)
        .orElseThrow(
            () -> new IllegalArgumentException("partner '" + partner.name() + "' has no AS2 id"));
  }
}
