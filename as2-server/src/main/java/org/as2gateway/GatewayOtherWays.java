package org.as2gateway;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.as2gateway.delivery.Outbound;
import org.as2gateway.delivery.RefusedOperation;
import org.as2gateway.delivery.SendByFallback;
import org.as2gateway.people.accounts.Actor;
import org.as2gateway.people.accounts.JdbcAuditLog.Change;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.store.log.MessageRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after messages that do not get through: sends them another way where a setting says so, and
 * finds out which of them had arrived all the same.
 */
final class GatewayOtherWays {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayOtherWays.class);
  private static final Duration PROOF_INTERVAL = Duration.ofSeconds(15);
  private static final Duration INTERVAL = Duration.ofSeconds(5);

  /** Who sends without a person. */
  private static final String SETTING = "gw.fallback_automatic";

  private final Outbound outbound;
  private final GatewayStores stores;
  private final Supplier<Registry> registry;
  private final Clock clock;

  GatewayOtherWays(
      Outbound outbound, GatewayStores stores, Supplier<Registry> registry, Clock clock) {
    this.outbound = outbound;
    this.stores = stores;
    this.registry = registry;
    this.clock = clock;
  }

  /** On threads of its own, until closed. */
  AutoCloseable start() {
    RepeatedTasks proofs = new RepeatedTasks("proofs");
    proofs.repeat(
        PROOF_INTERVAL,
        "answers of USPS cannot acknowledge messages",
        new UspsProofs(
            stores.usps().ledger().proofs(), outbound.acknowledge(), outbound.lateArrivals()));
    proofs.repeat(INTERVAL, "messages cannot be sent another way", this::sendAutomatically);
    RepeatedTasks late = new RepeatedTasks("late arrivals");
    late.repeat(INTERVAL, "late arrivals cannot be found", outbound.lateArrivals());
    return () -> {
      late.stop();
      proofs.stop();
    };
  }

  private void sendAutomatically() {
    SendByFallback fallback = outbound.fallback();
    List<String> onHold = outbound.hold().held();
    for (Partnership partnership : registry.get().partnerships().partnerships()) {
      if (partnership.queue().isFallbackAutomatic()
          && partnership.queue().fallback().isPresent()
          && !onHold.contains(partnership.name())) {
        fallback.eachOffered(partnership.name(), m -> sendAutomatically(fallback, m));
      }
    }
  }

  private void sendAutomatically(SendByFallback fallback, MessageRecord message) {
    try {
      Optional<MessageRecord> sent = fallback.sendAutomatically(message, SETTING);
      sent.ifPresent(
          instead ->
              stores
                  .identity()
                  .audit()
                  .add(
                      clock.instant(),
                      new Actor("gateway", SETTING),
                      new Change(
                          "message-fallback",
                          message.id(),
                          message.partnership(),
                          instead.partnership() + " as " + instead.id() + ": by " + SETTING)));
    } catch (RefusedOperation | IOException e) {
      LOG.warn("message {} cannot be sent another way: {}", message.id(), e.getMessage());
    }
  }
}
