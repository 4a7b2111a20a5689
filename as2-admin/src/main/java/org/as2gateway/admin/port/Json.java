package org.as2gateway.admin.port;

import io.javalin.http.Context;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Makes the API's JSON documents. */
public final class Json {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  public static JsonNode parse(byte[] text) {
    return MAPPER.readTree(text);
  }

  /** RFC 3339 in UTC; null stays null. */
  public static @Nullable String time(@Nullable Instant instant) {
    return instant == null ? null : DateTimeFormatter.ISO_INSTANT.format(instant);
  }

  public static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static void answer(Context context, int status, JsonNode document) {
    answer(context, status, "application/json", document);
  }

  private static void answer(Context context, int status, String type, JsonNode document) {
    context.status(status).contentType(type);
    context.result(MAPPER.writeValueAsBytes(document));
  }

  /** Answers problem details (RFC 9457). */
  public static void problem(Context context, int status, String title, String detail) {
    ObjectNode problem = object();
    problem.put("type", "about:blank");
    problem.put("title", title);
    problem.put("status", status);
    problem.put("detail", detail);
    answer(context, status, "application/problem+json", problem);
  }
}
