package org.as2gateway.admin.alerts;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.as2gateway.OtherWays;
import org.as2gateway.people.alerts.AlertKind;
import org.as2gateway.people.alerts.Condition;
import org.as2gateway.people.alerts.Moment;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.store.log.JdbcOtherWays.StuckTotal;
import org.as2gateway.store.log.MessageLog;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.OtherWay;

/** What people have to know of messages that can be sent another way, or were. */
final class FallbackConditions {
  /** An automatic sending is told as long as failures are. */
  private static final Duration WEEKEND = Duration.ofDays(3);

  private static final Duration TOLD_WITHIN = Duration.ofDays(30);

  private final Registry registry;
  private final MessageLog messages;
  private final Ways ways;
  private final Instant now;
  private final List<Condition> found = new ArrayList<>();

  FallbackConditions(Registry registry, MessageLog messages, Ways ways, Instant now) {
    this.registry = registry;
    this.messages = messages;
    this.ways = ways;
    this.now = now;
  }

  /**
   * Where they are found.
   *
   * @param offered how many messages of a partnership can be sent another way, and which
   * @param automatic those that a setting sent since then
   * @param untold those that came twice since then, of which nobody has told the partner
   */
  record Ways(
      Function<String, Optional<StuckTotal>> offered,
      Function<Instant, List<OtherWay>> automatic,
      Function<Instant, List<OtherWay>> untold) {
    static Ways of(OtherWays ways) {
      return new Ways(ways::offeredTotal, ways::automatic, ways::untold);
    }
  }

  /** All, without what waits on the partnerships on hold. */
  List<Condition> all(List<String> onHold) {
    for (Partnership partnership : registry.partnerships().partnerships()) {
      if (partnership.queue().fallback().isPresent() && !onHold.contains(partnership.name())) {
        ways.offered().apply(partnership.name()).ifPresent(total -> offered(partnership, total));
      }
    }
    used();
    ways.untold().apply(now.minus(TOLD_WITHIN)).forEach(this::twice);
    return found;
  }

  private void offered(Partnership partnership, StuckTotal waiting) {
    Optional<MessageRecord> first = messages.find(waiting.oldest());
    if (first.isEmpty()) {
      return; // it is not kept any more
    }
    MessageRecord oldest = first.get();
    String title =
        "%s of '%s' can go by '%s' instead"
            .formatted(
                count(waiting.count()),
                partnership.name(),
                partnership.queue().fallback().orElseThrow());
    String detail = name(oldest) + (oldest.error() == null ? "" : ": " + oldest.error());
    found.add(
        condition(
                AlertKind.FALLBACK_OFFERED,
                partnership.name(),
                partnership.name(),
                List.of(
                    title,
                    detail,
                    "/partnerships/" + Conditions.encode(partnership.name()) + "/fallback",
                    waiting.newest()))
            .with(new Moment("since", oldest.state().createdAt())));
  }

  private void used() {
    Map<String, List<MessageRecord>> byPartnership = new LinkedHashMap<>();
    for (OtherWay way : ways.automatic().apply(now.minus(WEEKEND))) {
      messages
          .find(way.original())
          .ifPresent(
              original ->
                  byPartnership
                      .computeIfAbsent(original.partnership(), name -> new ArrayList<>())
                      .add(original));
    }
    byPartnership.forEach(this::used);
  }

  private void used(String partnership, List<MessageRecord> originals) {
    MessageRecord newest = originals.get(originals.size() - 1);
    found.add(
        condition(
            AlertKind.FALLBACK_USED,
            partnership,
            partnership,
            List.of(
                "%s of '%s' went another way in 3 days, by gw.fallback_automatic"
                    .formatted(count(originals.size()), partnership),
                name(newest) + (newest.error() == null ? "" : ": " + newest.error()),
                "/messages/" + newest.id(),
                newest.id())));
  }

  /** Each is told to the partner by itself. */
  private void twice(OtherWay way) {
    Optional<MessageRecord> first = messages.find(way.original());
    Optional<MessageRecord> second = messages.find(way.message());
    if (first.isEmpty() || second.isEmpty()) {
      return; // they are not kept any more
    }
    String words =
        second.get().status().hasArrived()
            ? "The file of '%s' arrived by both %s and %s: tell the partner"
            : "The file of '%s' arrived by %s and may arrive by %s too: tell the partner";
    String title =
        words.formatted(
            first.get().partnership(),
            first.get().transport().label(),
            second.get().transport().label());
    OtherWay.Arrival arrival = way.arrived().orElseThrow();
    found.add(
        condition(
                AlertKind.DELIVERED_TWICE,
                way.message(),
                first.get().partnership(),
                List.of(
                    title,
                    name(first.get()) + ": " + arrival.detail(),
                    "/messages/" + way.original(),
                    ""))
            .with(new Moment("known", arrival.at())));
  }

  /** Texts: title, detail, link, mark. */
  private Condition condition(AlertKind kind, String key, String partnership, List<String> texts) {
    return new Condition(
        kind,
        kind.text() + ":" + key,
        kind != AlertKind.FALLBACK_USED,
        texts.get(0),
        texts.get(1),
        texts.get(2),
        texts.get(3),
        registry
            .partnerships()
            .partnership(partnership)
            .map(known -> Conditions.other(registry, known)),
        Optional.empty(),
        Optional.empty());
  }

  private static String count(int count) {
    return count == 1 ? "1 message" : count + " messages";
  }

  private static String name(MessageRecord message) {
    return message.payloads().isEmpty()
        ? "message " + message.id()
        : message.payloads().get(0).filename();
  }
}
