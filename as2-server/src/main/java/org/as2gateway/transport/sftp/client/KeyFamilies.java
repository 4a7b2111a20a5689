package org.as2gateway.transport.sftp.client;

import java.security.PublicKey;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.signature.Signature;
import org.as2gateway.transport.sftp.ssh.HostKeys;
import org.as2gateway.transport.sftp.ssh.SshAlgorithms;

/** Types of host keys to accept from a server, which proves only one of those that it has. */
record KeyFamilies(Set<Family> families) {
  enum Family {
    ED25519("ed25519"),
    ECDSA("ecdsa"),
    RSA("rsa");

    private final String part;

    Family(String part) {
      this.part = part;
    }

    /** Whether a type of key or signature, such as {@code rsa-sha2-256}, is of this family. */
    boolean has(String name) {
      return name.contains(part);
    }
  }

  static final KeyFamilies ALL = new KeyFamilies(EnumSet.allOf(Family.class));

  KeyFamilies {
    families = Set.copyOf(families);
  }

  boolean isEmpty() {
    return families.isEmpty();
  }

  /** Those without the type of the key. */
  KeyFamilies without(PublicKey key) {
    String type = HostKeys.type(key);
    return new KeyFamilies(
        families.stream()
            .filter(family -> !family.has(type))
            .collect(Collectors.toUnmodifiableSet()));
  }

  List<NamedFactory<Signature>> signatures() {
    return SshAlgorithms.signatures().stream()
        .filter(factory -> families.stream().anyMatch(family -> family.has(factory.getName())))
        .toList();
  }
}
