package org.as2gateway.transport.sftp.client;

import java.nio.file.Path;

/**
 * A file to upload.
 *
 * @param file what to send
 * @param bytes its size
 * @param folder at the server; empty for where the sign-in leads to
 * @param name what it is called once it is complete
 * @param temporaryName what it is called until then; the same for each attempt of the same content,
 *     and for no other content
 * @param mayBeRenamed whether an earlier attempt may have renamed it and not seen the answer: then
 *     a temporary file that is gone says that it has
 */
public record Upload(
    Path file, long bytes, String folder, String name, String temporaryName, boolean mayBeRenamed) {
  String path() {
    return RemotePath.join(folder, name);
  }

  String temporaryPath() {
    return RemotePath.join(folder, temporaryName);
  }
}
