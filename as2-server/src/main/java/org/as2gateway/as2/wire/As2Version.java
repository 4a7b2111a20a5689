package org.as2gateway.as2.wire;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A value of AS2-Version that may be sent (protocol.md §4.6). */
public enum As2Version {
  /** Compression (RFC 5402). */
  V1_1("1.1"),
  /** EDIINT-Features (RFC 6017). */
  V1_2("1.2"),
  /**
   * The rules of draft-ietf-ediint-rfc4130bis: no weak algorithm is generated, a retry keeps its
   * Message-ID, AS2-Product is sent, and the error modifiers of its §8.4.3 may come.
   */
  V1_3("1.3");

  /** Our release, as in the POM. */
  public static final String RELEASE = "0.1.0";

  /** Our name and release, in the form of draft-ietf-ediint-rfc4130bis §6.2. */
  private static final String PRODUCT = "as2-gateway:" + RELEASE;

  private final String text;

  As2Version(String text) {
    this.text = text;
  }

  /** The header's value. */
  public String text() {
    return text;
  }

  /** Whether the rules of the modernised specification hold. */
  public boolean isModern() {
    return this == V1_3;
  }

  /** The value of AS2-Product that goes with this version; empty if it is not to be sent. */
  public Optional<String> product() {
    return isModern() ? Optional.of(PRODUCT) : Optional.empty();
  }

  /** Finds a version by its text. */
  public static Optional<As2Version> parse(String text) {
    return Arrays.stream(values()).filter(v -> v.text.equals(text)).findFirst();
  }

  /** All texts. */
  public static List<String> texts() {
    return Arrays.stream(values()).map(As2Version::text).toList();
  }
}
