package org.as2gateway.admin.client;

import java.io.IOException;
import java.net.URI;

/** Nothing answers at the admin address. */
public final class GatewayNotRunningException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Nothing answers there. */
  public GatewayNotRunningException(URI address, Throwable cause) {
    super(
        "no gateway responds at "
            + address
            + "; start it with './as2 start', or name its home with '--home DIR'",
        cause);
  }
}
