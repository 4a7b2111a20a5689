package org.as2gateway.transport.sftp;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.registry.partnerships.SftpPolicy;
import org.as2gateway.registry.partnerships.SftpUrl;
import org.as2gateway.registry.partnerships.TransportPolicy;
import org.as2gateway.store.payload.HomeFolders;
import org.as2gateway.transport.proxy.Proxies;
import org.as2gateway.transport.sftp.client.SessionLimits;
import org.as2gateway.transport.sftp.client.SftpConnector;
import org.as2gateway.transport.sftp.client.SftpFailure;
import org.as2gateway.transport.sftp.client.SftpLogin;
import org.as2gateway.transport.sftp.client.SftpProblem;
import org.as2gateway.transport.sftp.client.SftpServer;
import org.as2gateway.transport.sftp.client.SftpSession;
import org.as2gateway.transport.sftp.client.SftpTimeLimits;
import org.as2gateway.transport.sftp.ssh.SshKeyException;
import org.as2gateway.transport.sftp.ssh.SshKeys;

/**
 * Sessions with the servers of partners, as their partnerships describe them. Keys and passwords
 * are read for each session, so that a changed file counts at once.
 */
public final class SftpAccess implements AutoCloseable {
  private final HomeFolders folders;
  private final SftpConnector connector;
  private final SftpTroubles troubles;
  private final Proxies proxies;
  private final Rates rates = new Rates();

  /** With the keys and secrets of that home, by those proxies. */
  public SftpAccess(HomeFolders folders, Clock clock, Proxies proxies) {
    this.folders = folders;
    this.proxies = proxies;
    connector = new SftpConnector(SftpTimeLimits.DEFAULT, clock);
    troubles = new SftpTroubles(clock);
  }

  /** What keeps files from moving now. */
  public SftpTroubles troubles() {
    return troubles;
  }

  /**
   * Opens a session with the server of the partnership, which has a URL; the caller closes it.
   *
   * @throws SftpFailure if the server cannot be reached, is not the pinned one, or refuses us
   * @throws SshKeyException if our key or password cannot be read
   */
  public SftpSession open(Partnership partnership) throws SftpFailure, SshKeyException {
    SftpPolicy sftp = partnership.sftp();
    List<KeyPair> keys = new ArrayList<>();
    if (sftp.keyAlias().isPresent()) {
      keys.addAll(keys(sftp.keyAlias().get()));
    }
    Optional<String> password = Optional.empty();
    if (sftp.passwordFile().isPresent()) {
      password = secret(sftp.passwordFile().get());
    }
    return connect(partnership, new SftpLogin(keys, password));
  }

  private SftpSession connect(Partnership partnership, SftpLogin login) throws SftpFailure {
    SftpPolicy sftp = partnership.sftp();
    SftpUrl url = sftp.url().orElseThrow();
    return connector.connect(
        new SftpServer(url.host(), url.port(), url.user(), sftp.hostKeys()),
        login,
        limits(partnership),
        proxies.route(partnership, url.host()));
  }

  private SessionLimits limits(Partnership partnership) {
    TransportPolicy transport = partnership.transport();
    return new SessionLimits(
        new SftpTimeLimits(
            transport.connectTimeout(), transport.connectTimeout(), transport.readTimeout()),
        rates.of(partnership));
  }

  /**
   * The host key that the server of the partnership proves, if it is not pinned; empty if it is, or
   * if the server cannot be reached. Needs no key or password of ours, and sends none.
   */
  public Optional<SftpProblem.WrongHostKey> wrongHostKey(Partnership partnership) {
    SftpLogin nobody = new SftpLogin(List.of(), Optional.empty());
    try {
      connect(partnership, nobody).close();
      return Optional.empty();
    } catch (SftpFailure e) {
      return e.problem() instanceof SftpProblem.WrongHostKey key
          ? Optional.of(key)
          : Optional.empty();
    }
  }

  /** The private keys {@code certs/<alias>/id_*}, as ssh-keygen names them, oldest name first. */
  private List<KeyPair> keys(String alias) throws SshKeyException {
    List<Path> files = new ArrayList<>();
    Path folder = folders.certs().resolve(alias);
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "id_*")) {
      for (Path file : found) {
        if (!file.getFileName().toString().endsWith(".pub")) {
          files.add(file);
        }
      }
    } catch (IOException e) {
      throw new SshKeyException("folder '" + folder + "' with the key cannot be read", e);
    }
    if (files.isEmpty()) {
      throw new SshKeyException(
          "certs/"
              + alias
              + " has no private key 'id_…'; make one with 'ssh-keygen -t ed25519 -f certs/"
              + alias
              + "/id_ed25519' and send the partner its .pub file",
          null);
    }
    Collections.sort(files);
    Optional<String> passphrase = secret("ssh-" + alias);
    List<KeyPair> keys = new ArrayList<>();
    for (Path file : files) {
      keys.addAll(SshKeys.readPrivate(file, passphrase));
    }
    return keys;
  }

  private Optional<String> secret(String name) throws SshKeyException {
    return SecretFile.read(folders, name);
  }

  @Override
  public void close() {
    connector.close();
  }
}
