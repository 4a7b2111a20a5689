package org.as2gateway.transport;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The ways in which messages travel. */
public enum TransportKind {
  /** AS2 over HTTP (RFC 4130): each message is answered by a receipt. */
  AS2,
  /** Files over SFTP, with or without PGP: no receipts exist. */
  SFTP,
  /** The REST interface of USPS's Product Data Exchange: no receipts exist. */
  PDX;

  /** Its name for people. */
  public String label() {
    return name();
  }

  /** The spelling of partnerships and the API. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads the spelling of partnerships and the API. */
  public static Optional<TransportKind> parse(String text) {
    return Arrays.stream(values()).filter(kind -> kind.text().equals(text)).findFirst();
  }
}
