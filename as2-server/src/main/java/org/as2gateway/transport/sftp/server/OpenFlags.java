package org.as2gateway.transport.sftp.server;

import org.apache.sshd.sftp.common.SftpConstants;

/** How a client opens a file (SFTP version 3). */
record OpenFlags(boolean read, boolean write, boolean append, boolean create, int bits) {
  static OpenFlags of(int bits) {
    return new OpenFlags(
        (bits & SftpConstants.SSH_FXF_READ) != 0,
        (bits & SftpConstants.SSH_FXF_WRITE) != 0,
        (bits & SftpConstants.SSH_FXF_APPEND) != 0,
        (bits & SftpConstants.SSH_FXF_CREAT) != 0,
        bits);
  }

  boolean truncate() {
    return (bits & SftpConstants.SSH_FXF_TRUNC) != 0;
  }

  boolean exclusive() {
    return (bits & SftpConstants.SSH_FXF_EXCL) != 0;
  }
}
