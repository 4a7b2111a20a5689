package org.as2gateway.registry.partnerships;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.as2gateway.as2.wire.As2Id;

/** Every attribute of a {@code <partner>} that this gateway uses, besides its name. */
public enum PartnerAttribute {
  AS2_ID("as2_id"),
  X509_ALIAS("x509_alias"),
  EMAIL("email"),
  FULL_NAME("gw.full_name"),
  CONTACT_NAME("gw.contact_name"),
  CONTACT_EMAIL("gw.contact_email"),
  CONTACT_PHONE("gw.contact_phone"),
  NOTES("gw.notes");

  private static final String TLS_FOLDER = "tls";

  private final String attributeName;

  PartnerAttribute(String attributeName) {
    this.attributeName = attributeName;
  }

  /** The name in the file. */
  public String attributeName() {
    return attributeName;
  }

  /** All names. */
  static List<String> names() {
    return Arrays.stream(values()).map(PartnerAttribute::attributeName).toList();
  }

  /** What is wrong with a value, if anything is; a blank one is not. */
  public Optional<String> fault(String value) {
    if (value.isBlank()) {
      return Optional.empty();
    }
    return switch (this) {
      case AS2_ID -> idFault(value);
      case X509_ALIAS -> isFolder(value) ? Optional.empty() : Optional.of(folderExpected());
      default -> Optional.empty();
    };
  }

  private static Optional<String> idFault(String value) {
    try {
      new As2Id(value);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.ofNullable(e.getMessage());
    }
  }

  /** An alias becomes a folder name. */
  private static boolean isFolder(String value) {
    return AttributeValues.isPlainPath(value)
        && !value.contains("/")
        && !value.startsWith(".")
        && !value.equalsIgnoreCase(TLS_FOLDER);
  }

  private static String folderExpected() {
    return "expected the name of a folder in certs/ other than '" + TLS_FOLDER + "'";
  }
}
