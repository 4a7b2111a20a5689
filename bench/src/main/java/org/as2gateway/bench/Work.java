package org.as2gateway.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a product is asked to do in one direction.
 *
 * @param folder holds the files
 * @param payload the file to send
 * @param replay the message to receive; empty when the product sends
 * @param bytes size of the payload
 */
record Work(Path folder, Path payload, Optional<Replay> replay, long bytes) {
  /** Does it so many times, so many at once, and measures. */
  Measurement run(Child child, int count, int concurrency)
      throws IOException, InterruptedException {
    if (!child.isAlive()) {
      return Measurement.failed(child.causeOfDeath());
    }
    child.awaitQuiet();
    long cpu = child.cpuMillis();
    long start = System.nanoTime();
    int good;
    try {
      good =
          replay.isPresent()
              ? replay.get().post(child.url(), count, concurrency)
              : child.send(payload, count, concurrency);
    } catch (IOException e) {
      return Measurement.failed(String.valueOf(e.getMessage()));
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    if (!child.isAlive()) {
      return Measurement.failed(child.causeOfDeath());
    }
    child.awaitQuiet();
    double cpuSeconds = (child.cpuMillis() - cpu) / 1e3;
    return good == count
        ? new Measurement(good, bytes, seconds, cpuSeconds, Optional.empty())
        : Measurement.failed((count - good) + " of " + count + " not acknowledged");
  }
}
