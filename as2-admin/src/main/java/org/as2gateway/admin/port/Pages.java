package org.as2gateway.admin.port;

import io.javalin.http.Context;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The pages for people, which come from above. */
public interface Pages extends AutoCloseable {
  /** Where they are. */
  List<Route> routes();

  /** Answers a person's request that went wrong; the status is set. */
  void problem(Context context, int status, String detail);

  /** Answers with the OpenAPI document as a page. */
  void api(Context context, JsonNode document);

  /** Ends what is still being answered. */
  @Override
  void close();

  /** No pages: the API alone. */
  static Pages none() {
    return new Pages() {
      @Override
      public List<Route> routes() {
        return List.of();
      }

      @Override
      public void problem(Context context, int status, String detail) {
        Json.problem(context, status, "Problem", detail);
      }

      @Override
      public void api(Context context, JsonNode document) {
        Json.answer(context, document);
      }

      @Override
      public void close() {}
    };
  }
}
