package org.as2gateway.admin.port;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.Optional;
import org.as2gateway.people.accounts.Browser;

/**
 * The cookie by which a browser is known that somebody has signed in with before. It opens nothing:
 * wrong passwords of others do not make it wait.
 */
public final class BrowserCookie {
  private static final String PREFIX = "as2-browser-";

  private BrowserCookie() {}

  /** What the request comes from. */
  public static Browser read(Context context) {
    String name = SessionCookie.name(context, PREFIX);
    return new Browser(context.ip(), Optional.ofNullable(context.cookie(name)));
  }

  /** Gives the browser its secret. */
  public static void set(Context context, String secret, Duration memory) {
    context.addHeader(
        "Set-Cookie",
        SessionCookie.name(context, PREFIX)
            + "="
            + secret
            + SessionCookie.attributes(context)
            + "; Max-Age="
            + memory.toSeconds());
  }
}
