package org.as2gateway.transport.sftp.client;

import java.security.PublicKey;
import java.util.List;
import org.as2gateway.transport.sftp.ssh.HostKeys;
import org.jspecify.annotations.Nullable;

/**
 * Compares the key that a server proves with the pinned ones, for one connection.
 *
 * @see #refused()
 */
final class HostKeyCheck {
  private final List<String> pinned;
  private volatile @Nullable PublicKey found;

  HostKeyCheck(List<String> pinned) {
    this.pinned = pinned;
  }

  boolean accepts(PublicKey key) {
    found = key;
    return pinned.contains(HostKeys.fingerprint(key));
  }

  /** The key that the server proved but is not pinned; null if it proved none or a pinned one. */
  @Nullable PublicKey refused() {
    PublicKey key = found;
    return key == null || pinned.contains(HostKeys.fingerprint(key)) ? null : key;
  }

  /** Fingerprint of the key that the server proved; empty before. */
  String fingerprint() {
    PublicKey key = found;
    return key == null ? "" : HostKeys.fingerprint(key);
  }
}
