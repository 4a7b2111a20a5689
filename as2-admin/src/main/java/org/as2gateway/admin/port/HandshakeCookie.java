package org.as2gateway.admin.port;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.Optional;

/**
 * The cookie of somebody who is on the way to a sign-in provider and back. Unlike the session's it
 * comes along when another site sends the browser here; it opens nothing by itself.
 */
public final class HandshakeCookie {
  private static final String PREFIX = "as2-way-";
  private static final Duration LIFE = Duration.ofMinutes(10);

  private HandshakeCookie() {}

  /** What the browser kept. */
  public static Optional<String> read(Context context) {
    return Optional.ofNullable(context.cookie(SessionCookie.name(context, PREFIX)));
  }

  /** Gives the browser something to keep: letters, digits, {@code . _ -} only. */
  public static void set(Context context, String text) {
    add(context, text, LIFE.toSeconds());
  }

  /** Makes the browser forget it. */
  public static void clear(Context context) {
    add(context, "", 0);
  }

  private static void add(Context context, String text, long seconds) {
    String secure = context.req().isSecure() ? "; Secure" : "";
    String attributes = "; Path=/; HttpOnly; SameSite=Lax; Max-Age=" + seconds + secure;
    context.addHeader("Set-Cookie", SessionCookie.name(context, PREFIX) + "=" + text + attributes);
  }
}
