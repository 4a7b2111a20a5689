package org.as2gateway.admin.partners;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.admin.page.Format;
import org.as2gateway.store.log.MessageLog;
import org.as2gateway.store.log.MessageStatus;

/**
 * What became of messages.
 *
 * @param statuses how many are in each status
 * @param isPart whether there were more, older ones, that were not counted
 */
public record PartnerCounts(Map<MessageStatus, Integer> statuses, boolean isPart) {
  /** Of a partnership; more would take too long. */
  static final int MOST = 500;

  static final PartnerCounts NONE = new PartnerCounts(Map.of(), false);

  /** Copies the map. */
  public PartnerCounts {
    statuses = Map.copyOf(statuses);
  }

  static PartnerCounts of(MessageLog log, String partnership, Instant since) {
    PartnerCounts counts = new PartnerCounts(log.countNewest(partnership, since, MOST), false);
    return new PartnerCounts(counts.statuses(), counts.messages() == MOST);
  }

  PartnerCounts plus(PartnerCounts other) {
    Map<MessageStatus, Integer> sum = new EnumMap<>(MessageStatus.class);
    sum.putAll(statuses);
    other.statuses.forEach((status, count) -> sum.merge(status, count, Integer::sum));
    return new PartnerCounts(sum, isPart || other.isPart);
  }

  private int in(MessageStatus... any) {
    int sum = 0;
    for (MessageStatus status : any) {
      sum += statuses.getOrDefault(status, 0);
    }
    return sum;
  }

  /** All of them. */
  public int messages() {
    return in(MessageStatus.values());
  }

  /** Sent, and confirmed or taken by the partner. */
  int acknowledged() {
    return in(MessageStatus.SENT, MessageStatus.ACKNOWLEDGED);
  }

  int failed() {
    return in(MessageStatus.FAILED);
  }

  int canceled() {
    return in(MessageStatus.CANCELLED);
  }

  /** To be sent, and not at their end. */
  int waiting() {
    return in(
        MessageStatus.QUEUED,
        MessageStatus.BLOCKED,
        MessageStatus.SENDING,
        MessageStatus.AWAITING_MDN);
  }

  int sent() {
    return acknowledged() + failed() + canceled() + waiting();
  }

  /** Received, and taken by us. */
  int accepted() {
    return in(MessageStatus.ACCEPTED, MessageStatus.DELIVERED);
  }

  int refused() {
    return in(MessageStatus.REFUSED);
  }

  int received() {
    return accepted() + refused();
  }

  /** How many have ended, without those that were canceled. */
  int ended() {
    return acknowledged() + failed() + in(MessageStatus.DELIVERED) + refused();
  }

  /** How many ended well. */
  int good() {
    return acknowledged() + in(MessageStatus.DELIVERED);
  }

  /** Share of ended messages that ended well, in percent, rounded down; empty without any. */
  public Optional<Integer> successPercent() {
    return ended() == 0 ? Optional.empty() : Optional.of((int) (good() * 100L / ended()));
  }

  /** In words, a line for each direction: {@code Sent 11: 3 received, 8 failed}. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (sent() > 0) {
      lines.add(
          "Sent "
              + Format.number(sent())
              + ": "
              + parts("received", acknowledged())
                  .and("failed", failed())
                  .and("waiting", waiting())
                  .and("canceled", canceled()));
    }
    if (received() > 0) {
      lines.add(
          "Received "
              + Format.number(received())
              + ": "
              + parts("accepted", accepted()).and("refused", refused()));
    }
    return lines;
  }

  private static Parts parts(String word, int count) {
    return new Parts("").and(word, count);
  }

  /** Counts that are not zero. */
  private record Parts(String text) {
    Parts and(String word, int count) {
      return count == 0
          ? this
          : new Parts((text.isEmpty() ? "" : text + ", ") + Format.number(count) + " " + word);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
