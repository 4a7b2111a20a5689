package org.as2gateway.admin.messages;

import io.javalin.http.Context;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.as2gateway.admin.messages.SearchText.Filter;
import org.as2gateway.admin.page.Zone;
import org.as2gateway.store.log.MessageQuery;
import org.as2gateway.store.log.MessageQuery.Order;
import org.jspecify.annotations.Nullable;

/**
 * Which messages a list shows, and how: the fields of its form, and filters such as {@code
 * status:failed} in its search box, which win over the fields.
 */
public final class MessageFilter {
  private static final String SEARCH = "q";
  private static final String SORT = "sort";
  private static final String OLDEST = "oldest";
  private static final String SIZE = "size";
  private static final String ZONE = "zone";
  private static final int USUAL_SIZE = 50;

  /** Page sizes to choose from. */
  public static final List<Integer> PAGE_SIZES = List.of(25, USUAL_SIZE, 100, 200);

  private static final int MAX_CHARS = 500;

  private final Map<String, String> fields = new LinkedHashMap<>();
  private final SearchText search;
  private final Zone zone;

  private MessageFilter(Function<String, @Nullable String> parameters, Zone zone) {
    this.zone = zone;
    names().forEach(name -> put(name, parameters.apply(name)));
    search = SearchText.of(field(SEARCH));
    for (SearchKey key : SearchKey.values()) {
      if (search.has(key)) {
        fields.remove(key.field());
      }
    }
    if (!field(SORT).equals(OLDEST)) {
      fields.remove(SORT);
    }
    if (pageSize() == USUAL_SIZE) {
      fields.remove(SIZE);
    }
  }

  static MessageFilter of(Context context) {
    return new MessageFilter(context::queryParam, Zone.ofTimesIn(context));
  }

  /** What a link to the list asks for, in the zone of its times, else in that one. */
  static MessageFilter ofQueryString(String query, Zone zone) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        parameters.put(pair.substring(0, equals), decoded(pair.substring(equals + 1)));
      }
    }
    return new MessageFilter(
        parameters::get, Zone.named(parameters.getOrDefault(ZONE, "")).orElse(zone));
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) { // not encoded by us
      return text;
    }
  }

  private static List<String> names() {
    List<String> names = new ArrayList<>(List.of(SEARCH));
    for (SearchKey key : SearchKey.values()) {
      names.add(key.field());
    }
    names.addAll(List.of(SORT, SIZE));
    return names;
  }

  /** The zone in which its times are typed. */
  public Zone zone() {
    return zone;
  }

  /** The fields that say something, with the zone of the times among them. */
  private Map<String, String> said() {
    Map<String, String> said = new LinkedHashMap<>(fields);
    boolean hasTime =
        Stream.of(SearchKey.SINCE, SearchKey.UNTIL).anyMatch(key -> single(key).isPresent());
    if (hasTime) {
      said.put(ZONE, zone.id().getId());
    }
    return said;
  }

  private void put(String name, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      String text = value.strip();
      fields.put(name, text.substring(0, Math.min(MAX_CHARS, text.length())));
    }
  }

  /** A field of the form as typed; empty if it is not used. */
  public String field(String name) {
    return fields.getOrDefault(name, "");
  }

  /** What a field's list shows as selected: its value, or the one filter of the search box. */
  public String chosen(SearchKey key) {
    Set<String> values = new LinkedHashSet<>();
    filters(key).forEach(filter -> values.addAll(filter.values()));
    boolean isOne = values.size() == 1 && filters(key).stream().noneMatch(Filter::isExcluded);
    return isOne ? values.iterator().next() : "";
  }

  /** What the filters of the search box say where no single value does; empty if they do not. */
  public String described(SearchKey key) {
    if (!chosen(key).isEmpty()) {
      return "";
    }
    return filters(key).stream()
        .map(filter -> (filter.isExcluded() ? "not " : "") + String.join(" or ", filter.values()))
        .collect(Collectors.joining(", "));
  }

  /** Whether anything is asked for beyond the search box, its filters and the first fields. */
  public boolean hasMore() {
    Set<SearchKey> first = Set.of(SearchKey.PARTNER, SearchKey.DIRECTION, SearchKey.STATUS);
    return Set.of(SearchKey.values()).stream()
        .filter(key -> !first.contains(key))
        .anyMatch(key -> fields.containsKey(key.field()));
  }

  /** Whether all messages are shown. */
  public boolean isEmpty() {
    return fields.keySet().stream().allMatch(name -> name.equals(SORT) || name.equals(SIZE));
  }

  /** The search box. */
  SearchText search() {
    return search;
  }

  /** The filters of that key: those of the search box, else the field of the form. */
  List<Filter> filters(SearchKey key) {
    if (search.has(key)) {
      return search.filters(key);
    }
    String field = field(key.field());
    return field.isEmpty() ? List.of() : List.of(new Filter(key, List.of(field), false));
  }

  /** The value of a key that has one at most. */
  Optional<String> single(SearchKey key) {
    return filters(key).stream().map(filter -> filter.values().get(0)).findFirst();
  }

  /** How many messages a page has. */
  public int pageSize() {
    return PAGE_SIZES.stream()
        .filter(size -> field(SIZE).equals(size.toString()))
        .findFirst()
        .orElse(USUAL_SIZE);
  }

  /** Whether the oldest come first. */
  public boolean isOldestFirst() {
    return fields.containsKey(SORT);
  }

  MessageQuery.Order order() {
    return isOldestFirst() ? Order.OLDEST_FIRST : Order.NEWEST_FIRST;
  }

  /** The same list at another place, such as {@code /messages.csv?status=failed}. */
  public String at(String path) {
    return link(path, Map.of());
  }

  /** The same list with other fields, blank ones left out. */
  String link(String path, Map<String, String> other) {
    Map<String, String> all = said();
    all.putAll(other);
    all.values().removeIf(String::isBlank);
    String query = queryString(all);
    return query.isEmpty() ? path : path + "?" + query;
  }

  /** The same list the other way round. */
  public String turned() {
    return link(MessagesPage.PATH, Map.of(SORT, isOldestFirst() ? "" : OLDEST));
  }

  /** The same list in pages of that size. */
  public String sized(int size) {
    return link(MessagesPage.PATH, Map.of(SIZE, size == USUAL_SIZE ? "" : Integer.toString(size)));
  }

  /** The page of a message that leads back to this list. */
  public String message(String id) {
    String query = queryString(said());
    String path = MessagesPage.PATH + "/" + id;
    return query.isEmpty() ? path : path + "?list=" + encoded(query);
  }

  /** The page of a message that leads back to this list, at the beginning of that file. */
  public String preview(String id, int index) {
    String page = message(id);
    return page + (page.contains("?") ? "&" : "?") + "preview=" + index + "#payload";
  }

  /** What a link to this list asks for, as {@link #ofQueryString} reads it. */
  public String query() {
    return queryString(said());
  }

  private static String queryString(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + encoded(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
