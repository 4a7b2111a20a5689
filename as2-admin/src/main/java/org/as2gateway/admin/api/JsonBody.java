package org.as2gateway.admin.api;

import io.javalin.http.Context;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A request's body that must be a JSON object. */
final class JsonBody {
  static final int MAX_BYTES = 2 << 20;
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final JsonNode json;

  private JsonBody(JsonNode json) {
    this.json = json;
  }

  static JsonBody of(Context context) throws IOException {
    try {
      JsonNode json = MAPPER.readTree(octets(context));
      if (json.isObject()) {
        return new JsonBody(json);
      }
    } catch (JacksonException e) {
      throw new ProblemException(400, "the body is no JSON: " + Text.cut(e.getOriginalMessage()));
    }
    throw new ProblemException(400, "the body is no JSON object");
  }

  /** The body as it is, of bounded size. */
  static byte[] octets(Context context) throws IOException {
    byte[] octets = context.bodyInputStream().readNBytes(MAX_BYTES + 1);
    if (octets.length > MAX_BYTES) {
      throw new ProblemException(413, "the body has more than " + MAX_BYTES + " octets");
    }
    return octets;
  }

  boolean has(String name) {
    return json.has(name);
  }

  /** A text; empty if it is missing, null or blank. */
  Optional<String> text(String name) {
    JsonNode value = json.get(name);
    if (value == null || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isString()) {
      throw new ProblemException(400, "'" + name + "' is no text");
    }
    return Optional.of(value.asString()).filter(text -> !text.isBlank());
  }

  String required(String name) {
    return text(name).orElseThrow(() -> new ProblemException(400, "'" + name + "' is missing"));
  }

  Optional<Instant> time(String name) {
    Optional<String> text = text(name);
    try {
      return text.map(t -> OffsetDateTime.parse(t).toInstant());
    } catch (DateTimeException e) {
      throw new ProblemException(
          400,
          "'"
              + name
              + "' is '"
              + Text.cut(text.orElse(""))
              + "', expected a time such as 2027-01-01T00:00:00Z");
    }
  }

  /** A list of texts; empty if it is missing. */
  List<String> list(String name) {
    List<String> texts = new ArrayList<>();
    for (JsonNode value : json.path(name)) {
      if (!value.isString()) {
        throw new ProblemException(400, "'" + name + "' is no list of texts");
      }
      texts.add(value.asString());
    }
    return texts;
  }

  /** Whether it is true; otherwise what is given where it is missing. */
  boolean flag(String name, boolean otherwise) {
    JsonNode value = json.path(name);
    if (!value.isMissingNode() && !value.isBoolean()) {
      throw new ProblemException(400, "'" + name + "' is neither true nor false");
    }
    return value.asBoolean(otherwise);
  }

  /** An object of its own; empty if it is missing or null. */
  Optional<JsonBody> object(String name) {
    JsonNode value = json.path(name);
    return value.isObject() ? Optional.of(new JsonBody(value)) : Optional.empty();
  }

  /** An object of texts; null if it is missing. */
  @Nullable Map<String, String> texts(String name) {
    JsonNode value = json.get(name);
    if (value == null || value.isNull()) {
      return null;
    }
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      if (!entry.getValue().isString()) {
        throw new ProblemException(
            400, "'" + name + "." + Text.cut(entry.getKey()) + "' is no text");
      }
      texts.put(entry.getKey(), entry.getValue().asString());
    }
    return texts;
  }
}
