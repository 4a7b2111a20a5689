package org.as2gateway.transport.sftp.client;

/** Paths at a server. */
final class RemotePath {
  private RemotePath() {}

  static String join(String folder, String name) {
    if (folder.isEmpty()) {
      return name;
    }
    return folder.endsWith("/") ? folder + name : folder + "/" + name;
  }
}
