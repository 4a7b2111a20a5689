package org.as2gateway.admin.port;

import io.javalin.http.Context;
import java.util.Optional;

/**
 * The cookie that holds a session's secret. Its name holds the port: browsers share cookies between
 * all ports of a host, and there may be several gateways on one.
 */
public final class SessionCookie {
  private SessionCookie() {}

  /** The secret that the request brings. */
  public static Optional<String> read(Context context) {
    return Optional.ofNullable(context.cookie(name(context)));
  }

  /** Gives the browser a secret, until it is closed. */
  public static void set(Context context, String secret) {
    context.addHeader("Set-Cookie", name(context) + "=" + secret + attributes(context));
  }

  /** Makes the browser forget it. */
  public static void clear(Context context) {
    context.addHeader("Set-Cookie", name(context) + "=" + attributes(context) + "; Max-Age=0");
  }

  private static String name(Context context) {
    return name(context, "as2-");
  }

  static String name(Context context, String prefix) {
    String port = Integer.toString(context.req().getLocalPort());
    return (context.req().isSecure() ? "__Host-" : "") + prefix + port;
  }

  static String attributes(Context context) {
    return "; Path=/; HttpOnly; SameSite=Strict" + (context.req().isSecure() ? "; Secure" : "");
  }
}
