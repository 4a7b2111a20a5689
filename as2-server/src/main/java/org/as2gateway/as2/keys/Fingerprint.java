package org.as2gateway.as2.keys;

import java.security.cert.X509Certificate;
import java.util.Locale;
import org.as2gateway.as2.wire.Sha256;

/** Names a certificate by its content: SHA-256 of the DER form, lower-case hex. */
public final class Fingerprint {
  private static final int SHORT = 8;

  private Fingerprint() {}

  /** The fingerprint of a certificate. */
  public static String of(X509Certificate certificate) {
    return Sha256.hex(Der.of(certificate));
  }

  /** The first characters, enough for a file name. */
  public static String brief(X509Certificate certificate) {
    return of(certificate).substring(0, SHORT);
  }

  /**
   * What an operator typed or pasted, in our spelling: colons and spaces are dropped. At least the
   * first 8 characters.
   */
  public static String normalise(String typed) throws CertsException {
    String hex = typed.replaceAll("[:\\s]", "").toLowerCase(Locale.ROOT);
    if (!hex.matches("[0-9a-f]{8,64}")) {
      throw new CertsException(
          "'%s' is not a fingerprint, expected the first 8 or more hex digits of a SHA-256"
              .formatted(typed));
    }
    return hex;
  }
}
