package org.as2gateway.admin.registry;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.Optional;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.registry.partnerships.EditRefused;

/** What requests that change the registry have in common: guards and refusals. */
public final class Edits {
  private Edits() {}

  /** A change that may be refused. */
  public interface Change<T> {
    /** Makes it. */
    T make() throws EditRefused, CertsException, IOException;
  }

  /** Does it, or answers why not. */
  public static <T> T make(Change<T> change) throws IOException {
    try {
      return change.make();
    } catch (EditRefused e) {
      throw new ProblemException(status(e), String.valueOf(e.getMessage()));
    } catch (CertsException e) {
      throw new ProblemException(422, e.getMessage());
    }
  }

  /** The HTTP status of a refusal. */
  public static int status(EditRefused refused) {
    return switch (refused.reason()) {
      case NOT_FOUND -> 404;
      case CONFLICT -> 409;
      case STALE -> 412;
      case INVALID -> 422;
    };
  }

  /**
   * The version that the request expects (RFC 9110 §13.1): that of {@code If-Match}, blank for
   * {@code If-None-Match: *}.
   */
  public static Optional<String> expected(Context context) {
    if ("*".equals(context.header("If-None-Match"))) {
      return Optional.of("");
    }
    return Optional.ofNullable(context.header("If-Match"))
        .filter(tag -> !tag.equals("*"))
        .map(tag -> tag.replaceAll("^(W/)?\"|\"$", ""));
  }
}
