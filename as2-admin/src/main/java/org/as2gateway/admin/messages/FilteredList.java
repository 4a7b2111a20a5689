package org.as2gateway.admin.messages;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.as2gateway.admin.messages.SearchText.Filter;
import org.as2gateway.admin.port.Text;
import org.as2gateway.as2.wire.Quantity;
import org.as2gateway.as2.wire.Suggestion;
import org.as2gateway.registry.Registry;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.MdnState;
import org.as2gateway.store.log.MessageQuery;
import org.as2gateway.store.log.MessageQuery.Effort;
import org.as2gateway.store.log.MessageQuery.Field;
import org.as2gateway.store.log.MessageQuery.Has;
import org.as2gateway.store.log.MessageQuery.Match;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.transport.TransportKind;
import org.jspecify.annotations.Nullable;

/** What a filter means: the query for its messages, or why there is none. */
final class FilteredList {
  /** What a message that failed is: handled or not. */
  static final List<String> YES_OR_NO = List.of("yes", "no");

  private final MessageFilter filter;
  private final SearchPartners partners;
  private final SearchTime times;
  private final List<String> problems;
  private final List<Match> matches = new ArrayList<>();
  private final MessageQuery query;

  /** Reads the filter with the partnerships of that registry, at that time. */
  FilteredList(MessageFilter filter, Registry registry, Instant now, Effort effort) {
    this.filter = filter;
    this.partners = new SearchPartners(registry);
    this.times = new SearchTime(now, filter.zone().id());
    this.problems = new ArrayList<>(filter.search().problems());
    this.query = read(effort);
  }

  /** What could not be understood, for the one who typed it. Nothing is listed then. */
  List<String> problems() {
    return problems;
  }

  /** The times as they were understood, by what they bound. */
  Map<String, Instant> understood() {
    Map<String, Instant> understood = new LinkedHashMap<>();
    if (query.since() != null) {
      understood.put("since", query.since());
    }
    if (query.until() != null) {
      understood.put("until", query.until());
    }
    return understood;
  }

  /** The messages. */
  MessageQuery query() {
    return query;
  }

  private MessageQuery read(Effort effort) {
    Set<Direction> directions = chosen(SearchKey.DIRECTION, Direction.values(), Direction::text);
    Set<MessageStatus> statuses =
        chosen(SearchKey.STATUS, MessageStatus.values(), MessageStatus::text);
    Set<MdnState> receipts = chosen(SearchKey.RECEIPT, MdnState.values(), MdnState::text);
    addExact(Field.MDN, receipts.stream().map(MdnState::text));
    Set<TransportKind> transports =
        chosen(SearchKey.TRANSPORT, TransportKind.values(), TransportKind::text);
    addExact(Field.TRANSPORT, transports.stream().map(TransportKind::text));
    addTexts();
    return new MessageQuery(
        directions.isEmpty() ? null : directions.iterator().next(),
        statuses,
        partnerships(),
        matches,
        sizes(),
        time(SearchKey.SINCE),
        time(SearchKey.UNTIL),
        null,
        filter.pageSize(),
        filter.order(),
        effort);
  }

  /** One of the values; any if there is none. */
  private void addExact(Field field, Stream<String> values) {
    List<Has> any = values.map(value -> new Has(field, value)).toList();
    if (!any.isEmpty()) {
      matches.add(new Match(any, false));
    }
  }

  private void addTexts() {
    filter
        .search()
        .words()
        .forEach(
            word ->
                matches.add(
                    new Match(List.of(new Has(Field.TEXT, word.text())), word.isExcluded())));
    addTexts(SearchKey.FILE, Field.FILENAME);
    addTexts(SearchKey.SUBJECT, Field.SUBJECT);
    addTexts(SearchKey.ERROR, Field.ERROR);
    addTexts(SearchKey.DISPOSITION, Field.DISPOSITION);
    addHandled();
  }

  private void addHandled() {
    List<String> all = new ArrayList<>(values(SearchKey.HANDLED, false));
    all.addAll(values(SearchKey.HANDLED, true));
    all.stream()
        .filter(value -> !YES_OR_NO.contains(plain(value)))
        .forEach(value -> problem(SearchKey.HANDLED, value, "yes or no"));
    addMatches(
        SearchKey.HANDLED,
        values -> values.map(value -> new Has(Field.HANDLED, plain(value))).toList());
  }

