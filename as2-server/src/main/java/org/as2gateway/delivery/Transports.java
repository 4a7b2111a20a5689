package org.as2gateway.delivery;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.store.log.EventKind;
import org.as2gateway.store.log.Failure;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.PayloadRecord;
import org.as2gateway.transport.TransportKind;
import org.jspecify.annotations.Nullable;

/**
 * All ways to send messages as one: a new message goes by the transport that its partnership names,
 * one that exists by the transport that it was made for.
 */
public final class Transports implements Transport {
  /** No limit but that of the retries. */
  private static final Duration LONGEST = Duration.ofDays(1);

  private final Map<TransportKind, Transport> all;
  private final DeliveryContext context;
  private final Attempts attempts;

  /**
   * These ways.
   *
   * @param all one for each kind
   */
  public Transports(DeliveryContext context, Attempts attempts, Map<TransportKind, Transport> all) {
    this.all = Map.copyOf(all);
    this.context = context;
    this.attempts = attempts;
  }

  private Transport of(TransportKind kind) {
    Transport transport = all.get(kind);
    if (transport == null) {
      throw new IllegalArgumentException("there is no transport '" + kind.text() + "'");
    }
    return transport;
  }

  @Override
  public List<String> missingToSend(Partnership partnership, Registry registry, Instant now) {
    return of(partnership.kind()).missingToSend(partnership, registry, now);
  }

  @Override
  public MessageRecord create(
      String id,
      Partnership partnership,
      @Nullable String subject,
      List<PayloadRecord> payloads,
      @Nullable String sourceFile) {
    return of(partnership.kind()).create(id, partnership, subject, payloads, sourceFile);
  }

  @Override
  public MessageRecord createAgain(
      String id, Partnership partnership, MessageRecord earlier, @Nullable String sourceFile) {
    return earlier.transport() == partnership.kind()
        ? of(partnership.kind()).createAgain(id, partnership, earlier, sourceFile)
        : create(id, partnership, null, earlier.payloads(), sourceFile);
  }

  @Override
  public Optional<Partnership> partnership(MessageRecord message, Registry registry) {
    return of(message.transport()).partnership(message, registry);
  }

  /** A message that waits for its old transport may have gone that way already: it stays there. */
  @Override
  public void send(MessageRecord message) throws InterruptedException {
    Optional<Partnership> now =
        context.registry().get().partnerships().partnership(message.partnership());
    Optional<TransportKind> other =
        now.map(Partnership::kind).filter(kind -> kind != message.transport());
    if (other.isEmpty()) {
      of(message.transport()).send(message);
      return;
    }
    String detail =
        "the message was made for %s, and partnership '%s' uses %s now: change gw.transport back, or cancel the message and send the file again"
            .formatted(message.transport().text(), message.partnership(), other.get().text());
    attempts.requeue(
        message.id(),
        EventKind.POSTPONED,
        new Failure(Reason.PARTNERSHIP_INCOMPLETE, detail),
        LONGEST);
  }

  @Override
  public boolean awaitsReceipt(MessageRecord message) {
    return of(message.transport()).awaitsReceipt(message);
  }

  @Override
  public boolean mayHaveArrived(MessageRecord message) {
    return of(message.transport()).mayHaveArrived(message);
  }

  @Override
  public Optional<String> findArrived(MessageRecord message) throws IOException {
    return of(message.transport()).findArrived(message);
  }
}
