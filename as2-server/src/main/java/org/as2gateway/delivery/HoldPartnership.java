package org.as2gateway.delivery;

import java.util.List;
import java.util.Optional;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.Partnership;

/**
 * Stops and starts the queue of a partnership. What is on its way goes on to its end; nothing else
 * leaves until the release, over restarts too. Messages are taken and queued all the same.
 */
public final class HoldPartnership {
  private final DeliveryContext context;

  HoldPartnership(DeliveryContext context) {
    this.context = context;
  }

  /**
   * Stops a queue; durable on return. Nothing happens if it is stopped already.
   *
   * @throws RefusedOperation if there is no such partnership, or it is not ours to send on
   */
  public void hold(String partnership) throws RefusedOperation {
    Registry registry = context.registry().get();
    Optional<Partnership> found = registry.partnerships().partnership(partnership);
    if (found.isEmpty()) {
      throw RefusedOperation.notFound("there is no partnership '" + partnership + "'");
    }
    if (!registry.isOutbound(found.get())) {
      throw RefusedOperation.conflict(
          "partnership '" + partnership + "' is not ours to send on: there is no queue to hold");
    }
    change(() -> context.outbox().hold(partnership));
  }

  /**
   * Lets a queue go on, one whose partnership is gone too.
   *
   * @throws RefusedOperation if it is not on hold
   */
  public void release(String partnership) throws RefusedOperation {
    if (!held().contains(partnership)) {
      throw context.registry().get().partnerships().partnership(partnership).isPresent()
          ? RefusedOperation.conflict("partnership '" + partnership + "' is not on hold")
          : RefusedOperation.notFound("there is no partnership '" + partnership + "'");
    }
    change(() -> context.outbox().release(partnership));
    context.wake().run();
  }

  /** Names of the partnerships on hold. */
  public List<String> held() {
    return context.transactions().inTransaction(() -> context.outbox().held());
  }

  private void change(Runnable change) {
    context
        .transactions()
        .durably(
            () -> {
              change.run();
              return true;
            });
  }
}
