package org.as2gateway.transport.sftp.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.as2gateway.as2.wire.Sha256;

/**
 * A file to upload.
 *
 * @param content what to send; the same each time
 * @param folder at the server; empty for where the sign-in leads to
 * @param name what it is called once it is complete
 * @param temporaryName what it is called until then; the same for each attempt of the same content,
 *     and for no other content
 * @param mayBeRenamed whether an earlier attempt may have renamed it and not seen the answer: then
 *     a temporary file that is gone makes us look for the file under its final name
 */
public record Upload(
    Source content, String folder, String name, String temporaryName, boolean mayBeRenamed) {
  /**
   * Content to send.
   *
   * @param bytes its size
   * @param sha256 its digest, in lower-case hexadecimal
   */
  public record Source(Opener opener, long bytes, String sha256) {
    /** Opens the content at its beginning; the caller closes it. */
    @FunctionalInterface
    public interface Opener {
      /** A new stream. */
      InputStream open() throws IOException;
    }

    /** A file as it is now. */
    public static Source of(Path file) throws IOException {
      try (InputStream in = Files.newInputStream(file)) {
        return new Source(() -> Files.newInputStream(file), Files.size(file), Sha256.hex(in));
      }
    }
  }

  /**
   * The folder of a file below another one.
   *
   * @param base a folder; empty for that of the session
   * @param folders one below the other, separated by slashes; empty for none
   */
  public static String folder(String base, String folders) {
    return folders.isEmpty() ? base : RemotePath.join(base, folders);
  }

  String path() {
    return RemotePath.join(folder, name);
  }

  String temporaryPath() {
    return RemotePath.join(folder, temporaryName);
  }

  long bytes() {
    return content.bytes();
  }
}
