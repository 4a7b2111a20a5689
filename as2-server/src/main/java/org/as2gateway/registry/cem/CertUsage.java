package org.as2gateway.registry.cem;

import java.util.Arrays;
import java.util.Optional;

/** What an offered certificate is for (draft §3.1). */
public enum CertUsage {
  DIGITAL_SIGNATURE("digitalSignature"),
  KEY_ENCIPHERMENT("keyEncipherment"),
  TLS_SERVER("tlsServer"),
  TLS_CLIENT("tlsClient");

  private final String word;

  CertUsage(String word) {
    this.word = word;
  }

  /** As it stands in the message. */
  public String word() {
    return word;
  }

  /** The usage of that word. */
  public static Optional<CertUsage> of(String word) {
    return Arrays.stream(values()).filter(usage -> usage.word.equals(word.strip())).findFirst();
  }
}
