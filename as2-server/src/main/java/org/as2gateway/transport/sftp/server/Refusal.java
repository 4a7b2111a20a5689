package org.as2gateway.transport.sftp.server;

import java.io.IOException;
import org.apache.sshd.sftp.common.SftpConstants;

/** A request that is answered with a status other than OK. The message goes to the client. */
final class Refusal extends IOException {
  private static final long serialVersionUID = 1L;
  private final int status;

  private Refusal(int status, String message) {
    super(message);
    this.status = status;
  }

  static Refusal missing(String path) {
    return new Refusal(SftpConstants.SSH_FX_NO_SUCH_FILE, "no such file: " + path);
  }

  static Refusal denied(String message) {
    return new Refusal(SftpConstants.SSH_FX_PERMISSION_DENIED, message);
  }

  static Refusal failed(String message) {
    return new Refusal(SftpConstants.SSH_FX_FAILURE, message);
  }

  static Refusal bad(String message) {
    return new Refusal(SftpConstants.SSH_FX_BAD_MESSAGE, message);
  }

  static Refusal unsupported(String message) {
    return new Refusal(SftpConstants.SSH_FX_OP_UNSUPPORTED, message);
  }

  int status() {
    return status;
  }
}
