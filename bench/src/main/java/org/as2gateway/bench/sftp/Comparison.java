package org.as2gateway.bench.sftp;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The same work by several products, the first of which is the yardstick. */
final class Comparison {
  private final String title;
  private final Map<String, Work> works = new LinkedHashMap<>();

  Comparison(String title) {
    this.title = title;
  }

  Comparison with(String product, Work work) {
    works.put(product, work);
    return this;
  }

  /** Lets the products take turns; prints the median of each, and how it compares. */
  void run(double megabytes, int warmUps, int rounds) throws Exception {
    Map<String, List<Double>> speeds = new LinkedHashMap<>();
    for (int round = -warmUps; round < rounds; round++) {
      for (Map.Entry<String, Work> work : works.entrySet()) {
        double speed = megabytes / work.getValue().cpuSeconds();
        if (round >= 0) {
          speeds.computeIfAbsent(work.getKey(), product -> new ArrayList<>()).add(speed);
        }
      }
    }
    double yardstick = median(speeds.values().iterator().next());
    speeds.forEach(
        (product, all) ->
            System.out.printf(
                Locale.ROOT,
                "%-24s %-22s %6.0f MB/CPU-s  %5.2f%n",
                title,
                product,
                median(all),
                median(all) / yardstick));
  }

  private static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
