package org.as2gateway.transport.sftp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.as2gateway.store.payload.HomeFolders;
import org.as2gateway.transport.sftp.ssh.SshKeyException;

/** Passwords and passphrases in {@code data/secrets/}, the first line of a file each. */
final class SecretFile {
  private static final int MOST_BYTES = 4096;

  private SecretFile() {}

  /** The secret of that file; empty if there is none. */
  static Optional<String> read(HomeFolders folders, String name) throws SshKeyException {
    Path file = folders.secrets().resolve(name);
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new SshKeyException("'" + file + "' is too large; expected one line", null);
      }
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      String line = text.lines().findFirst().orElse("");
      return line.isEmpty() ? Optional.empty() : Optional.of(line);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new SshKeyException("'" + file + "' cannot be read", e);
    }
  }
}
