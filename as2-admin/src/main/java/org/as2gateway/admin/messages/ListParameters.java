package org.as2gateway.admin.messages;

import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.QueryParameter;
import org.as2gateway.admin.port.Text;
import org.as2gateway.as2.wire.As2Id;
import org.as2gateway.registry.Registry;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.MdnState;
import org.as2gateway.store.log.MessageIds;
import org.as2gateway.store.log.MessageQuery;
import org.as2gateway.store.log.MessageQuery.Field;
import org.as2gateway.store.log.MessageQuery.Match;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.transport.TransportKind;
import org.jspecify.annotations.Nullable;

/** The query string of a list of messages. A name or value it does not know is an error. */
final class ListParameters {
  private static final int DEFAULT_LIMIT = 100;

  /** All that it knows. */
  static final QueryParameter[] DESCRIBED = {
    QueryParameter.word("direction", Direction.class),
    QueryParameter.word("status", MessageStatus.class).says(MessageJson.STATUSES),
    QueryParameter.text("partnership"),
    QueryParameter.text("partner").says("name or AS2 id"),
    QueryParameter.text("filename").says("part of it"),
    QueryParameter.text("q").says("part of file name, Message-ID, subject or error"),
    QueryParameter.word("mdn", MdnState.class),
    QueryParameter.word("transport", TransportKind.class),
    QueryParameter.text("disposition").says("part of it"),
    QueryParameter.number("minBytes"),
    QueryParameter.number("maxBytes"),
    QueryParameter.time("since"),
    QueryParameter.time("until"),
    QueryParameter.text("cursor").says("'next' of the previous page"),
    QueryParameter.number("limit", 1, MessageQuery.MAX_LIMIT)
  };

  private static final List<String> NAMES =
      Arrays.stream(DESCRIBED).map(QueryParameter::name).toList();

  private final Context context;
  private final Registry registry;

  ListParameters(Context context, Registry registry) {
    this.context = context;
    this.registry = registry;
    for (String name : context.queryParamMap().keySet()) {
      if (!NAMES.contains(name)) {
        throw new ProblemException(
            400, "query parameter '" + Text.cut(name) + "' is unknown, expected one of " + NAMES);
      }
    }
  }

  MessageQuery query() {
    List<Match> matches = new ArrayList<>();
    add(matches, Field.PARTNER_ID, partnerId());
    add(matches, Field.FILENAME, value("filename"));
    add(matches, Field.TEXT, value("q"));
    MdnState mdn = mdn();
    add(matches, Field.MDN, mdn == null ? null : mdn.text());
    TransportKind transport = transport();
    add(matches, Field.TRANSPORT, transport == null ? null : transport.text());
    add(matches, Field.DISPOSITION, value("disposition"));
    MessageStatus status = status();
    String partnership = value("partnership");
    return new MessageQuery(
        direction(),
        status == null ? Set.of() : Set.of(status),
        partnership == null ? List.of() : List.of(partnership),
        matches,
        sizes(),
        time("since"),
        time("until"),
        cursor(),
        limit(),
        MessageQuery.Order.NEWEST_FIRST,
        MessageQuery.Effort.ALL);
  }

  private static void add(List<Match> matches, Field field, @Nullable String value) {
    if (value != null) {
      matches.add(Match.of(field, value));
    }
  }

  private MessageQuery.@Nullable Sizes sizes() {
    Long least = bytes("minBytes");
    Long greatest = bytes("maxBytes");
    return least == null && greatest == null
        ? null
        : new MessageQuery.Sizes(
            least == null ? 0 : least, greatest == null ? Long.MAX_VALUE : greatest);
  }

  private @Nullable String value(String name) {
    String value = context.queryParam(name);
    return value == null || value.isEmpty() ? null : value;
  }

  private @Nullable Direction direction() {
    String text = value("direction");
    if (text == null) {
      return null;
    }
    return Arrays.stream(Direction.values())
        .filter(direction -> direction.text().equals(text))
        .findFirst()
        .orElseThrow(() -> unexpected("direction", text, "'in' or 'out'"));
  }

  private @Nullable MessageStatus status() {
    String text = value("status");
    if (text == null) {
      return null;
    }
    String known =
        Arrays.stream(MessageStatus.values())
            .map(MessageStatus::text)
            .collect(Collectors.joining(", "));
    return MessageStatus.parse(text)
        .orElseThrow(() -> unexpected("status", text, "one of " + known));
  }

  private @Nullable TransportKind transport() {
    String text = value("transport");
    return text == null
        ? null
        : TransportKind.parse(text)
            .orElseThrow(() -> unexpected("transport", text, "as2, sftp or pdx"));
  }

  private @Nullable MdnState mdn() {
    String text = value("mdn");
    if (text == null) {
      return null;
    }
    return Arrays.stream(MdnState.values())
        .filter(state -> state.text().equals(text))
        .findFirst()
        .orElseThrow(
            () -> unexpected("mdn", text, "none, pending, verified, negative or rejected"));
  }

  private @Nullable Long bytes(String name) {
    String text = value(name);
    if (text == null) {
      return null;
    }
    if (!text.matches("[0-9]{1,18}")) {
      throw unexpected(name, text, "a number of bytes");
    }
    return Long.valueOf(text);
  }

  /** A partner is named as in partnerships.xml; anything else is taken as an AS2 id. */
  private @Nullable String partnerId() {
    String name = value("partner");
    if (name == null) {
      return null;
    }
    return registry
        .partnerships()
        .partner(name)
        .flatMap(partner -> partner.as2Id())
        .map(As2Id::value)
        .orElse(name);
  }

  private @Nullable Instant time(String name) {
    String text = value(name);
    if (text == null) {
      return null;
    }
    try {
      // A plus sign that was not percent-encoded arrives as a space.
      return OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
    } catch (DateTimeException e) {
      throw unexpected(name, text, "an RFC 3339 time such as 2026-11-22T10:00:00Z");
    }
  }

  private @Nullable String cursor() {
    String text = value("cursor");
    if (text != null && !MessageIds.isId(text)) {
      throw unexpected("cursor", text, "the 'next' value of a list");
    }
    return text;
  }

  private int limit() {
    String text = value("limit");
    if (text == null) {
      return DEFAULT_LIMIT;
    }
    int limit = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
    if (limit < 1 || limit > MessageQuery.MAX_LIMIT) {
      throw unexpected("limit", text, "a number from 1 to " + MessageQuery.MAX_LIMIT);
    }
    return limit;
  }

  private static ProblemException unexpected(String name, String found, String expected) {
    return new ProblemException(400, name + " is '" + Text.cut(found) + "', expected " + expected);
  }
}
