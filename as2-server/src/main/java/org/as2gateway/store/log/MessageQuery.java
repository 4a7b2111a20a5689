package org.as2gateway.store.log;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a list of messages is asked for; a criterion that is null or empty matches all.
 *
 * @param direction in or out
 * @param statuses statuses, one of which it has to be in
 * @param partnerships names, one of which it has to be
 * @param matches further criteria, all of which have to hold
 * @param sizes size of a payload
 * @param since created at or after
 * @param until created before
 * @param cursor where the page before ended
 * @param limit 1 to 1000
 * @param order of the list
 * @param effort how much is looked at for one page at most; a page that ends for this reason may
 *     have few messages or none, and a cursor to go on
 */
public record MessageQuery(
    @Nullable Direction direction,
    Set<MessageStatus> statuses,
    List<String> partnerships,
    List<Match> matches,
    @Nullable Sizes sizes,
    @Nullable Instant since,
    @Nullable Instant until,
    @Nullable String cursor,
    int limit,
    Order order,
    Effort effort) {
  /** Largest page. */
  public static final int MAX_LIMIT = 1000;

  /** Copies the lists. Refuses a limit outside 1 to 1000. */
  public MessageQuery {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("limit is " + limit + ", expected 1 to " + MAX_LIMIT);
    }
    statuses = Set.copyOf(statuses);
    partnerships = List.copyOf(partnerships);
    matches = List.copyOf(matches);
  }

  /** The order of a list, by the time of creation. */
  public enum Order {
    NEWEST_FIRST,
    OLDEST_FIRST
  }

  /** What of a message is compared; without case except where it says exactly. */
  public enum Field {
    /** Part of a payload's file name. */
    FILENAME,
    /** Part of file name, Message-ID, subject or error. */
    TEXT,
    /** Part of the subject. */
    SUBJECT,
    /** Part of the error. */
    ERROR,
    /** Part of the disposition. */
    DISPOSITION,
    /** Beginning of the AS2 id of the sender. */
    SENDER,
    /** Beginning of the AS2 id of the receiver. */
    RECEIVER,
    /** AS2 id of the sender or the receiver, exactly. */
    PARTNER_ID,
    /** Name of the partnership, exactly. */
    PARTNERSHIP,
    /** State of the receipt, exactly. */
    MDN,
    /** Transport, exactly. */
    TRANSPORT,
    /** {@code yes} or {@code no} of one that failed or was refused, exactly. */
    HANDLED
  }

  /**
   * One field with a value.
   *
   * @param field what is compared
   * @param value with what
   */
  public record Has(Field field, String value) {}

  /**
   * A criterion.
   *
   * @param any what it has to have, one of several; one at least
   * @param isExcluded whether it must have none of them instead
   */
  public record Match(List<Has> any, boolean isExcluded) {
    /** Copies the list, which must not be empty. */
    public Match {
      any = List.copyOf(any);
      if (any.isEmpty()) {
        throw new IllegalArgumentException("a match of nothing");
      }
    }

    /** What it has to have. */
    public static Match of(Field field, String value) {
      return new Match(List.of(new Has(field, value)), false);
    }
  }

  /**
   * The size of a payload.
   *
   * @param least in bytes
   * @param greatest in bytes
   */
  public record Sizes(long least, long greatest) {}

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
    return of(Set.of(), limit);
  }

  /** The newest messages in that status. */
  public static MessageQuery inStatus(MessageStatus status, int limit) {
    return of(Set.of(status), limit);
  }

  private static MessageQuery of(Set<MessageStatus> statuses, int limit) {
    return new MessageQuery(
        null,
        statuses,
        List.of(),
        List.of(),
        null,
        null,
        null,
        null,
        limit,
        Order.NEWEST_FIRST,
        Effort.ALL);
  }

  /** The same list, going on from there with pages of that many. */
  public MessageQuery from(@Nullable String after, int pageSize) {
    return new MessageQuery(
        direction,
        statuses,
        partnerships,
        matches,
        sizes,
        since,
        until,
        after,
        pageSize,
        order,
        effort);
  }

  /** The same list in that order. */
  public MessageQuery in(Order other) {
    return new MessageQuery(
        direction,
        statuses,
        partnerships,
        matches,
        sizes,
        since,
        until,
        cursor,
        limit,
        other,
        effort);
  }

  /** Those of the list that were sent, failed and are not handled. */
  public MessageQuery failed() {
    List<Match> more = new ArrayList<>(matches);
    more.add(Match.of(Field.HANDLED, "no"));
    boolean isAny = statuses.isEmpty() || statuses.contains(MessageStatus.FAILED);
    return new MessageQuery(
        isAny ? Direction.OUT : Direction.IN, // a failed message was sent: none is in
        Set.of(MessageStatus.FAILED),
        partnerships,
        more,
        sizes,
        since,
        until,
        cursor,
        limit,
        order,
        effort);
  }
}
