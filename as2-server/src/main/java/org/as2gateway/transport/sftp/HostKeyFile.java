package org.as2gateway.transport.sftp;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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
    create(folders);
    List<KeyPair> keys = read(folders);
    keys.forEach(key -> LOG.info("SFTP host key {}", HostKeys.fingerprint(key.getPublic())));
    return keys;
  }

  /**
   * The fingerprints of the key, {@code SHA256:…}; empty if there is none yet.
   *
   * @throws SshKeyException if the file cannot be used
   */
  public static List<String> fingerprints(HomeFolders folders) throws SshKeyException {
    if (Files.notExists(folders.secrets().resolve(NAME))) {
      return List.of();
    }
    return read(folders).stream().map(key -> HostKeys.fingerprint(key.getPublic())).toList();
  }

  private static List<KeyPair> read(HomeFolders folders) throws SshKeyException {
    return SshKeys.readPrivate(folders.secrets().resolve(NAME), Optional.empty());
  }

  /**
   * Makes an Ed25519 key if there is none. Of nodes that share the folder and do so at once, one
   * makes the key of all: the file is complete when it gets its name, and never replaced.
   *
   * @throws SshKeyException if no key can be made
   */
  public static void create(HomeFolders folders) throws IOException, SshKeyException {
    Path file = folders.secrets().resolve(NAME);
    if (Files.exists(file)) {
      return;
    }
    Path made = file.resolveSibling("." + NAME + "-" + UUID.randomUUID());
    try {
      String text = SshKeys.writePrivate(SshKeys.generate(), NAME);
      Files.createFile(
          made, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(made, text, StandardOpenOption.SYNC);
      Files.createLink(file, made);
    } catch (FileAlreadyExistsException e) {
      LOG.info("another node has made the SFTP host key");
    } catch (GeneralSecurityException e) {
      throw new SshKeyException("no host key for SFTP can be made", e);
    } finally {
      Files.deleteIfExists(made);
    }
  }
}
