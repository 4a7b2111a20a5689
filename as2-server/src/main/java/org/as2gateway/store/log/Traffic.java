package org.as2gateway.store.log;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How many messages and octets went which way. Kept summed up for each ten minutes and each day of
 * UTC, so that a chart of months walks over neither all messages nor all ten minutes.
 */
public interface Traffic {
  /**
   * A sum.
   *
   * @param start beginning of the day or the ten minutes; of what is not summed up yet, to half a
   *     minute
   * @param partnership partnership name
   * @param direction which way
   * @param messages how many were begun in that time
   * @param octets size of their payloads
   */
  record Sum(Instant start, String partnership, Direction direction, int messages, long octets) {}

  /**
   * All sums that begin since then, up to this moment.
   *
   * @param longest what a sum may span: from a day on, days come as one sum each
   */
  List<Sum> since(Instant since, Duration longest);

  /**
   * The messages begun in that span, one entry for each partnership, direction and status. Reads
   * all of them by their ids: a span of hours or days, not of months.
   *
   * @param since inclusive
   * @param until exclusive
   */
  List<Activity> activity(Instant since, Instant until);

  /**
   * How many of the messages begun since then failed or were refused.
   *
   * @param start when they were begun, to half a minute
   * @param partnership name of the partnership
   * @param direction which way: those sent failed, those received were refused
   * @param messages how many there are
   */
  record Failures(Instant start, String partnership, Direction direction, int messages) {}

  /** The messages begun since then that failed or were refused, oldest first. */
  List<Failures> failures(Instant since);

  /** Sums up what is old enough not to change any more; a bounded piece of work at a time. */
  void sumUp(Instant now);
}
