package org.as2gateway.admin.port;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON schemas of the records that the API takes and answers. A {@code @Nullable} component may be
 * null, an {@code Optional} one may be missing; those of a {@link RequestDocument} that may be null
 * may be missing too. Answers have no other members than these. A record {@code FooJson} is named
 * {@code Foo}.
 */
final class Schemas {
  private static final Set<Class<?>> WHOLE_NUMBERS =
      Set.of(int.class, long.class, Integer.class, Long.class);
  private static final Set<Class<?>> FLAGS = Set.of(boolean.class, Boolean.class);

  private final ObjectNode named = Json.object();
  private final Map<String, Class<?>> types = new HashMap<>();

  /** All records that were asked for, and those in them, by name. */
  ObjectNode named() {
    return named;
  }

  /** The schema of a value; that of a record is a reference. */
  ObjectNode of(Class<?> type) {
    if (type.isRecord()) {
      return reference(type);
    }
    ObjectNode schema = Json.object();
    if (WHOLE_NUMBERS.contains(type)) {
      return schema.put("type", "integer");
    }
    if (FLAGS.contains(type)) {
      return schema.put("type", "boolean");
    }
    schema.put("type", "string");
    if (type == Instant.class) {
      schema.put("format", "date-time");
    } else if (type.isEnum()) {
      ArrayNode words = schema.putArray("enum");
      Arrays.stream(type.getEnumConstants())
          .map(word -> Json.word((Enum<?>) word))
          .forEach(words::add);
    } else if (type != String.class) {
      throw new IllegalArgumentException("no schema for " + type);
    }
    return schema;
  }

  private ObjectNode reference(Class<?> type) {
    String name = type.getSimpleName().replaceAll("Json$", "");
    @Nullable Class<?> known = types.putIfAbsent(name, type);
    if (known == null) {
      addObject(named.putObject(name), type);
    } else if (known != type) {
      throw new IllegalArgumentException("both " + known + " and " + type + " are named " + name);
    }
    return Json.object().put("$ref", "#/components/schemas/" + name);
  }

  private void addObject(ObjectNode schema, Class<?> type) {
    schema.put("type", "object");
    @Nullable Description description = type.getAnnotation(Description.class);
    if (description != null) {
      schema.put("description", description.value());
    }
    ArrayNode required = schema.putArray("required");
    addMembers(schema.putObject("properties"), required, type);
    if (!isRequest(type)) {
      schema.put("additionalProperties", false);
    }
  }

  private static boolean isRequest(Class<?> type) {
    return RequestDocument.class.isAssignableFrom(type);
  }

  private void addMembers(ObjectNode properties, ArrayNode required, Class<?> type) {
    for (RecordComponent component : type.getRecordComponents()) {
      AnnotatedType value = component.getAnnotatedType();
      boolean isNull = value.isAnnotationPresent(Nullable.class);
      if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
        addMembers(properties, isNull ? Json.list() : required, component.getType());
        continue;
      }
      @Nullable JsonProperty given = component.getAccessor().getAnnotation(JsonProperty.class);
      String name = given == null ? component.getName() : given.value();
      ObjectNode schema = of(value);
      @Nullable Description description = component.getAnnotation(Description.class);
      if (description != null) {
        describe(schema, description);
      }
      properties.set(name, isNull ? nullable(schema) : schema);
      if (component.getType() != Optional.class && !(isNull && isRequest(type))) {
        required.add(name);
      }
    }
  }

  private static void describe(ObjectNode schema, Description description) {
    if (!description.value().isEmpty()) {
      schema.put("description", description.value());
    }
    if (description.values().length > 0) {
      Arrays.stream(description.values()).forEach(schema.putArray("enum")::add);
    }
    if (!description.pattern().isEmpty()) {
      schema.put("pattern", description.pattern());
    }
    if (description.minimum() != Long.MIN_VALUE) {
      schema.put("minimum", description.minimum());
    }
  }

  private static ObjectNode nullable(ObjectNode schema) {
    if (schema.has("$ref")) {
      ObjectNode either = Json.object();
      if (schema.has("description")) {
        either.set("description", schema.remove("description"));
      }
      either.putArray("anyOf").add(schema).addObject().put("type", "null");
      return either;
    }
    schema.set("type", Json.list().add(schema.path("type")).add("null"));
    if (schema.has("enum")) {
      ((ArrayNode) schema.path("enum")).addNull();
    }
    return schema;
  }

  private ObjectNode of(AnnotatedType annotated) {
    Type type = annotated.getType();
    if (!(annotated instanceof AnnotatedParameterizedType parameterized)) {
      return of((Class<?>) type);
    }
    AnnotatedType[] arguments = parameterized.getAnnotatedActualTypeArguments();
    Type raw = ((ParameterizedType) type).getRawType();
    if (raw == Optional.class) {
      return of(arguments[0]);
    }
    ObjectNode schema = Json.object();
    if (raw == Map.class) {
      schema.put("type", "object").set("additionalProperties", of(arguments[1]));
    } else {
      schema.put("type", "array").set("items", of(arguments[0]));
    }
    return schema;
  }
}
