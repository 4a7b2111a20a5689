package org.as2gateway.admin.messages;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.as2gateway.admin.page.Format;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.MdnState;
import org.as2gateway.store.log.MessageRecord;
import org.jspecify.annotations.Nullable;

/**
 * The list of messages.
 *
 * @param filter what is asked for
 * @param problems what of it could not be understood; nothing is listed then
 * @param understood the times as they were understood, by what they bound
 * @param messages in the order asked for
 * @param rows what is known of them beside their records
 * @param next link to the page after; null at the end
 * @param position where they stand
 * @param lookedBackTo how far was looked, if the page ended before it was full because that took
 *     long; null otherwise
 * @param partners names to choose from
 * @param liking how the person who looks likes the list
 */
public record MessagesView(
    MessageFilter filter,
    List<String> problems,
    Map<String, Instant> understood,
    List<MessageRecord> messages,
    Rows rows,
    @Nullable String next,
    Position position,
    @Nullable Instant lookedBackTo,
    List<String> partners,
    Liking liking) {
  /** Where counting stops. */
  static final int MOST_COUNTED = 10_000;

  /** Lists that many people ask for, by their names. */
  private static final Map<String, String> RANGES =
      Map.of(
          "Today", "since:today",
          "Last night", "since:\"yesterday 18:00\" until:\"today 06:00\"",
          "Last 7 days", "since:7d",
          "Problems", "status:failed,refused,blocked -handled:yes since:7d");

  private static final List<String> RANGE_NAMES =
      List.of("Today", "Last night", "Last 7 days", "Problems");

  /**
   * The place of a page in its list.
   *
   * @param first number of its first message, from 1
   * @param total how many the list has, one more than {@link #MOST_COUNTED} for more; null if that
   *     was not counted
   * @param isFirst whether it is the first page
   */
  public record Position(int first, @Nullable Integer total, boolean isFirst) {}

  /**
   * What is known of the messages beside their records.
   *
   * @param held partnerships on hold
   * @param inTest partnerships in test
   * @param relations other messages, and who has dealt with failures
   */
  public record Rows(List<String> held, Set<String> inTest, MessageRelations relations) {}

  /**
   * How the person who looks likes the list.
   *
   * @param views what their saved lists ask for, by their names
   * @param details what else the rows show
   */
  public record Liking(Map<String, String> views, Set<ListDetail> details) {}

  /** Whether the rows show that. */
  public boolean shows(ListDetail detail) {
    return liking.details().contains(detail);
  }

  /** When the verified receipt of a sent message came; null if there is none. */
  public @Nullable Instant receiptTime(MessageRecord message) {
    return message.direction() == Direction.OUT && message.mdn() == MdnState.VERIFIED
        ? message.state().updatedAt()
        : null;
  }

  /** The name under which this list is saved; null if it is not. */
  public @Nullable String savedAs() {
    return liking.views().entrySet().stream()
        .filter(view -> view.getValue().equals(filter.query()))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }

  /** What a message waits for, or how it ended. */
  public StatusView status(MessageRecord message) {
    return StatusView.of(message, rows.held());
  }

  /** Whether it is a test. */
  public boolean isTest(MessageRecord message) {
    return rows.inTest().contains(message.partnership());
  }

  /** Who has dealt with its failure, and how, in a line; null if nobody has. */
  public @Nullable String handled(MessageRecord message) {
    return rows.relations()
        .handled(message)
        .map(handled -> handled.by() + (handled.note().isEmpty() ? "" : ": " + handled.note()))
        .orElse(null);
  }

  /** Whether the list shows what happens, as it happens. */
  public boolean isLive() {
    return position.isFirst() && problems.isEmpty() && !filter.isOldestFirst();
  }

  /** Names of lists that many people ask for. */
  public List<String> ranges() {
    return RANGE_NAMES;
  }

  /** What the search box says for the list of that name. */
  public String search(String range) {
    return RANGES.getOrDefault(range, "");
  }

  /** The address of the list of that name. */
  public String range(String range) {
    return MessagesPage.PATH + "?q=" + URLEncoder.encode(search(range), StandardCharsets.UTF_8);
  }

  /** The word for what comes on the next page. */
  public String older() {
    boolean isNewer = filter.isOldestFirst();
    return lookedBackTo == null ? isNewer ? "Newer" : "Older" : isNewer ? "newer" : "older";
  }

  /** The numbers of the messages shown, {@code 1–50 of 1,234}; empty if there are none. */
  public String count() {
    if (messages.isEmpty()) {
      return "";
    }
    int last = position.first() + messages.size() - 1;
    String shown = Format.number(position.first()) + "–" + Format.number(last);
    Integer total = position.total();
    if (total == null) {
      return shown;
    }
    return shown
        + " of "
        + (total > MOST_COUNTED ? "more than " : "")
        + Format.number(Math.min(MOST_COUNTED, Math.max(total, last)));
  }

  /** The partner that the list of partners shows as selected; empty for none or several. */
  public String chosenPartner() {
    String chosen = filter.chosen(SearchKey.PARTNER).toLowerCase(Locale.ROOT);
    if (chosen.isEmpty()) {
      return "";
    }
    List<String> exact =
        partners.stream().filter(name -> name.toLowerCase(Locale.ROOT).equals(chosen)).toList();
    List<String> found =
        exact.isEmpty()
            ? partners.stream()
                .filter(name -> name.toLowerCase(Locale.ROOT).startsWith(chosen))
                .toList()
            : exact;
    return found.size() == 1 ? found.get(0) : "";
  }

  /** What stands in the list of partners when the search box says something else. */
  public String describedPartner() {
    String described = filter.described(SearchKey.PARTNER);
    return described.isEmpty() && chosenPartner().isEmpty()
        ? filter.chosen(SearchKey.PARTNER)
        : described;
  }
}