  private void addTexts(SearchKey key, Field field) {
    addMatches(key, values -> values.map(value -> new Has(field, value)).toList());
  }

  /** The values of one key are alternatives, unless they are excluded. */
  private void addMatches(SearchKey key, Function<Stream<String>, List<Has>> meaning) {
    for (boolean isExcluded : new boolean[] {false, true}) {
      List<Has> any = meaning.apply(values(key, isExcluded).stream());
      if (!any.isEmpty()) {
        matches.add(new Match(any, isExcluded));
      }
    }
  }

  private Set<String> values(SearchKey key, boolean isExcluded) {
    return filter.filters(key).stream()
        .filter(one -> one.isExcluded() == isExcluded)
        .map(Filter::values)
        .flatMap(List::stream)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** An index leads to the partnerships of one key; the others are conditions beside it. */
  private List<String> partnerships() {
    List<String> led = List.of();
    for (SearchKey key : List.of(SearchKey.PARTNER, SearchKey.FROM, SearchKey.TO)) {
      List<Has> any = partners.any(key, values(key, false));
      boolean isLed = led.isEmpty() && !any.isEmpty() && SearchPartners.areKnown(any);
      if (isLed) {
        led = any.stream().map(Has::value).toList();
      } else if (!any.isEmpty()) {
        matches.add(new Match(any, false));
      }
      List<Has> none = partners.any(key, values(key, true));
      if (!none.isEmpty()) {
        matches.add(new Match(none, true));
      }
    }
    return led;
  }

  /** The values that are left; empty for all. */
  private <E extends Enum<E>> Set<E> chosen(SearchKey key, E[] all, Function<E, String> text) {
    Set<E> left = new HashSet<>();
    Set<String> wanted = values(key, false);
    if (wanted.isEmpty()) {
      left.addAll(Arrays.asList(all));
    }
    wanted.forEach(value -> left.addAll(one(key, value, all, text)));
    values(key, true).forEach(value -> left.removeAll(one(key, value, all, text)));
    if (left.isEmpty() && problems.isEmpty()) {
      problems.add("'" + key.word() + ":' excludes every message.");
    }
    return left.isEmpty() || left.size() == all.length ? Set.of() : EnumSet.copyOf(left);
  }

  private <E extends Enum<E>> List<E> one(
      SearchKey key, String value, E[] all, Function<E, String> text) {
    String wanted = plain(value);
    List<E> found =
        Arrays.stream(all).filter(one -> plain(text.apply(one)).equals(wanted)).toList();
    if (found.isEmpty()) {
      List<String> known = Arrays.stream(all).map(text).toList();
      String hint = Suggestion.hint(value, known);
      problem(key, value, "one of " + String.join(", ", known) + hint);
    }
    return found;
  }

  private static String plain(String word) {
    String lower = word.toLowerCase(Locale.ROOT).replace(' ', '-');
    return lower.equals("canceled") ? MessageStatus.CANCELLED.text() : lower;
  }

  private MessageQuery.@Nullable Sizes sizes() {
    long least = bytes(SearchKey.MIN, 0);
    long greatest = bytes(SearchKey.MAX, Long.MAX_VALUE);
    return least == 0 && greatest == Long.MAX_VALUE
        ? null
        : new MessageQuery.Sizes(least, greatest);
  }

  private long bytes(SearchKey key, long otherwise) {
    String text = filter.single(key).orElse("");
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      return Quantity.parseBytes(text);
    } catch (IllegalArgumentException e) {
      problem(key, text, "a size such as 65536, 64KiB or 10MiB");
      return otherwise;
    }
  }

  private @Nullable Instant time(SearchKey key) {
    String text = filter.single(key).orElse("");
    if (text.isEmpty()) {
      return null;
    }
    @Nullable Instant time = times.parse(text).orElse(null);
    if (time == null) {
      problem(key, text, SearchTime.EXPECTED);
    }
    return time;
  }

  private void problem(SearchKey key, String found, String expected) {
    problems.add(
        "'"
            + key.word()
            + "' is '"
            + Text.cut(found)
            + "', expected "
            + expected
            + (expected.endsWith("?") ? "" : "."));
  }
}
