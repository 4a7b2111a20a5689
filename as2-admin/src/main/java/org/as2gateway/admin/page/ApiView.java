package org.as2gateway.admin.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * The OpenAPI document for people.
 *
 * @param groups operations by what they are about
 * @param schemas the documents that go in and out
 */
public record ApiView(List<Group> groups, List<Schema> schemas) {
  private static final String PREFIX = "/api/v1/";
  private static final String REFERENCES = "#/components/schemas/";

  /**
   * Operations about one thing.
   *
   * @param name the thing
   * @param operations in the order of the document
   */
  public record Group(String name, List<Operation> operations) {}

  /**
   * One operation.
   *
   * @param method of HTTP
   * @param path with names in braces
   * @param summary what it does
   * @param role the least role; empty if everybody may
   * @param parameters of path and query
   * @param body what goes in; empty if nothing
   * @param answers what comes out, by status
   */
  public record Operation(
      String method,
      String path,
      String summary,
      String role,
      List<Field> parameters,
      Optional<Kind> body,
      List<Answer> answers) {}

  /**
   * An answer.
   *
   * @param status of HTTP
   * @param kind what comes; empty if nothing
   */
  public record Answer(String status, Optional<Kind> kind) {}

  /**
   * A document.
   *
   * @param name what it is called
   * @param description what it is
   * @param fields its members
   */
  public record Schema(String name, String description, List<Field> fields) {}

  /**
   * A member or parameter.
   *
   * @param name what it is called
   * @param kind what it holds
   * @param isRequired whether it is always there
   * @param description what it means; may be empty
   */
  public record Field(String name, Kind kind, boolean isRequired, String description) {}

  /**
   * What something holds.
   *
   * @param text in words
   * @param schema name of the document it is or has; empty if none
   */
  public record Kind(String text, String schema) {
    private static final Map<String, String> WORDS =
        Map.of("string", "text", "integer", "number", "boolean", "true or false", "null", "null");

    public static Kind of(JsonNode schema) {
      if (schema.has("$ref")) {
        String name = schema.path("$ref").asString().replace(REFERENCES, "");
        return new Kind(name, name);
      }
      if (schema.has("anyOf")) {
        Kind first = of(schema.path("anyOf").path(0));
        return new Kind(first.text + " or null", first.schema);
      }
      if (schema.has("items")) {
        Kind item = of(schema.path("items"));
        return new Kind("list of " + item.text, item.schema);
      }
      return new Kind(words(schema), "");
    }

    private static String words(JsonNode schema) {
      if (schema.has("enum")) {
        return stream(schema.path("enum"))
            .map(value -> value.isNull() ? "null" : value.asString())
            .collect(Collectors.joining(", "));
      }
      JsonNode type = schema.path("type");
      boolean isTime = schema.path("format").asString("").equals("date-time");
      return (type.isArray() ? stream(type) : stream(List.of(type)))
          .map(one -> one.asString("anything"))
          .map(one -> isTime && one.equals("string") ? "time" : WORDS.getOrDefault(one, one))
          .collect(Collectors.joining(" or "));
    }
  }

  public static ApiView of(JsonNode document) {
    Map<String, List<Operation>> groups = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        groups
            .computeIfAbsent(group(path.getKey()), name -> new ArrayList<>())
            .add(operation(operation.getKey(), path.getKey(), operation.getValue()));
      }
    }
    return new ApiView(
        groups.entrySet().stream().map(g -> new Group(g.getKey(), g.getValue())).toList(),
        document.path("components").path("schemas").properties().stream()
            .map(entry -> schema(entry.getKey(), entry.getValue()))
            .toList());
  }

  private static String group(String path) {
    return path.startsWith(PREFIX)
        ? path.substring(PREFIX.length()).split("/", 2)[0].replace('-', ' ')
        : "without a token";
  }

  private static Operation operation(String method, String path, JsonNode operation) {
    return new Operation(
        method.toUpperCase(Locale.ROOT),
        path,
        operation.path("summary").asString(),
        operation.path("x-role").asString(""),
        stream(operation.path("parameters")).map(ApiView::parameter).toList(),
        content(operation.path("requestBody")),
        operation.path("responses").properties().stream()
            .filter(response -> !response.getKey().equals("default"))
            .map(response -> new Answer(response.getKey(), content(response.getValue())))
            .toList());
  }

  private static Field parameter(JsonNode parameter) {
    JsonNode schema = parameter.path("schema");
    return new Field(
        parameter.path("name").asString(),
        Kind.of(schema),
        parameter.path("required").asBoolean(),
        schema.path("description").asString(""));
  }

  private static Optional<Kind> content(JsonNode part) {
    return part.path("content").properties().stream()
        .findFirst()
        .map(
            content ->
                content.getValue().has("schema")
                    ? Kind.of(content.getValue().path("schema"))
                    : new Kind(content.getKey(), ""));
  }

  private static Schema schema(String name, JsonNode schema) {
    List<String> required =
        stream(schema.path("required")).map(member -> member.asString()).toList();
    return new Schema(
        name,
        schema.path("description").asString(""),
        schema.path("properties").properties().stream()
            .map(
                member ->
                    new Field(
                        member.getKey(),
                        Kind.of(member.getValue()),
                        required.contains(member.getKey()),
                        member.getValue().path("description").asString("")))
            .toList());
  }

  private static Stream<JsonNode> stream(Iterable<JsonNode> nodes) {
    return StreamSupport.stream(nodes.spliterator(), false);
  }
}
