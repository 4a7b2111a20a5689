package org.as2gateway.store.log;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a list of messages is asked for; a null criterion matches all. Lists are newest first.
 *
 * @param direction in or out
 * @param status status
 * @param partnership partnership name
 * @param partnerId AS2 id of the sender or the receiver
 * @param filename part of a payload's file name, without case
 * @param text part of file name, Message-ID, subject or error, without case
 * @param since created at or after
 * @param until created before
 * @param cursor where the page before ended
 * @param limit 1 to 1000
 * @param fine further criteria
 */
public record MessageQuery(
    @Nullable Direction direction,
    @Nullable MessageStatus status,
    @Nullable String partnership,
    @Nullable String partnerId,
    @Nullable String filename,
    @Nullable String text,
    @Nullable Instant since,
    @Nullable Instant until,
    @Nullable String cursor,
    int limit,
    Fine fine) {
  /** Largest page. */
  public static final int MAX_LIMIT = 1000;

  /** Refuses a limit outside 1 to 1000. */
  public MessageQuery {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("limit is " + limit + ", expected 1 to " + MAX_LIMIT);
    }
  }

  /**
   * Criteria that only people use.
   *
   * @param partnerships names, one of which it has to be; empty for all
   * @param mdn where the receipt stands
   * @param disposition part of the disposition, without case
   * @param minBytes least size of a payload
   * @param maxBytes greatest size of a payload
   * @param effort how much is looked at for one page at most; a page that ends for this reason may
   *     have few messages or none, and a cursor to go on
   */
  public record Fine(
      List<String> partnerships,
      @Nullable MdnState mdn,
      @Nullable String disposition,
      @Nullable Long minBytes,
      @Nullable Long maxBytes,
      Effort effort) {
    /** No criterion, no bound. */
    public static final Fine NONE = new Fine(List.of(), null, null, null, null, Effort.ALL);

    /** Copies the list. */
    public Fine {
      partnerships = List.copyOf(partnerships);
    }
  }

  /**
   * How much is looked at where no index leads to the messages.
   *
   * @param step so many messages, at least once
   * @param patience again as long as less than this has passed
   */
  public record Effort(int step, Duration patience) {
    /** Until the page is full, or nothing is left. */
    public static final Effort ALL = new Effort(Integer.MAX_VALUE, Duration.ZERO);

    /** Refuses a step of nothing. */
    public Effort {
      if (step < 1) {
        throw new IllegalArgumentException("step is " + step + ", expected 1 or more");
      }
    }
  }

  /** The newest messages of all kinds. */
  public static MessageQuery newest(int limit) {
    return of(null, limit);
  }

  /** The newest messages in that status. */
  public static MessageQuery inStatus(MessageStatus status, int limit) {
    return of(status, limit);
  }

  private static MessageQuery of(@Nullable MessageStatus status, int limit) {
    return new MessageQuery(
        null, status, null, null, null, null, null, null, null, limit, Fine.NONE);
  }
}
