package org.as2gateway.admin.today;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.Traffic;
import org.as2gateway.store.log.Traffic.Sum;

/** Traffic in as many equal spans as a chart can show. */
public final class TrafficChart {
  private static final Duration KEPT = Duration.ofMinutes(10);
  private static final int MAX_SPANS = 60;
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
   */
  public record Span(Instant start, long in, long out, long inBytes, long outBytes) {}

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
    long[][] values = new long[count][4];
    for (Sum sum : traffic.since(Instant.ofEpochSecond(first * step), Duration.ofSeconds(step))) {
      long index = Math.floorDiv(sum.start().getEpochSecond(), step) - first;
      boolean isShown = partnerships.isEmpty() || partnerships.contains(sum.partnership());
      if (index >= 0 && index < count && isShown) {
        int column = sum.direction() == Direction.IN ? 0 : 1;
        values[(int) index][column] += sum.messages();
        values[(int) index][2 + column] += sum.octets();
      }
    }
    List<Span> spans = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long[] v = Arrays.copyOf(values[i], 4);
      spans.add(new Span(Instant.ofEpochSecond((first + i) * step), v[0], v[1], v[2], v[3]));
    }
    return spans;
  }
}
