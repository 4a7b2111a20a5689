package org.as2gateway.people.alerts;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why a person is needed. */
public enum AlertKind {
  NOT_ACCEPTING("not accepting messages"),
  DISK("disk nearly full"),
  FAILED("message failed"),
  REFUSED("message refused"),
  BLOCKED("message blocked"),
  MDN_OVERDUE("MDN overdue"),
  QUEUE_STUCK("queue stalled"),
  NOT_DELIVERED("not delivered to the inbox"),
  ON_HOLD("partnership on hold"),
  REGISTRY("configuration problem"),
  INCOMPLETE("incomplete partnership"),
  CERTIFICATE("certificate expires"),
  CERTIFICATE_REVOKED("certificate revoked"),
  CERTIFICATE_UNCHECKED("revocation not checked"),
  CERTIFICATE_OFFER("certificate offered"),
  UNPROVEN_RECEIPT("receipt not verified"),
  REPLAYED("message repeated"),
  ATTACK("attack suspected"),
  EXPECTED_FILE("expected file missing"),
  EXPECTED_ANSWER("expected answer missing"),
  SILENT("partner silent"),
  TOKEN("API token expires"),
  UNKNOWN_SENDER("unknown sender refused"),
  ACCESS_REFUSED("refused by access settings"),
  USPS_REJECTED("manifest rejected"),
  USPS_UNCONFIRMED("manifest not confirmed"),
  USPS_NOT_SCANNED("manifest not scanned"),
  PDX_SIGN_IN("PDX sign-in refused"),
  PDX_UNUSED("PDX account not used"),
  PDX_ANSWER("PDX answer not understood"),
  SFTP_HOST_KEY("SFTP host key changed"),
  SFTP_UNREACHABLE("SFTP server not usable"),
  FALLBACK_OFFERED("message can go another way"),
  FALLBACK_USED("message went another way by itself"),
  DELIVERED_TWICE("delivered twice");

  private final String label;

  AlertKind(String label) {
    this.label = label;
  }

  /** The spelling of the API. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The spelling for people. */
  public String label() {
    return label;
  }

  /** Reads the spelling of the API. */
  public static Optional<AlertKind> parse(String text) {
    return Arrays.stream(values()).filter(kind -> kind.text().equals(text)).findFirst();
  }
}
