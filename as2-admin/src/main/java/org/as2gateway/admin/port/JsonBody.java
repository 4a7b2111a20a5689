package org.as2gateway.admin.port;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.as2.wire.ParameterizedValue;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A request's body that must be a JSON object. */
public final class JsonBody {
  static final int MAX_BYTES = 2 << 20;
  private static final int MAX_DEPTH = 100;
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final JsonNode json;

  private JsonBody(JsonNode json) {
    this.json = json;
  }

  public static JsonBody of(Context context) throws IOException {
    requireUtf8(context.contentType());
    try {
      JsonNode json = MAPPER.readTree(text(octets(context)));
      if (json.isObject()) {
        requireText(json);
        return new JsonBody(json);
      }
    } catch (CharacterCodingException e) {
      throw new ProblemException(400, "the body is not UTF-8 text");
    } catch (JacksonException e) {
      throw new ProblemException(400, "the body is not JSON: " + Text.cut(e.getOriginalMessage()));
    }
    throw new ProblemException(400, "the body is not a JSON object");
  }

  /** The same, where no body means an empty object. */
  public static JsonBody orEmpty(Context context) throws IOException {
    boolean hasBody = context.contentLength() > 0 || context.header("Transfer-Encoding") != null;
    return hasBody ? of(context) : new JsonBody(MAPPER.createObjectNode());
  }

  /** RFC 8259 §8.1: JSON between systems is UTF-8. */
  private static void requireUtf8(@Nullable String contentType) {
    Optional<String> charset =
        contentType == null
            ? Optional.empty()
            : ParameterizedValue.parse(contentType).parameter("charset");
    if (charset.filter(name -> !name.equalsIgnoreCase("utf-8")).isPresent()) {
      throw new ProblemException(
          415, "the body is in '" + Text.cut(charset.get()) + "', expected JSON in UTF-8");
    }
  }

  private static String text(byte[] octets) throws CharacterCodingException {
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /** No name or value may hold what no database, file or XML document can: NUL, half characters. */
  private static void requireText(JsonNode node) {
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      requireText(entry.getKey());
    }
    for (JsonNode value : node) {
      if (value.isString()) {
        requireText(value.asString());
      } else {
        requireText(value);
      }
    }
  }

  private static void requireText(String text) {
    boolean isText =
        text.codePoints().noneMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE);
    if (!isText) {
      throw new ProblemException(400, "a string in the body contains NUL or an unpaired surrogate");
    }
  }

  /** The body as it is, of bounded size. */
  public static byte[] octets(Context context) throws IOException {
    byte[] octets = context.bodyInputStream().readNBytes(MAX_BYTES + 1);
    if (octets.length > MAX_BYTES) {
      throw new ProblemException(413, "the body has more than " + MAX_BYTES + " bytes");
    }
    return octets;
  }

  public boolean has(String name) {
    return json.has(name);
  }

  /** A text; empty if it is missing, null or blank. */
  public Optional<String> text(String name) {
    JsonNode value = json.get(name);
    if (value == null || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isString()) {
      throw new ProblemException(400, "'" + name + "' is not a string");
    }
    return Optional.of(value.asString()).filter(text -> !text.isBlank());
  }

  public String required(String name) {
    return text(name).orElseThrow(() -> new ProblemException(400, "'" + name + "' is missing"));
  }

  public Optional<Instant> time(String name) {
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
  public List<String> list(String name) {
    List<String> texts = new ArrayList<>();
    JsonNode list = json.path(name);
    if (!list.isArray() && !list.isMissingNode() && !list.isNull()) {
      throw new ProblemException(400, "'" + name + "' is not a list of strings");
    }
    for (JsonNode value : list) {
      if (!value.isString()) {
        throw new ProblemException(400, "'" + name + "' is not a list of strings");
      }
      texts.add(value.asString());
    }
    return texts;
  }

  /** A whole number; empty if it is missing or null. */
  public Optional<Long> number(String name) {
    JsonNode value = json.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new ProblemException(400, "'" + name + "' is not a whole number");
    }
    return Optional.of(value.asLong());
  }

  /** Whether it is true; otherwise what is given where it is missing. */
  public boolean flag(String name, boolean otherwise) {
    JsonNode value = json.path(name);
    if (!value.isMissingNode() && !value.isBoolean()) {
      throw new ProblemException(400, "'" + name + "' is not valid, expected true or false");
    }
    return value.asBoolean(otherwise);
  }

  /** An object of its own; empty if it is missing or null. */
  public Optional<JsonBody> object(String name) {
    JsonNode value = json.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    requireObject(name, value);
    return Optional.of(new JsonBody(value));
  }

  private static void requireObject(String name, JsonNode value) {
    if (!value.isObject()) {
      throw new ProblemException(400, "'" + name + "' is not an object");
    }
  }

  /** An object of texts; null if it is missing. */
  public @Nullable Map<String, String> texts(String name) {
    JsonNode value = json.get(name);
    if (value == null || value.isNull()) {
      return null;
    }
    requireObject(name, value);
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      if (!entry.getValue().isString()) {
        throw new ProblemException(
            400, "'" + name + "." + Text.cut(entry.getKey()) + "' is not a string");
      }
      texts.put(entry.getKey(), entry.getValue().asString());
    }
    return texts;
  }
}
