package org.as2gateway.admin.setup;

import java.util.List;
import java.util.Set;
import org.as2gateway.people.onboarding.Onboarding;
import org.as2gateway.registry.partnerships.PartnershipAttribute;
import org.as2gateway.transport.TransportKind;

/** Names of what is known of a partner that is being set up. */
public final class Answer {
  /** How files travel, see {@link TransportKind#text}; blank for AS2. */
  public static final String TRANSPORT = "transport";

  /** With SFTP, whose server it is: {@link #THEIRS} or {@link #OURS}. */
  public static final String SFTP_SIDE = "sftp_side";

  /** We connect to the server of the partner. */
  public static final String THEIRS = "theirs";

  /** The partner connects to our server. */
  public static final String OURS = "ours";

  /** With SFTP, whether files are encrypted and signed: {@code yes} or {@code no}. */
  public static final String PGP = "pgp";

  /** The host key that the last checks have found and that is not pinned; none if there is none. */
  public static final String HOST_KEY_SHOWN = "host_key_shown";

  /** What kind of key that is. */
  public static final String HOST_KEY_TYPE = "host_key_type";

  /** Settings of SFTP and PDX, under the names of their attributes. */
  public static final List<PartnershipAttribute> SETTINGS =
      List.of(
          PartnershipAttribute.SFTP_URL,
          PartnershipAttribute.SFTP_POLL,
          PartnershipAttribute.SFTP_HOST_KEY,
          PartnershipAttribute.SFTP_KEY,
          PartnershipAttribute.SFTP_PASSWORD,
          PartnershipAttribute.PGP_ENCRYPT,
          PartnershipAttribute.PGP_SIGN,
          PartnershipAttribute.PGP_REQUIRE,
          PartnershipAttribute.PDX_ENVIRONMENT,
          PartnershipAttribute.PDX_LOGIN);

  /** Its AS2 id. */
  public static final String AS2_ID = "as2_id";

  /** Where its messages go. */
  public static final String URL = "url";

  /** Whom to call. */
  public static final String EMAIL = "email";

  /** Our station. */
  public static final String STATION = "station";

  /** Certificates that were looked at and chosen. */
  public static final String PEM = "pem";

  /** Who compared the fingerprints, and when. */
  public static final String PHONE = "phone";

  /** The preset chosen. */
  public static final String PRESET = "preset";

  /** Signature algorithm. */
  public static final String SIGN = "sign";

  /** Encryption algorithm. */
  public static final String ENCRYPT = "encrypt";

  /** {@code none} or {@code zlib}. */
  public static final String COMPRESSION = "compression_type";

  /** {@code sync}, {@code async} or {@code none}. */
  public static final String RECEIPT = "receipt";

  /** Our URL for asynchronous receipts. */
  public static final String RECEIPT_URL = "receipt_url";

  /** Findings of the last checks, see {@link FindingText}. */
  public static final String CHECKS = "checks";

  /** {@code good} or {@code bad}. */
  public static final String CHECKS_VERDICT = "checks_verdict";

  /** When they were made. */
  public static final String CHECKS_AT = "checks_at";

  /** The certificate that would have to be trusted for their TLS to be; none if it is. */
  public static final String TLS_SHOWN = "tls_shown";

  /** Certificates that their TLS is trusted by besides the usual authorities. */
  public static final String TLS_TRUST = "tls_trust";

  /** Our id of the test message. */
  public static final String TEST = "test";

  /** {@code good} once its receipt was verified. */
  public static final String TEST_VERDICT = "test_verdict";

  /** Our contact for the partner. */
  public static final String CONTACT_NAME = "contact_name";

  /** The contact's title. */
  public static final String CONTACT_TITLE = "contact_title";

  /** The contact's telephone. */
  public static final String CONTACT_PHONE = "contact_phone";

  /** Our company. */
  public static final String COMPANY = "company";

  /** When DTS was asked, a date. */
  public static final String REQUESTED = "requested";

  /** Before a setting's name: when it was confirmed, a date; none while it is assumed. */
  public static final String CONFIRMED = "confirmed.";

  /** What only the partner can confirm, in the order in which it is shown. */
  public static final List<String> CONFIRMABLE = List.of(AS2_ID, URL, PEM, SIGN, ENCRYPT, RECEIPT);

  private static final Set<String> PLAIN =
      Set.of(
          TRANSPORT,
          SFTP_SIDE,
          PGP,
          AS2_ID,
          URL,
          EMAIL,
          STATION,
          PEM,
          PRESET,
          SIGN,
          ENCRYPT,
          COMPRESSION,
          RECEIPT,
          RECEIPT_URL,
          CONTACT_NAME,
          CONTACT_TITLE,
          CONTACT_PHONE,
          COMPANY);

  private static final String GOOD = "good";
  private static final String BAD = "bad";

  private Answer() {}

  /** A verdict as it is kept. */
  public static String verdict(boolean isGood) {
    return isGood ? GOOD : BAD;
  }

  /** Whether a verdict was given and is good. */
  public static boolean isGood(Onboarding onboarding, String name) {
    return onboarding.answer(name).equals(GOOD);
  }

  /** Whether a verdict was given and is bad. */
  public static boolean isBad(Onboarding onboarding, String name) {
    return onboarding.answer(name).equals(BAD);
  }

  /** Whether it is for people to give, and to read as it was given. */
  public static boolean isForPeople(String name) {
    return PLAIN.contains(name) || isDate(name) || isSetting(name);
  }

  /** Whether it is a setting of SFTP or PDX. */
  static boolean isSetting(String name) {
    return SETTINGS.stream().anyMatch(attribute -> attribute.attributeName().equals(name));
  }

  /** How files travel to and from the partner. */
  static TransportKind transport(Onboarding onboarding) {
    return TransportKind.parse(onboarding.answer(TRANSPORT)).orElse(TransportKind.AS2);
  }

  /** Whether the partner connects to our SFTP server. */
  static boolean isOurServer(Onboarding onboarding) {
    return onboarding.answer(SFTP_SIDE).equals(OURS);
  }

  /** Whether files are encrypted or signed with OpenPGP. */
  static boolean isPgp(Onboarding onboarding) {
    return onboarding.answer(PGP).equals("yes");
  }

  /** What is known of a setting; blank if nothing. */
  static String setting(Onboarding onboarding, PartnershipAttribute attribute) {
    return onboarding.answer(attribute.attributeName());
  }

  /** Whether it is a date. */
  static boolean isDate(String name) {
    return name.equals(REQUESTED)
        || (name.startsWith(CONFIRMED) && CONFIRMABLE.contains(name.substring(CONFIRMED.length())));
  }
}
