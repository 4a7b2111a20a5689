package org.as2gateway.as2.smime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.as2gateway.as2.wire.EncryptionAlgorithm;
import org.as2gateway.as2.wire.SignatureAlgorithm;

/** How a message is protected, in words for an operator. */
final class Protection {
  private Protection() {}

  /** Such as "signed with sha-256, encrypted with aes256-cbc, compressed". */
  static String text(
      Optional<SignatureAlgorithm> signature,
      Optional<EncryptionAlgorithm> encryption,
      boolean isCompressed) {
    List<String> parts = new ArrayList<>();
    parts.add(signature.map(s -> "signed with " + s.spelling()).orElse("not signed"));
    parts.add(encryption.map(e -> "encrypted with " + e.spelling()).orElse("not encrypted"));
    if (isCompressed) {
      parts.add("compressed");
    }
    return String.join(", ", parts);
  }
}
