package org.as2gateway.admin.api;

import io.javalin.http.Handler;
import io.javalin.http.HandlerType;

/**
 * One path of the admin port.
 *
 * @param method HTTP method
 * @param path path, with names in braces
 * @param isOpen whether it needs no token
 * @param summary what it does, for the API description
 * @param handler what answers
 */
record Route(HandlerType method, String path, boolean isOpen, String summary, Handler handler) {
  static Route get(String path, String summary, Handler handler) {
    return new Route(HandlerType.GET, path, false, summary, handler);
  }

  static Route post(String path, String summary, Handler handler) {
    return new Route(HandlerType.POST, path, false, summary, handler);
  }

  /** A route that answers without a token. */
  static Route open(String path, String summary, Handler handler) {
    return new Route(HandlerType.GET, path, true, summary, handler);
  }
}
