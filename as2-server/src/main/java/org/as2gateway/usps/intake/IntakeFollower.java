package org.as2gateway.usps.intake;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.as2gateway.store.feed.FeedEntry;
import org.as2gateway.store.feed.Follower;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.EventKind;
import org.as2gateway.store.log.MessageLog;
import org.as2gateway.store.log.MessageRecord;

/** Notes each file that is accepted over a partnership for answers. */
public final class IntakeFollower implements Follower {
  private final MessageLog messages;
  private final JdbcIntake intake;
  private final Supplier<Set<String>> partnerships;
  private final Clock clock;

  /**
   * Looks at messages of that log.
   *
   * @param partnerships names of the partnerships that answers come over
   */
  public IntakeFollower(
      MessageLog messages, JdbcIntake intake, Supplier<Set<String>> partnerships, Clock clock) {
    this.messages = messages;
    this.intake = intake;
    this.partnerships = partnerships;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "usps-intake";
  }

  @Override
  public void accept(List<FeedEntry> entries) {
    Set<String> ours = partnerships.get();
    if (ours.isEmpty()) {
      return;
    }
    entries.stream()
        .filter(entry -> entry.event().kind() == EventKind.ACCEPTED)
        .flatMap(entry -> messages.find(entry.messageId()).stream())
        .filter(message -> message.direction() == Direction.IN)
        .filter(message -> ours.contains(message.partnership()))
        .forEach(this::add);
  }

  private void add(MessageRecord message) {
    for (int payload = 0; payload < message.payloads().size(); payload++) {
      intake.add(message.id(), payload, clock.instant());
    }
  }
}
