package org.as2gateway.admin.web;

import io.javalin.http.Context;
import java.util.Optional;
import org.as2gateway.admin.api.ProblemException;

/** Values out of a page's form. */
public final class Forms {
  private static final int MAX_BYTES = 64 * 1024;

  private Forms() {}

  /** A form is read into memory: not one of any size, since strangers can send the open ones. */
  public static void requireSmall(Context context) {
    if (context.contentLength() < 0 || context.contentLength() > MAX_BYTES) {
      throw new ProblemException(413, "a form has at most " + MAX_BYTES + " octets");
    }
  }

  /** The value, empty if it is missing. */
  public static String text(Context context, String name) {
    return Optional.ofNullable(context.formParam(name)).orElse("");
  }

  /** A path of ours to go on to; anything else, another site's address too, leads home. */
  public static String localPath(String candidate) {
    boolean isLocal = candidate.matches("/(?![/\\\\])[\\x21-\\x7e&&[^\\\\]]*");
    return isLocal ? candidate : "/";
  }
}
