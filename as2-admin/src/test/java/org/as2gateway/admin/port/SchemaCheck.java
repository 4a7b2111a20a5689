package org.as2gateway.admin.port;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * Checks JSON against the schemas of an OpenAPI document: the keywords that ours uses, and an error
 * for any other, so that none is passed over.
 */
record SchemaCheck(JsonNode document) {
  private static final Set<String> KNOWN =
      Set.of(
          "$ref",
          "anyOf",
          "type",
          "enum",
          "format",
          "pattern",
          "minimum",
          "maximum",
          "items",
          "required",
          "properties",
          "additionalProperties",
          "description");

  /** What does not fit, each with its place; empty if all does. */
  List<String> faults(JsonNode value, JsonNode schema) {
    List<String> faults = new ArrayList<>();
    check(value, schema, "", faults);
    return faults;
  }

  private void check(JsonNode value, JsonNode schema, String at, List<String> faults) {
    schema.propertyNames().stream()
        .filter(keyword -> !KNOWN.contains(keyword))
        .forEach(keyword -> faults.add(at + ": unknown keyword " + keyword));
    if (schema.has("$ref")) {
      String path = schema.path("$ref").asString().substring(1);
      JsonNode target = document.at(path);
      if (target.isMissingNode()) {
        faults.add(at + ": nothing at " + path);
      } else {
        check(value, target, at, faults);
      }
      return;
    }
    if (schema.has("anyOf")) {
      boolean fits = nodes(schema.path("anyOf")).anyMatch(one -> faults(value, one).isEmpty());
      if (!fits) {
        faults.add(at + ": fits none of " + schema.path("anyOf"));
      }
      return;
    }
    checkScalar(value, schema, at, faults);
    checkObject(value, schema, at, faults);
    int index = 0;
    if (schema.has("items")) {
      for (JsonNode item : value) {
        check(item, schema.path("items"), at + "/" + index++, faults);
      }
    }
  }

  private static void checkScalar(JsonNode value, JsonNode schema, String at, List<String> faults) {
    JsonNode type = schema.path("type");
    boolean isOfType =
        type.isMissingNode()
            || (type.isArray()
                ? nodes(type).anyMatch(one -> isOf(value, one.asString()))
                : isOf(value, type.asString()));
    boolean isAmong =
        !schema.has("enum") || nodes(schema.path("enum")).anyMatch(one -> one.equals(value));
    boolean isInForm =
        !value.isString()
            || ((!schema.has("pattern")
                    || value.asString().matches(schema.path("pattern").asString()))
                && (!schema.path("format").asString("").equals("date-time")
                    || isTime(value.asString())));
    boolean isInRange =
        !value.isNumber()
            || (value.asLong() >= schema.path("minimum").asLong(Long.MIN_VALUE)
                && value.asLong() <= schema.path("maximum").asLong(Long.MAX_VALUE));
    if (!isOfType || !isAmong || !isInForm || !isInRange) {
      faults.add(at + ": " + value + " does not fit " + schema);
    }
  }

  private void checkObject(JsonNode value, JsonNode schema, String at, List<String> faults) {
    if (!value.isObject()) {
      return;
    }
    nodes(schema.path("required"))
        .map(JsonNode::asString)
        .filter(name -> !value.has(name))
        .forEach(name -> faults.add(at + ": '" + name + "' is missing"));
    JsonNode others = schema.path("additionalProperties");
    for (Map.Entry<String, JsonNode> member : value.properties()) {
      String place = at + "/" + member.getKey();
      JsonNode known = schema.path("properties").path(member.getKey());
      if (!known.isMissingNode()) {
        check(member.getValue(), known, place, faults);
      } else if (others.isObject()) {
        check(member.getValue(), others, place, faults);
      } else if (others.isBoolean() && !others.asBoolean()) {
        faults.add(place + ": not described");
      }
    }
  }

  private static boolean isOf(JsonNode value, String type) {
    return switch (type) {
      case "string" -> value.isString();
      case "integer" -> value.isIntegralNumber();
      case "boolean" -> value.isBoolean();
      case "null" -> value.isNull();
      case "array" -> value.isArray();
      case "object" -> value.isObject();
      default -> false;
    };
  }

  private static boolean isTime(String text) {
    try {
      return text.endsWith("Z") && Instant.parse(text) != null;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static Stream<JsonNode> nodes(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }
}
