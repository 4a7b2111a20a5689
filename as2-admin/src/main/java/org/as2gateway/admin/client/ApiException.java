package org.as2gateway.admin.client;

import java.io.IOException;

/** The gateway answered, and refused. The message is its problem's detail. */
public final class ApiException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;

  /** A refusal. */
  public ApiException(int status, String detail) {
    super(detail);
    this.status = status;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }
}
