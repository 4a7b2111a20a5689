package org.as2gateway.transport.sftp.client;

import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.as2gateway.transport.sftp.ssh.HostKeys;

/** What we sign in with: keys, tried in their order, then a password. */
public record SftpLogin(List<KeyPair> keys, Optional<String> password) {
  /** Copies its list. */
  public SftpLogin {
    keys = List.copyOf(keys);
  }

  /** What was tried, without secrets: {@code key SHA256:… and a password}. */
  String tried() {
    List<String> all = new ArrayList<>();
    keys.forEach(key -> all.add("key " + HostKeys.fingerprint(key.getPublic())));
    password.ifPresent(secret -> all.add("a password"));
    return all.isEmpty() ? "neither key nor password" : String.join(" and ", all);
  }

  /** Never shows the password. */
  @Override
  public String toString() {
    return tried();
  }
}
