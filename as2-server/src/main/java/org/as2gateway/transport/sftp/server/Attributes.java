package org.as2gateway.transport.sftp.server;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.sftp.common.SftpConstants;

/** Attributes of files in SFTP version 3: size, permissions and times; one owner, who is nobody. */
final class Attributes {
  private static final int FOLDER = 0040755;
  private static final int FILE = 0100644;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("MMM dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Attributes() {}

  static void write(Buffer buffer, FileFacts file) {
    buffer.putUInt(
        SftpConstants.SSH_FILEXFER_ATTR_SIZE
            | SftpConstants.SSH_FILEXFER_ATTR_PERMISSIONS
            | SftpConstants.SSH_FILEXFER_ATTR_ACMODTIME);
    buffer.putLong(file.bytes());
    buffer.putUInt(file.isFolder() ? FOLDER : FILE);
    long seconds = file.modified().getEpochSecond() & 0xffffffffL;
    buffer.putUInt(seconds);
    buffer.putUInt(seconds);
  }

  /** As {@code ls -l} prints it. */
  static String line(FileFacts file) {
    Instant time = file.modified();
    return String.format(
        Locale.ROOT,
        "%s    1 partner  partner  %12d %s %s",
        file.isFolder() ? "drwxr-xr-x" : "-rw-r--r--",
        file.bytes(),
        TIME.format(time),
        file.name());
  }
}
