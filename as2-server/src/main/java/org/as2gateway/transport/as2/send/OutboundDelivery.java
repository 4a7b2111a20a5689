package org.as2gateway.transport.as2.send;

import java.time.Instant;
import java.util.Optional;
import org.as2gateway.delivery.queue.Delivery;
import org.as2gateway.delivery.queue.MdnLanes;
import org.as2gateway.delivery.queue.OutboxEntry;
import org.as2gateway.registry.partnerships.Partnership;

/** What the outbox worker calls: each kind of entry to its use case. */
final class OutboundDelivery implements Delivery {
  private final OutboundContext context;
  private final SendMessage sendMessage;
  private final SendAsyncMdn sendAsyncMdn;

  OutboundDelivery(OutboundContext context, SendMessage sendMessage, SendAsyncMdn sendAsyncMdn) {
    this.context = context;
    this.sendMessage = sendMessage;
    this.sendAsyncMdn = sendAsyncMdn;
  }

  @Override
  public void deliver(OutboxEntry entry) throws InterruptedException {
    switch (entry.kind()) {
      case MESSAGE -> sendMessage.deliver(entry);
      case ASYNC_MDN -> sendAsyncMdn.deliver(entry);
    }
  }

  @Override
  public LaneRules rules(String lane, Instant now) {
    if (MdnLanes.isUnverified(lane)) {
      return new LaneRules(1, false);
    }
    Optional<String> mdnsOf = MdnLanes.partnership(lane);
    Optional<Partnership> partnership =
        context.registry().get().partnerships().partnership(mdnsOf.orElse(lane));
    return partnership
        .map(p -> new LaneRules(p.queue().concurrency(), mdnsOf.isEmpty() && p.queue().isOrdered()))
        .orElse(new LaneRules(1, false));
  }
}
