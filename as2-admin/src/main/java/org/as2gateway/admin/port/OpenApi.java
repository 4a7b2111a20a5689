package org.as2gateway.admin.port;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAPI document, made of the routes and of the records that they take and answer. */
final class OpenApi {
  static final String PATH = "/api/openapi.json";
  private static final String PAGE = "/api";
  private static final Pattern PATH_PARAMETER = Pattern.compile("\\{(\\w+)}");
  private static final BodyType PROBLEM =
      new BodyType("application/problem+json", ProblemJson.class);

  private final Schemas schemas = new Schemas();

  private OpenApi() {}

  /** Where the document is, for programs and for people; it describes itself too. */
  static List<Route> routes(List<Route> api, Pages pages) {
    List<Route> described = new ArrayList<>(api);
    AtomicReference<@Nullable ObjectNode> made = new AtomicReference<>();
    Supplier<ObjectNode> once =
        () ->
            Objects.requireNonNull(
                made.updateAndGet(
                    before -> before == null ? new OpenApi().document(described) : before));
    Route document =
        Route.open(
            PATH,
            "OpenAPI description",
            BodyType.json(Object.class),
            context -> Json.answer(context, once.get()));
    described.add(document);
    Route page =
        Route.page(PAGE, "API reference", context -> pages.api(context, once.get())).toEverybody();
    return List.of(document, page);
  }

  private ObjectNode document(List<Route> routes) {
    ObjectNode document = Json.object();
    document.put("openapi", "3.1.0");
    ObjectNode title = document.putObject("info");
    title.put("title", "AS2 gateway");
    title.put("version", "1");
    ObjectNode paths = document.putObject("paths");
    for (Route route : routes) {
      String method = route.method().name().toLowerCase(Locale.ROOT);
      describe(paths.withObjectProperty(route.path()).putObject(method), route);
    }
    ObjectNode components = document.putObject("components");
    components.set("schemas", schemas.named());
    components
        .putObject("securitySchemes")
        .putObject("token")
        .put("type", "http")
        .put("scheme", "bearer");
    return document;
  }

  private void describe(ObjectNode description, Route route) {
    Operation operation = route.operation();
    description.put("summary", route.summary());
    addParameters(description.putArray("parameters"), route);
    if (!operation.body().type().isEmpty()) {
      ObjectNode body = description.putObject("requestBody").put("required", true);
      addContent(body, operation.body());
    }
    ObjectNode responses = description.putObject("responses");
    addResponse(responses, operation.status() + "", "done", operation.answer());
    for (Map.Entry<Integer, BodyType> other : new TreeMap<>(operation.answers()).entrySet()) {
      if (other.getKey() != operation.status()) {
        addResponse(responses, other.getKey() + "", "see the summary", other.getValue());
      }
    }
    if (!route.isOpen()) {
      addResponse(responses, "default", "error", PROBLEM);
      description.putArray("security").addObject().putArray("token");
      description.put("x-role", route.access().role().text());
    }
  }

  private void addParameters(ArrayNode parameters, Route route) {
    Matcher matcher = PATH_PARAMETER.matcher(route.path());
    while (matcher.find()) {
      ObjectNode parameter = parameters.addObject();
      parameter.put("name", matcher.group(1)).put("in", "path").put("required", true);
      parameter.set("schema", schemas.of(String.class));
    }
    for (QueryParameter query : route.operation().query()) {
      ObjectNode parameter = parameters.addObject();
      parameter
          .put("name", query.name())
          .put("in", query.isHeader() ? "header" : "query")
          .put("required", query.isRequired());
      parameter.set("schema", schema(query));
    }
  }

  private ObjectNode schema(QueryParameter query) {
    ObjectNode schema = schemas.of(query.type());
    if (!query.description().isEmpty()) {
      schema.put("description", query.description());
    }
    if (query.range().least() != Long.MIN_VALUE) {
      schema.put("minimum", query.range().least());
    }
    if (query.range().most() != Long.MAX_VALUE) {
      schema.put("maximum", query.range().most());
    }
    return schema;
  }

  private void addResponse(
      ObjectNode responses, String status, String description, BodyType content) {
    ObjectNode response = responses.putObject(status).put("description", description);
    if (!content.type().isEmpty()) {
      addContent(response, content);
    }
  }

  private void addContent(ObjectNode part, BodyType content) {
    ObjectNode type = part.putObject("content").putObject(content.type());
    if (content.document() == Object.class) {
      type.putObject("schema").put("type", "object");
    } else if (content.document() != Void.class) {
      type.set("schema", schemas.of(content.document()));
    }
  }
}
