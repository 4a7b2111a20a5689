package org.as2gateway.admin.partners;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.MdnState;
import org.as2gateway.store.log.MessageLog;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;

/**
 * How the traffic with a partner goes, judged by its newest messages of the last 30 days.
 *
 * @param messages how many were looked at
 * @param ended how many of them have ended
 * @param good how many of these ended well
 * @param median half of the verified receipts came within that time after the file was taken
 * @param slowest 95 % of them did
 * @param last the newest message
 * @param usualGap time between messages, the median
 * @param connectionError why the last attempt to send did not reach the partner; empty if it did
 * @param isSilent whether nothing came or went for much longer than ever in that time
 */
public record PartnerHealth(
    int messages,
    int ended,
    int good,
    Optional<Duration> median,
    Optional<Duration> slowest,
    Optional<Instant> last,
    Optional<Duration> usualGap,
    Optional<String> connectionError,
    boolean isSilent) {
  private static final Duration WINDOW = Duration.ofDays(30);
  private static final int MOST = 100; // of a partnership: enough to judge, cheap to read
  private static final int LEAST_GAPS = 5;
  private static final Duration LEAST_SILENCE = Duration.ofHours(1);

  /** Judges the partnerships together. */
  public static PartnerHealth of(MessageLog log, List<String> partnerships, Instant now) {
    List<MessageRecord> messages = new ArrayList<>();
    for (String partnership : partnerships) {
      messages.addAll(log.findNewest(partnership, now.minus(WINDOW), MOST));
    }
    return judge(messages, now);
  }

  static PartnerHealth judge(List<MessageRecord> messages, Instant now) {
    List<MessageRecord> ended =
        messages.stream()
            .filter(m -> m.status().isEnd() && m.status() != MessageStatus.CANCELLED)
            .toList();
    long good =
        ended.stream()
            .filter(
                m ->
                    m.status() == MessageStatus.ACKNOWLEDGED
                        || m.status() == MessageStatus.DELIVERED)
            .count();
    List<Duration> receipts =
        ended.stream()
            .filter(m -> m.direction() == Direction.OUT && m.as2().mdn() == MdnState.VERIFIED)
            .map(m -> Duration.between(m.state().createdAt(), m.state().updatedAt()))
            .sorted()
            .toList();
    List<Instant> times =
        messages.stream().map(message -> message.state().createdAt()).sorted().toList();
    List<Duration> gaps = gaps(times);
    Optional<Instant> last = times.stream().max(Comparator.naturalOrder());
    return new PartnerHealth(
        messages.size(),
        ended.size(),
        (int) good,
        percentile(receipts, 50),
        percentile(receipts, 95),
        last,
        percentile(gaps, 50),
        connectionError(messages),
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

  /** Share of ended messages that ended well, in percent, rounded down; empty without any. */
  public Optional<Integer> successPercent() {
    return ended == 0 ? Optional.empty() : Optional.of(good * 100 / ended);
  }
}
