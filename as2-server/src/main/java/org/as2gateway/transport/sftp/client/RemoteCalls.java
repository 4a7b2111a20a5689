package org.as2gateway.transport.sftp.client;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.sshd.sftp.client.SftpClient.Attributes;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;
import org.as2gateway.as2.wire.PartnerText;

/** Single requests of a session, each in its log; each failure is an {@link SftpFailure}. */
final class RemoteCalls {
  private final SessionParts parts;
  private final Failures failures;

  RemoteCalls(SessionParts parts, Failures failures) {
    this.parts = parts;
    this.failures = failures;
  }

  OptionalLong size(String path) throws SftpFailure {
    Optional<Attributes> found = attributes(path);
    return found.isPresent() ? OptionalLong.of(found.get().getSize()) : OptionalLong.empty();
  }

  /** What the server says of a file; empty if it is not there. */
  Optional<Attributes> attributes(String path) throws SftpFailure {
    try {
      return Optional.of(parts.sftp().lstat(path));
    } catch (SftpException e) {
      if (Failures.isMissing(e)) {
        return Optional.empty();
      }
      throw failures.of("look at", path, e);
    } catch (IOException | RuntimeException e) {
      throw failures.of("look at", path, e);
    }
  }

  /** Renames a file, never over another one. */
  void rename(String from, String to) throws IOException {
    try {
      parts.sftp().rename(from, to);
      parts.log().add("renamed to '" + PartnerText.clean(to, 200) + "'");
    } catch (IOException | RuntimeException e) {
      boolean refused =
          e instanceof SftpException status && status.getStatus() == SftpConstants.SSH_FX_FAILURE;
      if (refused && size(to).isPresent()) {
        throw failures.of(new SftpProblem.NameTaken(to));
      }
      throw failures.of("rename", from, e);
    }
  }

  void remove(String path) throws IOException {
    try {
      parts.sftp().remove(path);
      parts.log().add("removed '" + PartnerText.clean(path, 200) + "'");
    } catch (IOException | RuntimeException e) {
      throw failures.of("remove", path, e);
    }
  }

  /** Makes a folder unless it is there. */
  void makeFolder(String path) throws IOException {
    if (attributes(path).isPresent()) {
      return;
    }
    try {
      parts.sftp().mkdir(path);
      parts.log().add("made folder '" + PartnerText.clean(path, 200) + "'");
    } catch (IOException | RuntimeException e) {
      if (!(e instanceof SftpException) || attributes(path).isEmpty()) { // nobody else made it
        throw failures.of("make the folder", path, e);
      }
    }
  }
}
