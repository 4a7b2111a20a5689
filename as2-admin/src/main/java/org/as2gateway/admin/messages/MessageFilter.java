package org.as2gateway.admin.messages;

import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.as2gateway.admin.page.Zone;
import org.as2gateway.as2.wire.As2Id;
import org.as2gateway.as2.wire.Quantity;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.Partner;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.MdnState;
import org.as2gateway.store.log.MessageQuery;
import org.as2gateway.store.log.MessageQuery.Effort;
import org.as2gateway.store.log.MessageStatus;
import org.jspecify.annotations.Nullable;

/**
 * Which messages a list shows: the fields of its form, and tokens such as {@code status:failed} in
 * its search box, which win over the fields.
 */
public final class MessageFilter {
  private static final List<String> FIELDS =
      List.of(
          "q",
          "id",
          "partner",
          "direction",
          "status",
          "mdn",
          "disposition",
          "file",
          "min",
          "max",
          "since",
          "until");
  private static final List<String> TIMES = List.of("since", "until");
  private static final Pattern TOKEN = Pattern.compile("(\\w+):(?:\"([^\"]*)\"|(\\S+))");
  private static final int MAX_CHARS = 500;

  private final Map<String, String> fields = new LinkedHashMap<>();
  private final Map<String, String> tokens = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();
  private final Zone zone;
  private String words = "";

  private MessageFilter(Zone zone) {
    this.zone = zone;
  }

  static MessageFilter of(Context context) {
    MessageFilter filter = new MessageFilter(Zone.ofTimesIn(context));
    for (String name : FIELDS) {
      String value = context.queryParam(name);
      if (value != null && !value.isBlank()) {
        filter.fields.put(
            name, value.strip().substring(0, Math.min(MAX_CHARS, value.strip().length())));
      }
    }
    filter.readTokens();
    return filter;
  }

  private void readTokens() {
    Matcher matcher = TOKEN.matcher(field("q"));
    StringBuilder rest = new StringBuilder();
    while (matcher.find()) {
      String name = matcher.group(1);
      boolean isToken = FIELDS.contains(name) && !name.equals("q");
      if (isToken) {
        tokens.put(name, matcher.group(2) == null ? matcher.group(3) : matcher.group(2));
      }
      matcher.appendReplacement(rest, isToken ? "" : Matcher.quoteReplacement(matcher.group()));
    }
    words = matcher.appendTail(rest).toString().replaceAll("\\s+", " ").strip();
  }

  /** A field of the form as typed; empty if it is not used. */
  public String field(String name) {
    return fields.getOrDefault(name, "");
  }

  /** What could not be understood, for the one who typed it. */
  public List<String> problems() {
    return problems;
  }

  /** Whether anything is asked for beyond the search box, its tokens and the first fields. */
  public boolean hasMore() {
    return List.of("id", "mdn", "disposition", "file", "min", "max", "since", "until").stream()
        .anyMatch(fields::containsKey);
  }

  /** Whether all messages are shown. */
  public boolean isEmpty() {
    return fields.isEmpty();
  }

  /** The zone in which its times are typed. */
  public Zone zone() {
    return zone;
  }

  /** The times as they were understood, by what they bound. */
  public Map<String, Instant> understood() {
    Map<String, Instant> understood = new LinkedHashMap<>();
    for (String name : TIMES) {
      @Nullable Instant at = time(name);
      if (at != null) {
        understood.put(name, at);
      }
    }
    return understood;
  }

  /** Words of the search box that are no tokens. */
  String words() {
    return words;
  }

  /** An id or Message-ID that is asked for by itself; null if none is. */
  @Nullable String id() {
    return value("id");
  }

  private @Nullable String value(String name) {
    return tokens.getOrDefault(name, fields.get(name));
  }

  /** The same list at another place, such as {@code /messages.csv?status=failed}. */
  public String link(String path, @Nullable String cursor) {
    Map<String, String> all = new LinkedHashMap<>(fields);
    if (TIMES.stream().anyMatch(fields::containsKey)) {
      all.put("zone", zone.id().getId());
    }
    if (cursor != null) {
      all.put("cursor", cursor);
    }
    String query =
        all.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return query.isEmpty() ? path : path + "?" + query;
  }

  /** The query, within these bounds. */
  MessageQuery query(Registry registry, @Nullable String cursor, int limit, Effort effort) {
    String partner = value("partner");
    List<String> partnerships = partner == null ? List.of() : partnershipsOf(registry, partner);
    MessageQuery.Fine fine =
        new MessageQuery.Fine(
            partnerships,
            choice("mdn", MdnState.values(), MdnState::text),
            value("disposition"),
            bytes("min"),
            bytes("max"),
            effort);
    return new MessageQuery(
        choice("direction", Direction.values(), Direction::text),
        choice("status", MessageStatus.values(), MessageStatus::text),
        null,
        partner != null && partnerships.isEmpty() ? partner : null,
        value("file"),
        words.isEmpty() ? null : words,
        time("since"),
        time("until"),
        cursor,
        limit,
        fine);
  }

  /** A partner is named by its name or its AS2 id; a partnership by its name. */
  private static List<String> partnershipsOf(Registry registry, String name) {
    return registry.partnerships().partnerships().stream()
        .filter(
            partnership ->
                partnership.name().equals(name)
                    || isNamed(partnership.sender(), name)
                    || isNamed(partnership.receiver(), name))
        .map(Partnership::name)
        .toList();
  }

  private static boolean isNamed(Partner partner, String name) {
    return partner.name().equals(name)
        || partner.as2Id().map(As2Id::value).filter(name::equals).isPresent();
  }

  private <T> @Nullable T choice(String name, T[] values, Function<T, String> text) {
    String wanted = value(name);
    if (wanted == null) {
      return null;
    }
    for (T value : values) {
      if (text.apply(value).equals(wanted)) {
        return value;
      }
    }
    problem(
        name,
        wanted,
        Arrays.stream(values).map(text).collect(Collectors.joining(", ", "one of ", "")));
    return null;
  }

  private @Nullable Long bytes(String name) {
    String text = value(name);
    if (text == null) {
      return null;
    }
    try {
      return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : Quantity.parseBytes(text);
    } catch (IllegalArgumentException e) {
      problem(name, text, "a size such as 10 MiB");
      return null;
    }
  }

  /** A date, or date and time, in the viewer's zone. */
  private @Nullable Instant time(String name) {
    String text = value(name);
    if (text == null) {
      return null;
    }
    try {
      return zone.read(text);
    } catch (IllegalArgumentException e) {
      problem(
          name,
          text,
          "a time such as 2026-11-22 or 2026-11-22T10:00 that exists in " + zone.label());
      return null;
    }
  }

  private void problem(String name, String found, String expected) {
    String problem =
        name + " is '" + found + "', expected " + expected + "; this filter was ignored";
    if (!problems.contains(problem)) {
      problems.add(problem);
    }
  }
}
