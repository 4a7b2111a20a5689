package org.as2gateway.bench;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * One round of work.
 *
 * @param messages how many were acknowledged
 * @param bytes payload octets of one
 * @param seconds wall clock
 * @param cpuSeconds processor time of the product
 * @param failure why it could not be done, empty if it was
 */
record Measurement(
    int messages, long bytes, double seconds, double cpuSeconds, Optional<String> failure) {
  private static final double MEGABYTE = 1e6;

  static Measurement failed(String why) {
    return new Measurement(0, 0, 1, 1, Optional.of(why));
  }

  double messagesPerSecond() {
    return messages / seconds;
  }

  double cpuMillisPerMessage() {
    return cpuSeconds * 1000 / messages;
  }

  double megabytesPerCpuSecond() {
    return messages * bytes / MEGABYTE / cpuSeconds;
  }

  /** The middle value of several rounds. */
  static double median(List<Measurement> rounds, ToDoubleFunction<Measurement> value) {
    double[] sorted = rounds.stream().mapToDouble(value).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
