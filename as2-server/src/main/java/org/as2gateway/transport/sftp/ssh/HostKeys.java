package org.as2gateway.transport.sftp.ssh;

import java.security.PublicKey;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;

/** Fingerprints and types of host keys, as {@code ssh-keygen -l} prints them. */
public final class HostKeys {
  static {
    SshSecurity.prepare();
  }

  private HostKeys() {}

  /** Such as {@code SHA256:jFb…}: the SHA-256 of the public key, Base64 without padding. */
  public static String fingerprint(PublicKey key) {
    return KeyUtils.getFingerPrint(BuiltinDigests.sha256, key);
  }

  /** Name of the key's type, such as {@code ssh-ed25519}. */
  public static String type(PublicKey key) {
    return String.valueOf(KeyUtils.getKeyType(key));
  }
}
