package org.as2gateway.admin.partners;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.as2gateway.Gateway;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.people.onboarding.Onboarding;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.MdnState;
import org.as2gateway.store.log.MessageLog;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;

/**
 * How the traffic with a partner goes. What is counted are the messages of the last 30 days, or
 * since the partner went live, without those of partnerships in test. Times are those of the newest
 * messages.
 *
 * @param counts what became of the messages
 * @param median half of the verified receipts came within that time after the file was taken
 * @param slowest 95 % of them did
 * @param last the newest message
 * @param usualGap time between messages, the median
 * @param connectionError why the last attempt to send did not reach the partner; empty if it did
 * @param isSilent whether nothing came or went for much longer than ever in that time
 */
public record PartnerHealth(
    PartnerCounts counts,
    Optional<Duration> median,
    Optional<Duration> slowest,
    Optional<Instant> last,
    Optional<Duration> usualGap,
    Optional<String> connectionError,
    boolean isSilent) {
  private static final Duration WINDOW = Duration.ofDays(30);

  /** Of a partnership: enough to judge the times, cheap to read. */
  private static final int MOST_TIMED = 100;

  private static final int LEAST_GAPS = 5;
  private static final Duration LEAST_SILENCE = Duration.ofHours(1);

  /** Judges the partnerships together. */
  public static PartnerHealth of(Gateway gateway, List<Partnership> partnerships, Instant now) {
    MessageLog log = gateway.messages();
    List<MessageRecord> newest = new ArrayList<>();
    PartnerCounts counts = PartnerCounts.NONE;
    for (Partnership partnership : partnerships) {
      newest.addAll(log.findNewest(partnership.name(), now.minus(WINDOW), MOST_TIMED));
      if (!gateway.registry().isInTest(partnership)) {
        Instant since = later(now.minus(WINDOW), wentLive(gateway, partnership));
        counts = counts.plus(PartnerCounts.of(log, partnership.name(), since));
      }
    }
    return judge(counts, newest, now);
  }

  private static Instant wentLive(Gateway gateway, Partnership partnership) {
    boolean isOut = gateway.registry().isOutbound(partnership);
    return gateway
        .onboardings()
        .newestOf((isOut ? partnership.receiver() : partnership.sender()).name())
        .flatMap(Onboarding::finishedAt)
        .orElse(Instant.EPOCH);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  static PartnerHealth judge(PartnerCounts counts, List<MessageRecord> newest, Instant now) {
    List<Duration> receipts =
        newest.stream()
            .filter(m -> m.direction() == Direction.OUT && m.mdn() == MdnState.VERIFIED)
            .map(m -> Duration.between(m.state().createdAt(), m.state().updatedAt()))
            .sorted()
            .toList();
    List<Instant> times =
        newest.stream().map(message -> message.state().createdAt()).sorted().toList();
    List<Duration> gaps = gaps(times);
    Optional<Instant> last = times.stream().max(Comparator.naturalOrder());
    return new PartnerHealth(
        counts,
        percentile(receipts, 50),
        percentile(receipts, 95),
        last,
        percentile(gaps, 50),
        connectionError(newest),
        last.filter(at -> isSilent(gaps, Duration.between(at, now))).isPresent());
  }

  /** Of the message that was attempted last; one that waits for its first attempt tells nothing. */
  private static Optional<String> connectionError(List<MessageRecord> messages) {
    return messages.stream()
        .filter(m -> m.direction() == Direction.OUT && m.state().attempts() > 0)
        .filter(m -> m.status() != MessageStatus.CANCELLED)
        .max(Comparator.comparing(m -> m.state().updatedAt()))
        .filter(m -> m.reason() != null && m.reason().area() == Reason.Area.CONNECTION)
        .flatMap(m -> Optional.ofNullable(m.error()));
  }

  private static List<Duration> gaps(List<Instant> times) {
    List<Duration> gaps = new ArrayList<>();
    for (int i = 1; i < times.size(); i++) {
      gaps.add(Duration.between(times.get(i - 1), times.get(i)));
    }
    gaps.sort(Comparator.naturalOrder());
    return gaps;
  }

  /** The longest gap seen holds nights and weekends; half as much again is unusual. */
  private static boolean isSilent(List<Duration> gaps, Duration silence) {
    if (gaps.size() < LEAST_GAPS || silence.compareTo(LEAST_SILENCE) < 0) {
      return false;
    }
    Duration longest = gaps.get(gaps.size() - 1);
    return silence.compareTo(longest.multipliedBy(3).dividedBy(2)) > 0;
  }

  private static Optional<Duration> percentile(List<Duration> sorted, int percent) {
    return sorted.isEmpty()
        ? Optional.empty()
        : Optional.of(sorted.get((sorted.size() * percent + 99) / 100 - 1));
  }
}
