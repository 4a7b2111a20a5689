package org.as2gateway.admin.port;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.as2gateway.store.db.DatabaseException;
import org.as2gateway.store.payload.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a request gets that went wrong: a program problem details, a person a page. */
final class ErrorAnswers {
  private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);

  private final Pages pages;

  ErrorAnswers(Pages pages) {
    this.pages = pages;
  }

  void register(JavalinConfig config) {
    config.routes.exception(SignInNeeded.class, ErrorAnswers::toSignIn);
    config.routes.exception(
        NewPasswordNeeded.class,
        (e, context) -> context.redirect(AccessGuard.NEW_PASSWORD, HttpStatus.SEE_OTHER));
    config.routes.exception(
        ProblemException.class, (e, context) -> problem(context, e.status(), e.detail()));
    config.routes.exception(
        HttpResponseException.class,
        (e, context) -> problem(context, e.getStatus(), detail(context, e.getStatus())));
    config.routes.exception(
        DatabaseException.class,
        (e, context) -> {
          LOG.error("{} {}: database failed", context.method(), context.path(), e);
          unavailable(
              context, "the database does not respond; see the gateway's log for the reason");
        });
    config.routes.exception(
        StorageException.class,
        (e, context) -> {
          LOG.error("{} {} could not store the body", context.method(), context.path(), e);
          unavailable(context, "the gateway cannot store files: " + e.getMessage());
        });
    config.routes.exception(
        IOException.class,
        (e, context) -> {
          LOG.warn("{} {} was interrupted: {}", context.method(), context.path(), e.toString());
          unavailable(
              context, "the request ended before its body was complete; nothing was queued");
        });
    config.routes.exception(
        Exception.class,
        (e, context) -> {
          LOG.error("{} {} failed", context.method(), context.path(), e);
          problem(context, 500, "internal error; see the gateway's log for the reason");
        });
  }

  private static void toSignIn(SignInNeeded needed, Context context) {
    String next = URLEncoder.encode(needed.wanted(), StandardCharsets.UTF_8);
    String query = needed.wanted().equals("/") ? "" : "?next=" + next;
    context.redirect(AccessGuard.SIGN_IN + query, HttpStatus.SEE_OTHER);
  }

  private void unavailable(Context context, String detail) {
    context.header("Retry-After", "30");
    problem(context, 503, detail);
  }

  private static String detail(Context context, int status) {
    return switch (status) {
      case 404 -> "nothing found at this path; " + OpenApi.PATH + " lists all paths";
      case 405 -> "this path does not support " + context.method().name();
      default -> title(status);
    };
  }

  private void problem(Context context, int status, String detail) {
    String accept = context.header("Accept");
    boolean isPerson = accept != null && accept.contains("text/html");
    if (isPerson && !context.path().startsWith("/api/")) {
      context.status(status);
      pages.problem(context, status, detail);
    } else {
      Json.problem(context, status, title(status), detail);
    }
  }

  private static String title(int status) {
    return org.eclipse.jetty.http.HttpStatus.getMessage(status);
  }
}
