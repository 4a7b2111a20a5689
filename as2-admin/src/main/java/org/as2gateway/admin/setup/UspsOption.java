package org.as2gateway.admin.setup;

import java.util.List;
import org.as2gateway.admin.partners.Preset;
import org.as2gateway.transport.TransportKind;

/**
 * The three ways of USPS to exchange files (Industry Alert of August 28, 2017). Only what USPS has
 * published stands here; the rest is a blank to ask for.
 */
public enum UspsOption {
  AS2(TransportKind.AS2, "usps-dts"),
  SFTP(TransportKind.SFTP, "usps-sftp"),
  PDX(TransportKind.PDX, "usps-pdx");

  private final TransportKind transport;
  private final String partner;

  UspsOption(TransportKind transport, String partner) {
    this.transport = transport;
    this.partner = partner;
  }

  /** How files travel. */
  public TransportKind transport() {
    return transport;
  }

  /** What the partner is called. */
  public String partner() {
    return partner;
  }

  /** The security settings to begin with, which also say that DTS has to be asked. */
  public String preset() {
    return this == PDX ? "" : Preset.USPS_DTS.text();
  }

  /** Its heading. */
  public String title() {
    return switch (this) {
      case AS2 -> "AS2 (EDIINT)";
      case SFTP -> "SFTP";
      case PDX -> "PDX (Parcel Data Exchange)";
    };
  }

  /** What its button says. */
  public String button() {
    return "Start with " + (this == AS2 ? "USPS DTS" : this == SFTP ? "USPS SFTP" : "USPS PDX");
  }

  /** What we need for it. */
  public List<String> needs() {
    return switch (this) {
      case AS2 ->
          List.of(
              "an AS2 id of ours and a key",
              "a public URL of this gateway",
              "trading-partner setup with Data Transfer Services (DTS)");
      case SFTP ->
          List.of(
              "a server: that of USPS or your own",
              "a login key, or a user and password",
              "OpenPGP keys, only if you use OpenPGP",
              "trading-partner setup with Data Transfer Services (DTS)");
      case PDX ->
          List.of(
              "a login to the Business Customer Gateway (BCG)",
              "for CAT, the acceptance test: a BCG-CAT account and Mailer IDs of its own");
    };
  }

  /** What only DTS can tell. */
  public List<String> blanks() {
    return switch (this) {
      case AS2 ->
          List.of("AS2 id and URL of DTS", "certificates of DTS", "algorithms and receipt type");
      case SFTP -> List.of("host and port", "folders", "key type", "fingerprint of the host key");
      case PDX -> List.of();
    };
  }

  /** How long it takes. */
  public String leadTime() {
    return this == PDX
        ? "none; you enroll yourself, and DTS is not involved"
        : "at least %d days for the setup with DTS".formatted(RequestPages.SETUP_DAYS);
  }

  /** What proves that a file arrived. */
  public String proof() {
    return switch (this) {
      case AS2 -> "a signed receipt; acceptance comes later, in a confirmation file";
      case SFTP -> "no receipt; acceptance comes later, in a confirmation file";
      case PDX -> "the answer to the upload; acceptance comes later, in a confirmation file";
    };
  }

  /** Whom to write to first. */
  public String contact() {
    return this == PDX
        ? "eVS_Technical_Support@usps.gov, 877-264-9693"
        : "Confirmation Services technical support, delivery.confirmation@usps.gov, 877-264-9693,"
            + " with the chosen option, contact name, title, company, email, and phone";
  }

  /** When that was published. */
  public String published() {
    return this == PDX ? "2020" : "2017";
  }
}
