package org.as2gateway.admin.port;

import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonInclude.Value;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Writes the API's JSON documents, which are records: members in the order of their components,
 * null as null, an empty {@code Optional} left out, a time by RFC 3339 in UTC, an enum by its word.
 */
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .withConfigOverride(
              Optional.class,
              override -> override.setInclude(Value.construct(Include.NON_ABSENT, Include.ALWAYS)))
          .addModule(new SimpleModule().addSerializer(new Words()).addSerializer(new Times()))
          .build();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static ArrayNode list() {
    return MAPPER.createArrayNode();
  }

  static JsonNode parse(byte[] text) {
    return MAPPER.readTree(text);
  }

  /** The document as a tree, to be looked into. */
  public static JsonNode tree(Object document) {
    return MAPPER.valueToTree(document);
  }

  /** The document as text. */
  public static String text(Object document) {
    return MAPPER.writeValueAsString(document);
  }

  /** RFC 3339 in UTC; null stays null. */
  public static @Nullable String time(@Nullable Instant instant) {
    return instant == null ? null : DateTimeFormatter.ISO_INSTANT.format(instant);
  }

  /** The word of an enum's value in documents: its {@code text()}, or its name in lower case. */
  public static String word(Enum<?> value) {
    try {
      return (String) value.getDeclaringClass().getMethod("text").invoke(value);
    } catch (NoSuchMethodException e) {
      return lower(value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot spell " + value, e);
    }
  }

  /** The name of an enum's value in lower case, with hyphens. */
  public static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Answers with a document. */
  static void answer(Context context, Object document) {
    answer(context, "application/json", document);
  }

  /** Answers problem details (RFC 9457). */
  static void problem(Context context, int status, String title, String detail) {
    ProblemJson problem = new ProblemJson("about:blank", title, status, detail);
    answer(context.status(status), "application/problem+json", problem);
  }

  private static void answer(Context context, String type, Object document) {
    context.contentType(type).result(MAPPER.writeValueAsBytes(document));
  }

  @SuppressWarnings("rawtypes") // all enums, whatever their type
  private static final class Words extends StdSerializer<Enum> {
    Words() {
      super(Enum.class);
    }

    @Override
    public void serialize(Enum value, JsonGenerator json, SerializationContext context) {
      json.writeString(word(value));
    }
  }

  private static final class Times extends StdSerializer<Instant> {
    Times() {
      super(Instant.class);
    }

    @Override
    public void serialize(Instant value, JsonGenerator json, SerializationContext context) {
      json.writeString(DateTimeFormatter.ISO_INSTANT.format(value));
    }
  }
}
