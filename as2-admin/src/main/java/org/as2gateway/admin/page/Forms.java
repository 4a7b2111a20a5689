package org.as2gateway.admin.page;

import io.javalin.http.Context;
import java.time.Instant;
import java.util.Optional;
import org.as2gateway.admin.port.ProblemException;

/** Values out of a page's form. */
public final class Forms {
  private Forms() {}

  /** The value, empty if it is missing. */
  public static String text(Context context, String name) {
    return Optional.ofNullable(context.formParam(name)).orElse("");
  }

  /**
   * A time, in the zone that the form names; empty if it is blank.
   *
   * @throws ProblemException with status 422 if it is none
   */
  public static Optional<Instant> time(Context context, String name) {
    try {
      return Optional.of(text(context, name).strip())
          .filter(typed -> !typed.isEmpty())
          .map(Zone.ofTimesIn(context)::read);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(422, String.valueOf(e.getMessage()));
    }
  }

  /** A path of ours to go on to; anything else, another site's address too, leads home. */
  public static String localPath(String candidate) {
    boolean isLocal = candidate.matches("/(?![/\\\\])[\\x21-\\x7e&&[^\\\\]]*");
    return isLocal ? candidate : "/";
  }
}
