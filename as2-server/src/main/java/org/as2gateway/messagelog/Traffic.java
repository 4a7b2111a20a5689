package org.as2gateway.messagelog;

import java.time.Instant;
import java.util.List;

/**
 * How many messages and octets went which way. Kept summed up for each ten minutes, so that a chart
 * of months does not walk over all messages.
 */
public interface Traffic {
  /**
   * A sum.
   *
   * @param start beginning of the ten minutes; of what is not summed up yet, to half a minute
   * @param partnership partnership name
   * @param direction which way
   * @param messages how many were begun in that time
   * @param octets size of their payloads
   */
  record Sum(Instant start, String partnership, Direction direction, int messages, long octets) {}

  /** All sums since then, oldest first, up to this moment. */
  List<Sum> since(Instant since);

  /** Sums up what is old enough not to change any more; a bounded piece of work at a time. */
  void sumUp(Instant now);
}
