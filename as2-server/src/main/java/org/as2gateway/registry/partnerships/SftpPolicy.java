package org.as2gateway.registry.partnerships;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How files travel by SFTP.
 *
 * @param url the partner's server; empty if the partner comes to ours
 * @param pollFolder receiving: the folder there that is looked into; empty if none is
 * @param doneFolder receiving: the folder there that files are moved to; empty if they are removed
 * @param hostKeys fingerprints of the server's host keys, {@code SHA256:…}, any of which will do
 * @param keyAlias alias under {@code certs/} with the private key to log in with
 * @param passwordFile file under {@code data/secrets/} with the password to log in with
 * @param name sending: what files are called at the server; empty for their own names
 * @param bytesPerSecond what all sessions together may move; empty for no limit
 */
public record SftpPolicy(
    Optional<SftpUrl> url,
    Optional<String> pollFolder,
    Optional<String> doneFolder,
    List<String> hostKeys,
    Optional<String> keyAlias,
    Optional<String> passwordFile,
    Optional<NameTemplate> name,
    OptionalLong bytesPerSecond) {
  /** Nothing is set. */
  public static final SftpPolicy NONE =
      new SftpPolicy(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          OptionalLong.empty());

  /** Copies the list. */
  public SftpPolicy {
    hostKeys = List.copyOf(hostKeys);
  }
}
