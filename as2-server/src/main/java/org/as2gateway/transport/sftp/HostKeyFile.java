package org.as2gateway.transport.sftp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.List;
import java.util.Optional;
import org.as2gateway.store.payload.HomeFolders;
import org.as2gateway.transport.sftp.ssh.HostKeys;
import org.as2gateway.transport.sftp.ssh.SshKeyException;
import org.as2gateway.transport.sftp.ssh.SshKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The host key of our SFTP server, {@code data/secrets/sftp-host-key}: by it partners know that
 * they reach us.
 */
public final class HostKeyFile {
  private static final Logger LOG = LoggerFactory.getLogger(HostKeyFile.class);
  private static final String NAME = "sftp-host-key";

  private HostKeyFile() {}

  /**
   * Reads the key; makes an Ed25519 key if there is none.
   *
   * @throws SshKeyException if the file cannot be used
   */
  public static List<KeyPair> openOrCreate(HomeFolders folders)
      throws IOException, SshKeyException {
    Path file = folders.secrets().resolve(NAME);
    if (Files.notExists(file)) {
      create(file);
    }
    List<KeyPair> keys = SshKeys.readPrivate(file, Optional.empty());
    keys.forEach(key -> LOG.info("SFTP host key {}", HostKeys.fingerprint(key.getPublic())));
    return keys;
  }

  private static void create(Path file) throws IOException, SshKeyException {
    try {
      String text = SshKeys.writePrivate(SshKeys.generate(), "sftp-host-key");
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, text, StandardOpenOption.SYNC);
    } catch (GeneralSecurityException e) {
      throw new SshKeyException("no host key for SFTP can be made", e);
    }
  }
}
