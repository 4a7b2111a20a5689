package org.as2gateway.as2.wire;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How the content-encryption key reaches an RSA recipient; an EC recipient always gets it by ECDH
 * (RFC 5753).
 */
public enum KeyTransport {
  RSA_PKCS1("rsa"),
  RSA_OAEP("rsa-oaep");

  private final String spelling;

  KeyTransport(String spelling) {
    this.spelling = spelling;
  }

  /** The spelling of {@code gw.key_transport}. */
  public String spelling() {
    return spelling;
  }

  /** Reads a {@code gw.key_transport} attribute. */
  public static Optional<KeyTransport> parse(String text) {
    String key = text.toLowerCase(Locale.ROOT).strip().replace('_', '-');
    return Arrays.stream(values()).filter(t -> t.spelling.equals(key)).findFirst();
  }
}
