package org.as2gateway.admin.api;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** Describes the routes as an OpenAPI document, made from the same list that serves them. */
final class OpenApiRoute {
  static final String PATH = "/api/openapi.json";
  private static final Pattern PATH_PARAMETER = Pattern.compile("\\{(\\w+)}");

  private OpenApiRoute() {}

  static Route of(List<Route> others) {
    return Route.open(
        PATH, "This description", (Context context) -> Json.answer(context, 200, document(others)));
  }

  private static ObjectNode document(List<Route> routes) {
    ObjectNode document = Json.object();
    document.put("openapi", "3.1.0");
    ObjectNode title = document.putObject("info");
    title.put("title", "AS2 gateway");
    title.put("version", "1");
    ObjectNode paths = document.putObject("paths");
    for (Route route : routes) {
      ObjectNode operation =
          paths
              .withObjectProperty(route.path())
              .putObject(route.method().name().toLowerCase(Locale.ROOT));
      describe(operation, route);
    }
    ObjectNode scheme =
        document.putObject("components").putObject("securitySchemes").putObject("token");
    scheme.put("type", "http");
    scheme.put("scheme", "bearer");
    return document;
  }

  private static void describe(ObjectNode operation, Route route) {
    operation.put("summary", route.summary());
    var parameters = operation.putArray("parameters");
    Matcher matcher = PATH_PARAMETER.matcher(route.path());
    while (matcher.find()) {
      ObjectNode parameter = parameters.addObject();
      parameter.put("name", matcher.group(1)).put("in", "path").put("required", true);
      parameter.putObject("schema").put("type", "string");
    }
    String success = success(route);
    operation.putObject("responses").putObject(success).put("description", "done");
    if (!route.isOpen()) {
      operation.putArray("security").addObject().putArray("token");
      operation.put("x-role", route.access().role().text());
    }
  }

  /** What is queued is only accepted, what is made is created, what is removed has no answer. */
  private static String success(Route route) {
    if (route.method().equals(HandlerType.DELETE)) {
      return "204";
    }
    if (!route.method().equals(HandlerType.POST)) {
      return "200";
    }
    String path = route.path();
    if (path.equals("/api/v1/messages") || path.endsWith("/resend")) {
      return "202";
    }
    return path.equals("/api/v1/partners")
            || path.equals("/api/v1/certificates")
            || path.equals("/api/v1/alert-rules")
        ? "201"
        : "200";
  }
}
