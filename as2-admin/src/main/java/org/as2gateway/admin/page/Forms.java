package org.as2gateway.admin.page;

import io.javalin.http.Context;
import java.util.Optional;

/** Values out of a page's form. */
public final class Forms {
  private Forms() {}

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
