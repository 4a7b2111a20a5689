package org.as2gateway.admin.partners;

import static org.as2gateway.registry.partnerships.PartnershipAttribute.*;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.as2gateway.as2.wire.EncryptionAlgorithm;
import org.as2gateway.as2.wire.SignatureAlgorithm;
import org.as2gateway.registry.partnerships.AttributeChoices;
import org.as2gateway.registry.partnerships.PartnerProfile;
import org.as2gateway.registry.partnerships.PartnerProfiles;
import org.as2gateway.registry.partnerships.PartnershipAttribute;
import org.as2gateway.registry.partnerships.PartnershipDefaults;

/**
 * A row of the table of all settings of a partnership: the one place that says how forms show an
 * attribute. What values are valid is decided by the loader.
 *
 * @param attribute the attribute
 * @param group its heading
 * @param label its name for people
 * @param control how it is entered
 */
public record SettingRow(
    PartnershipAttribute attribute, SettingGroup group, String label, Control control) {
  private static final List<SettingRow> ALL =
      List.of(
          row(PROFILE, SettingGroup.IDENTITY, "Partner's product"),
          row(STATE, SettingGroup.IDENTITY, "State"),
          row(INCOMPLETE, SettingGroup.IDENTITY, "Open decision"),
          row(TRANSPORT, SettingGroup.CONNECTION, "Transport"),
          row(AS2_URL, SettingGroup.CONNECTION, "Partner URL", Control.URL),
          row(CONNECT_TIMEOUT, SettingGroup.CONNECTION, "Connection timeout", Control.DURATION),
          row(READ_TIMEOUT, SettingGroup.CONNECTION, "Transfer timeout", Control.DURATION),
          row(TLS_TRUST, SettingGroup.CONNECTION, "Trusted TLS certificate file"),
          row(TLS_CLIENT_ALIAS, SettingGroup.CONNECTION, "TLS client certificate"),
          row(PROXY, SettingGroup.CONNECTION, "Proxy"),
          row(PROXY_LOGIN, SettingGroup.CONNECTION, "Proxy login file"),
          row(BASIC_USER, SettingGroup.CONNECTION, "HTTP user"),
          row(SFTP_URL, SettingGroup.SFTP, "SFTP server, user, and folder"),
          row(SFTP_POLL, SettingGroup.SFTP, "Folder to fetch from"),
          row(SFTP_DONE, SettingGroup.SFTP, "Folder for received files"),
          row(SFTP_HOST_KEY, SettingGroup.SFTP, "Host keys"),
          row(SFTP_KEY, SettingGroup.SFTP, "Login key"),
          row(SFTP_PASSWORD, SettingGroup.SFTP, "Password file"),
          row(SFTP_NAME, SettingGroup.SFTP, "Name of uploads"),
          row(SFTP_RATE, SettingGroup.SFTP, "Maximum rate"),
          row(PGP_ENCRYPT, SettingGroup.PGP, "Encrypt with the key of"),
          row(PGP_SIGN, SettingGroup.PGP, "Sign with the key of"),
          row(PGP_REQUIRE, SettingGroup.PGP, "Accept only", Control.SEVERAL),
          row(PGP_CIPHER, SettingGroup.PGP, "Cipher"),
          row(PGP_ARMOR, SettingGroup.PGP, "Write text"),
          row(PDX_ENVIRONMENT, SettingGroup.PDX, "PDX environment"),
          row(PDX_LOGIN, SettingGroup.PDX, "PDX login file"),
          row(SOURCE_ADDRESSES, SettingGroup.CONNECTION, "Addresses to receive from"),
          row(INBOUND_USER, SettingGroup.CONNECTION, "HTTP user of the partner"),
          row(INBOUND_CERTIFICATE, SettingGroup.CONNECTION, "TLS certificate of the partner"),
          row(PDX_INTERVAL, SettingGroup.PDX, "Ask for new files every", Control.DURATION),
          row(PDX_REQUESTS, SettingGroup.PDX, "Requests an hour", Control.NUMBER),
          row(PDX_IDLE, SettingGroup.PDX, "Use the account at least every", Control.DURATION),
          row(SIGN, SettingGroup.SECURITY, "Signature algorithm"),
          row(ENCRYPT, SettingGroup.SECURITY, "Encryption algorithm"),
          row(ALSO_ENCRYPT_FOR, SettingGroup.SECURITY, "Also encrypt for"),
          row(COMPRESSION_TYPE, SettingGroup.SECURITY, "Compression"),
          row(COMPRESSION_MODE, SettingGroup.SECURITY, "Compression order"),
          row(ACCEPT_SIGN, SettingGroup.SECURITY, "Accepted signatures", Control.SEVERAL),
          row(ACCEPT_ENCRYPT, SettingGroup.SECURITY, "Accepted encryption", Control.SEVERAL),
          row(ALLOW_UNSIGNED, SettingGroup.SECURITY, "Accept unsigned messages"),
          row(ALLOW_UNENCRYPTED, SettingGroup.SECURITY, "Accept unencrypted messages"),
          row(AS2_MDN_TO, SettingGroup.RECEIPTS, "Request a receipt for"),
          row(AS2_MDN_OPTIONS, SettingGroup.RECEIPTS, "Receipt type", Control.CHOICE),
          row(AS2_RECEIPT_OPTION, SettingGroup.RECEIPTS, "Receipt URL", Control.URL),
          row(MDN_TIMEOUT, SettingGroup.RECEIPTS, "Receipt timeout", Control.DURATION),
          row(MAX_BYTES, SettingGroup.LIMITS, "Maximum message size", Control.SIZE),
          row(CONCURRENCY, SettingGroup.LIMITS, "Messages at a time", Control.NUMBER),
          row(FALLBACK, SettingGroup.LIMITS, "Alternative partnership"),
          row(FALLBACK_AFTER, SettingGroup.LIMITS, "Offer it after", Control.DURATION),
          row(FALLBACK_AUTOMATIC, SettingGroup.LIMITS, "Use it without asking"),
          row(ORDERED, SettingGroup.LIMITS, "Send in order"),
          row(NEW_MESSAGE_ID_ON_RESEND, SettingGroup.LIMITS, "New Message-ID on resend"),
          row(RESTART, SettingGroup.LIMITS, "Resume interrupted transfers"),
          row(RESTART_BYTES, SettingGroup.LIMITS, "Interrupted transfers, size", Control.SIZE),
          row(RESTART_TIME, SettingGroup.LIMITS, "Interrupted transfers, time", Control.DURATION),
          row(SEND_NAMES, SettingGroup.FILES, "File names to send"),
          row(SEND_MIN_BYTES, SettingGroup.FILES, "Smallest file to send", Control.SIZE),
          row(SEVERAL_FILES, SettingGroup.FILES, "Several files in a message"),
          row(KEEP_FILENAMES, SettingGroup.FILES, "Keep file names unchanged"),
          row(CONTENT_TYPE, SettingGroup.FILES, "Content type"),
          row(REPLAY, SettingGroup.FILES, "Repeated content"),
          row(USPS, SettingGroup.USPS, "Files for USPS"),
          row(USPS_PREFLIGHT, SettingGroup.USPS, "Check before sending stops"),
          row(USPS_CONFIRM_TIME, SettingGroup.USPS, "Time to confirmation", Control.DURATION),
          row(USPS_SCAN_TIME, SettingGroup.USPS, "Time to first scan", Control.DURATION),
          row(USPS_CORRECTION_TYPE, SettingGroup.USPS, "File type of corrections"),
          row(SUBJECT, SettingGroup.ADVANCED, "Subject"),
          row(AS2_VERSION, SettingGroup.ADVANCED, "AS2 version"),
          row(CONTENT_TRANSFER_ENCODING, SettingGroup.ADVANCED, "Transfer encoding"),
          row(HEADERS, SettingGroup.ADVANCED, "Further headers"),
          row(CHUNKED, SettingGroup.ADVANCED, "Chunked transfer"),
          row(KEY_TRANSPORT, SettingGroup.ADVANCED, "Key transport"),
          row(MICALG, SettingGroup.ADVANCED, "Digest name (micalg)"),
          row(INCLUDE_CERTIFICATE, SettingGroup.ADVANCED, "Include our certificate"),
          row(
              REMOVE_CMS_ALGORITHM_PROTECT,
              SettingGroup.ADVANCED,
              "Omit CMS algorithm protection"));

  /** All settings, each once, in the order of the forms. */
  public static List<SettingRow> all() {
    return ALL;
  }

  /** The row of an attribute. */
  public static SettingRow of(PartnershipAttribute attribute) {
    return ALL.stream().filter(row -> row.attribute == attribute).findFirst().orElseThrow();
  }

  private static SettingRow row(PartnershipAttribute attribute, SettingGroup group, String label) {
    boolean isClosed = !AttributeChoices.of(attribute).isEmpty();
    return row(attribute, group, label, isClosed ? Control.CHOICE : Control.TEXT);
  }

  private static SettingRow row(
      PartnershipAttribute attribute, SettingGroup group, String label, Control control) {
    return new SettingRow(attribute, group, label, control);
  }

  /** The values that can be chosen; empty for what is typed. */
  public List<Choice> choices() {
    if (attribute == AS2_MDN_OPTIONS) {
      return receipts();
    }
    return AttributeChoices.of(attribute).stream()
        .map(value -> new Choice(value, words(value)))
        .toList();
  }

  private static List<Choice> receipts() {
    return Stream.of("sha-256", "sha-384", "sha-512", "sha1")
        .map(d -> new Choice(PartnershipDefaults.receiptOptions(d), "signed, " + weak(d, d)))
        .toList();
  }

  /** A valid value for people. */
  String words(String value) {
    if (AttributeChoices.isYesOrNo(attribute)) {
      return value.equals("true") ? "yes" : value.equals("false") ? "no" : value;
    }
    return switch (attribute) {
      case PROFILE -> PartnerProfiles.find(value).map(PartnerProfile::product).orElse(value);
      case SIGN, ACCEPT_SIGN, ENCRYPT, ACCEPT_ENCRYPT -> weak(value, value);
      case COMPRESSION_MODE -> value.replace('-', ' ');
      case REPLAY -> value.equals("repeat") ? "confirm, do not deliver again" : "deliver again";
      default -> Measure.read(control, value).map(Measure::words).orElse(value);
    };
  }

  private static String weak(String algorithm, String label) {
    boolean isWeak =
        SignatureAlgorithm.parse(algorithm).filter(a -> a.digest().isWeak()).isPresent()
            || EncryptionAlgorithm.parse(algorithm).filter(EncryptionAlgorithm::isWeak).isPresent();
    return isWeak ? label + " (weak)" : label;
  }

  /** The members of a comma list, as the choices spell them where they are among them. */
  Set<String> members(String list) {
    return Arrays.stream(list.split(","))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .map(this::spelling)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private String spelling(String word) {
    Optional<String> known =
        attribute == ACCEPT_SIGN
            ? SignatureAlgorithm.parse(word).map(SignatureAlgorithm::spelling)
            : EncryptionAlgorithm.parse(word).map(EncryptionAlgorithm::spelling);
    return known.orElse(word);
  }

  /** Whether two values mean the same, so that the spelling of the file can stay. */
  boolean isSame(String one, String other) {
    return switch (control) {
      case SEVERAL -> members(one).equals(members(other));
      case DURATION, SIZE -> {
        Optional<Measure> measure = Measure.read(control, one);
        yield measure.isPresent() && measure.equals(Measure.read(control, other));
      }
      default -> one.equals(other);
    };
  }
}
