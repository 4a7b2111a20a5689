package org.as2gateway.registry.partnerships;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Every {@code <attribute name="…">} of a partnership that this gateway uses: the one table that
 * the loader, its suggestions and the documentation share. What each of them says of itself is in
 * {@code attributes.txt} beside this class.
 */
public enum PartnershipAttribute {
  PROFILE,
  AS2_URL,
  AS2_MDN_TO,
  AS2_MDN_OPTIONS,
  AS2_RECEIPT_OPTION,
  MDN_TIMEOUT,
  SIGN,
  ENCRYPT,
  ALSO_ENCRYPT_FOR,
  KEY_TRANSPORT,
  ACCEPT_SIGN,
  ACCEPT_ENCRYPT,
  ALLOW_UNSIGNED,
  ALLOW_UNENCRYPTED,
  COMPRESSION_TYPE,
  COMPRESSION_MODE,
  MICALG,
  INCLUDE_CERTIFICATE,
  REMOVE_CMS_ALGORITHM_PROTECT,
  SUBJECT,
  CONTENT_TYPE,
  CONTENT_TRANSFER_ENCODING,
  AS2_VERSION,
  SEVERAL_FILES,
  KEEP_FILENAMES,
  REPLAY,
  HEADERS,
  CHUNKED,
  CONNECT_TIMEOUT,
  READ_TIMEOUT,
  TLS_TRUST,
  TLS_CLIENT_ALIAS,
  PROXY,
  PROXY_LOGIN,
  BASIC_USER,
  SOURCE_ADDRESSES,
  INBOUND_USER,
  INBOUND_CERTIFICATE,
  MAX_BYTES,
  RESTART,
  RESTART_BYTES,
  RESTART_TIME,
  ORDERED,
  CONCURRENCY,
  SEND_NAMES,
  SEND_MIN_BYTES,
  TRANSPORT,
  SFTP_URL,
  SFTP_POLL,
  SFTP_DONE,
  SFTP_HOST_KEY,
  SFTP_KEY,
  SFTP_PASSWORD,
  SFTP_NAME,
  SFTP_RATE,
  PGP_ENCRYPT,
  PGP_SIGN,
  PGP_REQUIRE,
  PGP_CIPHER,
  PGP_ARMOR,
  PDX_ENVIRONMENT,
  PDX_LOGIN,
  PDX_INTERVAL,
  PDX_REQUESTS,
  PDX_IDLE,
  FALLBACK,
  FALLBACK_AFTER,
  FALLBACK_AUTOMATIC,
  USPS,
  USPS_PREFLIGHT,
  USPS_CONFIRM_TIME,
  USPS_SCAN_TIME,
  USPS_CORRECTION_TYPE,
  NEW_MESSAGE_ID_ON_RESEND,
  STATE,
  INCOMPLETE;

  /** The name in the file. */
  public String attributeName() {
    return row().name();
  }

  /** What it does, one or two sentences of Markdown. */
  public String meaning() {
    return row().meaning();
  }

  /** What holds where it is absent. */
  public String defaultText() {
    return row().defaultText();
  }

  /** A value that loads. */
  public String example() {
    return row().example();
  }

  /** Names under which OpenAS2 or as2-lib files carry the same setting. */
  public List<String> aliases() {
    return row().alias().isEmpty() ? List.of() : List.of(row().alias());
  }

  /** Finds an attribute by its name or an alias. */
  public static Optional<PartnershipAttribute> of(String name) {
    return Arrays.stream(values())
        .filter(a -> a.attributeName().equals(name) || a.aliases().contains(name))
        .findFirst();
  }

  private AttributeTexts.Row row() {
    return AttributeTexts.of(name());
  }
}
