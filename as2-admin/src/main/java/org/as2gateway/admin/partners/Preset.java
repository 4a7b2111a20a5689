package org.as2gateway.admin.partners;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.registry.partnerships.PartnershipDefaults;

/** Security settings to begin with. */
public enum Preset {
  GENERIC(
      "generic",
      "Modern AS2",
      "SHA-256, AES-256, signed synchronous receipt. Suitable for nearly every partner.",
      "sha-256",
      "aes256-cbc"),
  USPS_DTS(
      "usps-dts",
      "USPS DTS",
      "General AS2 practice as a starting point. No public source states the AS2 settings of USPS,"
          + " so"
          + " each value is marked as assumed until DTS confirms it.",
      "sha-256",
      "aes256-cbc"),
  LEGACY(
      "legacy",
      "Legacy",
      "SHA-1 and Triple DES, for a partner whose software supports nothing newer. Both are weak:"
          + " ask"
          + " the partner to upgrade.",
      "sha1",
      "3des");

  private final String text;
  private final String label;
  private final String explanation;
  private final String sign;
  private final String encrypt;

  Preset(String text, String label, String explanation, String sign, String encrypt) {
    this.text = text;
    this.label = label;
    this.explanation = explanation;
    this.sign = sign;
    this.encrypt = encrypt;
  }

  /** Finds a preset by its text. */
  public static Optional<Preset> parse(String text) {
    return Arrays.stream(values()).filter(preset -> preset.text.equals(text)).findFirst();
  }

  /** The text in forms. */
  public String text() {
    return text;
  }

  /** The name for people. */
  public String label() {
    return label;
  }

  /** For whom it is. */
  public String explanation() {
    return explanation;
  }

  /** Signature algorithm. */
  public String sign() {
    return sign;
  }

  /** Encryption algorithm. */
  public String encrypt() {
    return encrypt;
  }

  /** Attributes of a partnership to a partner, without its URL. */
  public Map<String, String> outbound(String station) {
    return PartnershipDefaults.outbound(station, sign, encrypt);
  }

  /** Attributes of a partnership from a partner. */
  public Map<String, String> inbound() {
    return PartnershipDefaults.inbound(sign, encrypt);
  }
}
