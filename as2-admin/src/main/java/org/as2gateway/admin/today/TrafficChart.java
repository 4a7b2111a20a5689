package org.as2gateway.admin.today;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.Traffic;
import org.as2gateway.store.log.Traffic.Failures;
import org.as2gateway.store.log.Traffic.Sum;

/** Traffic in as many equal spans as a chart can show. */
public final class TrafficChart {
  private static final Duration KEPT = Duration.ofMinutes(10);
  private static final int MAX_SPANS = 60;
  private static final int COLUMNS = 6;
  private static final int FAILED = 4;
  private static final List<Duration> STEPS =
      List.of(
          KEPT,
          Duration.ofHours(1),
          Duration.ofHours(6),
          Duration.ofDays(1),
          Duration.ofDays(7),
          Duration.ofDays(30));

  /**
   * One span.
   *
   * @param start its beginning
   * @param in messages received
   * @param out messages sent
   * @param inBytes octets received
   * @param outBytes octets sent
   * @param refused received messages that were refused
   * @param notSent messages sent that failed
   */
  public record Span(
      Instant start, long in, long out, long inBytes, long outBytes, long refused, long notSent) {
    /** Messages that failed or were refused. */
    public long failed() {
      return refused + notSent;
    }
  }

  private TrafficChart() {}

  /**
   * The spans from that long ago until now, oldest first.
   *
   * @param partnerships only these; all if empty
   */
  public static List<Span> of(
      Traffic traffic, Instant now, Duration range, Set<String> partnerships) {
    long step =
        STEPS.stream()
            .filter(duration -> range.dividedBy(duration) <= MAX_SPANS)
            .findFirst()
            .orElse(STEPS.get(STEPS.size() - 1))
            .toSeconds();
    long last = Math.floorDiv(now.getEpochSecond(), step);
    int count = (int) Math.max(1, range.toSeconds() / step);
    long first = last - count + 1;
    Instant start = Instant.ofEpochSecond(first * step);
    Predicate<String> isShown = name -> partnerships.isEmpty() || partnerships.contains(name);
    long[][] values = new long[count][COLUMNS];
    for (Sum sum : traffic.since(start, Duration.ofSeconds(step))) {
      long index = Math.floorDiv(sum.start().getEpochSecond(), step) - first;
      if (index >= 0 && index < count && isShown.test(sum.partnership())) {
        int column = sum.direction() == Direction.IN ? 0 : 1;
        values[(int) index][column] += sum.messages();
        values[(int) index][2 + column] += sum.octets();
      }
    }
    for (Failures failures : traffic.failures(start)) {
      long index = Math.floorDiv(failures.start().getEpochSecond(), step) - first;
      if (index >= 0 && index < count && isShown.test(failures.partnership())) {
        int column = failures.direction() == Direction.IN ? 0 : 1;
        values[(int) index][FAILED + column] += failures.messages();
      }
    }
    List<Span> spans = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long[] v = values[i];
      Instant at = Instant.ofEpochSecond((first + i) * step);
      spans.add(new Span(at, v[0], v[1], v[2], v[3], v[FAILED], v[FAILED + 1]));
    }
    return spans;
  }
}
