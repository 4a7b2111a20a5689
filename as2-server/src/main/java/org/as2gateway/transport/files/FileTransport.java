package org.as2gateway.transport.files;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.as2gateway.delivery.Transport;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.FileFacts;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.PayloadRecord;
import org.as2gateway.store.log.TransferState;
import org.as2gateway.transport.TransportKind;
import org.jspecify.annotations.Nullable;

/** What all transports of plain files without receipts have in common. */
public abstract class FileTransport implements Transport {
  private final TransportKind kind;
  private final Clock clock;

  /** A transport of that kind. */
  protected FileTransport(TransportKind kind, Clock clock) {
    this.kind = kind;
    this.clock = clock;
  }

  @Override
  public List<String> missingToSend(Partnership partnership, Registry registry, Instant now) {
    return registry.missingToSend(partnership, now);
  }

  /** Files have no subject, and OpenPGP is for files over SFTP. */
  @Override
  public MessageRecord create(
      String id,
      Partnership partnership,
      @Nullable String subject,
      List<PayloadRecord> payloads,
      @Nullable String sourceFile) {
    boolean hasPgp = kind == TransportKind.SFTP;
    return new MessageRecord(
        id,
        Direction.OUT,
        partnership.name(),
        payloads,
        TransferState.queued(clock.instant(), sourceFile),
        new FileFacts(
            kind,
            partnership.sender().name(),
            partnership.receiver().name(),
            hasPgp && partnership.pgp().signAs().isPresent(),
            hasPgp && partnership.pgp().encryptFor().isPresent()));
  }

  @Override
  public MessageRecord createAgain(
      String id, Partnership partnership, MessageRecord earlier, @Nullable String sourceFile) {
    return create(id, partnership, null, earlier.payloads(), sourceFile);
  }

  /** The one of that name, while it still has the same sender and receiver. */
  @Override
  public Optional<Partnership> partnership(MessageRecord message, Registry registry) {
    return registry
        .partnerships()
        .partnership(message.partnership())
        .filter(p -> p.kind() == kind)
        .filter(p -> p.sender().name().equals(message.facts().from()))
        .filter(p -> p.receiver().name().equals(message.facts().to()));
  }

  @Override
  public final boolean awaitsReceipt(MessageRecord message) {
    return false;
  }
}
