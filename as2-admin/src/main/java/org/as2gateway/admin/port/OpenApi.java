package org.as2gateway.admin.port;

import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The OpenAPI document. Paths, summaries and roles come from the list of routes that serves them;
 * what each takes and answers stands in {@code openapi.json} beside this class.
 */
final class OpenApi {
  static final String PATH = "/api/openapi.json";
  private static final String PAGE = "/api";
  private static final Pattern PATH_PARAMETER = Pattern.compile("\\{(\\w+)}");
  private static final String JSON = "application/json";

  /** Answers that are no JSON, by their names in {@code openapi.json}. */
  private static final Map<String, String> TYPES =
      Map.of(
          "text", "text/plain",
          "octets", "application/octet-stream",
          "mdn", "message/rfc822",
          "zip", "application/zip");

  private final JsonNode described = load();

  private static JsonNode load() {
    try (InputStream stream = OpenApi.class.getResourceAsStream("openapi.json")) {
      if (stream == null) {
        throw new IllegalStateException("'openapi.json' is missing in the jar");
      }
      return Json.parse(stream.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the document is, for programs and for people; it describes itself too. */
  static List<Route> routes(List<Route> api, Pages pages) {
    OpenApi openApi = new OpenApi();
    List<Route> described = new ArrayList<>(api);
    Route document =
        Route.open(
            PATH,
            "OpenAPI description",
            context -> Json.answer(context, 200, openApi.document(described)));
    described.add(document);
    Route page =
        Route.page(
                PAGE, "API reference", context -> pages.api(context, openApi.document(described)))
            .toEverybody();
    return List.of(document, page);
  }

  ObjectNode document(List<Route> routes) {
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
    components.set("schemas", described.path("schemas"));
    components
        .putObject("securitySchemes")
        .putObject("token")
        .put("type", "http")
        .put("scheme", "bearer");
    return document;
  }

  private void describe(ObjectNode operation, Route route) {
    JsonNode more = described.path("operations").path(route.method().name() + " " + route.path());
    operation.put("summary", route.summary());
    addParameters(operation.putArray("parameters"), route.path(), more);
    if (more.has("body")) {
      ObjectNode body = operation.putObject("requestBody").put("required", true);
      addContent(body, more.path("body").asString());
    }
    ObjectNode responses = operation.putObject("responses");
    boolean isRemoval = route.method().equals(HandlerType.DELETE);
    String status = more.path("status").asString(isRemoval ? "204" : "200");
    addResponse(responses, status, "done", more.path("answer").asString("object"));
    for (Map.Entry<String, JsonNode> other : more.path("others").properties()) {
      addResponse(responses, other.getKey(), "see the summary", other.getValue().asString());
    }
    if (!route.isOpen()) {
      addResponse(responses, "default", "error", "Problem");
      operation.putArray("security").addObject().putArray("token");
      operation.put("x-role", route.access().role().text());
    }
  }

  private static void addParameters(ArrayNode parameters, String path, JsonNode more) {
    Matcher matcher = PATH_PARAMETER.matcher(path);
    while (matcher.find()) {
      ObjectNode parameter = parameters.addObject();
      parameter.put("name", matcher.group(1)).put("in", "path").put("required", true);
      parameter.putObject("schema").put("type", "string");
    }
    for (Map.Entry<String, JsonNode> entry : more.path("query").properties()) {
      boolean isNeeded =
          StreamSupport.stream(more.path("needed").spliterator(), false)
              .anyMatch(name -> name.asString().equals(entry.getKey()));
      ObjectNode parameter = parameters.addObject();
      parameter.put("name", entry.getKey()).put("in", "query").put("required", isNeeded);
      parameter.set("schema", entry.getValue());
    }
  }

  private static void addResponse(
      ObjectNode responses, String status, String description, String answer) {
    ObjectNode response = responses.putObject(status).put("description", description);
    if (!answer.equals("none")) {
      addContent(response, answer);
    }
  }

  private static void addContent(ObjectNode part, String what) {
    ObjectNode content = part.putObject("content");
    if (TYPES.containsKey(what)) {
      content.putObject(TYPES.get(what));
    } else if (what.equals("object")) {
      content.putObject(JSON).putObject("schema").put("type", "object");
    } else {
      String type = what.equals("Problem") ? "application/problem+json" : JSON;
      content.putObject(type).putObject("schema").put("$ref", "#/components/schemas/" + what);
    }
  }
}
