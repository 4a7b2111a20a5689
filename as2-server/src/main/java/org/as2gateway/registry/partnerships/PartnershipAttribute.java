package org.as2gateway.registry.partnerships;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Every {@code <attribute name="…">} of a partnership that this gateway uses: the one table that
 * the loader, its suggestions and the documentation share.
 */
public enum PartnershipAttribute {
  PROFILE(
      "gw.profile",
      "The partner's product. Its known settings apply where nothing is set here."
          + " `./as2 partner profiles` lists them.",
      "blank",
      "ibm-sterling"),
  AS2_URL(
      "as2_url",
      "URL of the receiver. Blank: nothing can be sent.",
      "blank",
      "https://as2.partner.example/as2"),
  AS2_MDN_TO(
      "as2_mdn_to",
      "Requests a receipt. Any text works; usually our email address. Blank: no receipt.",
      "blank",
      "as2@my-company.example"),
  AS2_MDN_OPTIONS(
      "as2_mdn_options",
      "Receipt type. Blank or `none`: an unsigned receipt.",
      "blank",
      "signed-receipt-protocol=required, pkcs7-signature; signed-receipt-micalg=required, sha-256"),
  AS2_RECEIPT_OPTION(
      "as2_receipt_option",
      "URL for asynchronous receipts. Sending: our URL, where the partner sends the receipt."
          + " Receiving: the partner's URL, the only one we connect to. Blank: synchronous only.",
      "blank",
      "https://as2.my-company.example/as2"),
  MDN_TIMEOUT(
      "gw.mdn_timeout",
      "How long to wait for an asynchronous receipt before the message is sent again.",
      "1h",
      "30m"),
  SIGN(
      "sign",
      "Sending: the algorithm to sign with; blank or `none` sends unsigned."
          + " Receiving: accepted in addition to `gw.accept_sign`.",
      "blank",
      "sha-256"),
  ENCRYPT(
      "encrypt",
      "Sending: the algorithm to encrypt with; blank or `none` sends unencrypted."
          + " Receiving: accepted in addition to `gw.accept_encrypt`.",
      "blank",
      "aes256-cbc"),
  KEY_TRANSPORT(
      "gw.key_transport",
      "Key transport for RSA recipients: `rsa` (PKCS #1 v1.5) or `rsa-oaep`.",
      "rsa",
      "rsa-oaep"),
  ACCEPT_SIGN(
      "gw.accept_sign",
      "Receiving: accepted signature algorithms, separated by commas.",
      "sha-256, sha-384, sha-512, rsassa-pss-sha-256, rsassa-pss-sha-384, rsassa-pss-sha-512",
      "sha-256, sha1"),
  ACCEPT_ENCRYPT(
      "gw.accept_encrypt",
      "Receiving: accepted encryption algorithms, separated by commas.",
      "aes128-cbc, aes192-cbc, aes256-cbc, aes128-gcm, aes192-gcm, aes256-gcm",
      "aes256-cbc, 3des"),
  ALLOW_UNSIGNED(
      "gw.allow_unsigned",
      "Receiving: whether unsigned messages are accepted. Anyone can send one.",
      "false",
      "true"),
  ALLOW_UNENCRYPTED(
      "gw.allow_unencrypted",
      "Receiving: whether unencrypted messages are accepted.",
      "false",
      "true"),
  COMPRESSION_TYPE(
      "compression_type",
      "`zlib` compresses sent messages; blank or `none` does not.",
      "none",
      "zlib"),
  COMPRESSION_MODE(
      "compression_mode",
      "`compress-before-signing` or `compress-after-signing`.",
      "compress-before-signing",
      "compress-after-signing"),
  MICALG(
      "gw.micalg",
      "Spelling of the digest in `micalg` when sending; it does not change the digest.",
      "same as `sign`",
      "sha1"),
  INCLUDE_CERTIFICATE(
      "gw.include_certificate",
      "Whether the signature includes our certificate.",
      "true",
      "false",
      "sign_include_cert_in_body_part"),
  REMOVE_CMS_ALGORITHM_PROTECT(
      "remove_cms_algorithm_protect_attr",
      "Leaves CMSAlgorithmProtection out of signatures; IBM Sterling refuses it.",
      "false",
      "true",
      "remove_cms_algorithm_protection_attrib"),
  SUBJECT(
      "subject",
      "Subject header. `$sender.name$`, `$sender.as2_id$`, `$receiver.…$` and `$attribute.NAME$`"
          + " are replaced when the file is loaded, `$attributes.filename$` when a message is"
          + " sent.",
      "blank",
      "File $attributes.filename$ from $sender.name$"),
  CONTENT_TYPE(
      "gw.content_type",
      "Content-Type of payloads that have none.",
      "application/octet-stream",
      "text/plain",
      "content_type"),
  CONTENT_TRANSFER_ENCODING(
      "content_transfer_encoding",
      "`binary` or `base64`; `8bit`, `7bit` and `quoted-printable` are sent as binary.",
      "binary",
      "base64"),
  AS2_VERSION(
      "gw.as2_version",
      "`AS2-Version` sent: `1.1`, `1.2` or `1.3`. 1.3 applies the rules of the modernized"
          + " specification: no weak algorithm, the same Message-ID on every retry, `AS2-Product`.",
      "1.2",
      "1.3"),
  SEVERAL_FILES(
      "gw.multiple_attachments",
      "Whether a message may contain several files (RFC 6362), in both directions.",
      "true",
      "false"),
  KEEP_FILENAMES(
      "gw.keep_filenames",
      "Receiving: a file keeps the sender's file name or is refused:"
          + " `duplicate-filename` while the inbox has a file with that name,"
          + " `illegal-filename` if the name is not allowed here. If false, names are cleaned and"
          + " numbered.",
      "false",
      "true"),
  REPLAY(
      "gw.replay",
      "Receiving: how to handle content repeated under another Message-ID: the same"
          + " ciphertext under the same content key, or without encryption the same signature."
          + " `repeat` confirms it and does not deliver it again; `deliver` delivers it, for"
          + " partners that send the same bytes on purpose.",
      "repeat",
      "deliver"),
  CHUNKED("gw.chunked", "Sends with chunked encoding instead of Content-Length.", "false", "true"),
  CONNECT_TIMEOUT("gw.connect_timeout", "Timeout for the TCP and TLS connection.", "30s", "10s"),
  READ_TIMEOUT(
      "gw.read_timeout",
      "Timeout when no data moves, sending or receiving; also the wait for a synchronous receipt.",
      "5m",
      "15m"),
  TLS_TRUST(
      "gw.tls_trust",
      "File under `certs/` with a CA or pinned certificate, trusted for this partner in addition"
          + " to the JDK's roots. Set in one direction, it applies to both: messages and"
          + " asynchronous receipts.",
      "blank",
      "usps-dts-tls.pem"),
  TLS_CLIENT_ALIAS(
      "gw.tls_client_alias",
      "Alias under `certs/` whose key is our TLS client certificate. Set in one direction, it"
          + " applies to both: messages and asynchronous receipts.",
      "blank",
      "my-company-tls"),
  BASIC_USER(
      "gw.basic_user",
      "User of HTTP Basic authentication, over https only; the password is in"
          + " `data/secrets/basic-PARTNERSHIP` (one line, mode 0600), never here. The gateway adds"
          + " scheme, host and port of the URL to that file; if you change the server, write"
          + " the password again.",
      "blank",
      "my-company",
      "http_user"),
  MAX_BYTES(
      "gw.max_bytes",
      "Receiving: maximum size of body and payload; `limits.message-bytes` of `gateway.yaml` also"
          + " applies.",
      "no separate limit",
      "100 MiB"),
  RESTART(
      "gw.restart",
      "AS2 Restart: an interrupted transfer resumes where it stopped if the partner supports it."
          + " Sending: messages carry an ETag. Receiving: keeps the data received so far.",
      "false",
      "true"),
  RESTART_BYTES(
      "gw.restart_bytes",
      "Receiving with `gw.restart`: maximum bytes of interrupted transfers kept for the partner. A"
          + " body that exceeds it is received but not kept.",
      "20 GiB",
      "2 GiB"),
  RESTART_TIME(
      "gw.restart_time",
      "Receiving with `gw.restart`: how long an interrupted transfer is kept.",
      "1d",
      "6h"),
  ORDERED(
      "gw.ordered",
      "Sends one message at a time; the next starts when the previous one is complete.",
      "false",
      "true"),
  CONCURRENCY(
      "gw.concurrency",
      "Maximum number of messages in progress, 1 to 256; always 1 with `gw.ordered`.",
      "4",
      "1"),
  SEND_NAMES(
      "gw.send_names",
      "Sending: file names that may be sent, separated by commas; `*` and `?` match any"
          + " characters. A message with another file is blocked until a user discards it or sends"
          + " it anyway.",
      "any",
      "*.manifest, *.ssf"),
  SEND_MIN_BYTES(
      "gw.send_min_bytes",
      "Sending: smallest file that may be sent. A message with a smaller file is blocked; `1`"
          + " blocks empty files.",
      "no minimum",
      "1"),
  TRANSPORT(
      "gw.transport",
      "How the files travel: `as2`, `sftp`, or `pdx` (USPS Product Data Exchange). Only AS2 has"
          + " receipts.",
      "as2",
      "sftp"),
  SFTP_URL(
      "gw.sftp_url",
      "With `gw.transport` `sftp`: the partner's server, with the user to log in as and the folder"
          + " to upload to. Blank: the partner logs in to our SFTP server.",
      "blank",
      "sftp://my-company@sftp.partner.example:22/in"),
  SFTP_POLL(
      "gw.sftp_poll",
      "Receiving with `gw.sftp_url`: the folder on the partner's server to fetch files from.",
      "blank",
      "/out"),
  SFTP_HOST_KEY(
      "gw.sftp_host_key",
      "Fingerprints of the server's host keys, separated by commas, as `ssh-keygen -lf` prints"
          + " them. Any of them is accepted; any other key stops the connection.",
      "blank",
      "SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU"),
  SFTP_KEY(
      "gw.sftp_key",
      "Alias under `certs/` with the private key to log in with.",
      "blank",
      "my-company-sftp"),
  SFTP_PASSWORD(
      "gw.sftp_password",
      "File under `data/secrets/` with the password to log in with (one line, mode 0600).",
      "blank",
      "sftp-partner"),
  PGP_ENCRYPT(
      "gw.pgp_encrypt",
      "Sending: alias under `certs/` of the partner; files are encrypted with its OpenPGP key.",
      "blank",
      "partner"),
  PGP_SIGN(
      "gw.pgp_sign",
      "Sending: alias under `certs/` of ours; files are signed with its OpenPGP key.",
      "blank",
      "my-company"),
  PGP_REQUIRE(
      "gw.pgp_require",
      "Receiving: what files have to be to be accepted: `encrypted`, `signed`, or both, separated"
          + " by a comma.",
      "blank",
      "encrypted, signed"),
  PDX_ENVIRONMENT(
      "gw.pdx_environment",
      "With `gw.transport` `pdx`: `PROD`, `TEM` (tests on the production host), or `CAT` (customer"
          + " acceptance tests, on a host and with an account of their own).",
      "blank",
      "CAT"),
  PDX_LOGIN(
      "gw.pdx_login",
      "File under `data/secrets/` with the Business Customer Gateway login: user in the first"
          + " line, password in the second, mode 0600.",
      "blank",
      "pdx-login"),
  PDX_INTERVAL("gw.pdx_interval", "Receiving by PDX: the time between two lists.", "1h", "15m"),
  PDX_REQUESTS("gw.pdx_requests", "Maximum number of requests to PDX in an hour.", "30", "60"),
  PDX_IDLE("gw.pdx_idle", "The longest time that the PDX account stays unused.", "7d", "3d"),
  USPS(
      "gw.usps",
      "What the files are to USPS. Sending: `manifests` (Shipping Services Files), checked before"
          + " they are sent and kept in the USPS ledger. Receiving: `answers` (confirmations and"
          + " extracts).",
      "blank",
      "manifests"),
  USPS_PREFLIGHT(
      "gw.usps_preflight",
      "Sending with `gw.usps`: what stops a manifest. `block`: findings with which USPS would"
          + " likely refuse it. `hold`: also those that a person should look at first. `warn`:"
          + " nothing. `off`: nothing, and nothing is checked.",
      "hold",
      "block"),
  USPS_CONFIRM_TIME(
      "gw.usps_confirm_time",
      "Sending with `gw.usps`: how long after the receipt of a manifest its confirmation may take"
          + " until an alert opens.",
      "3h",
      "6h"),
  USPS_SCAN_TIME(
      "gw.usps_scan_time",
      "Sending with `gw.usps`: how long after the mailing date the first scan of a piece may take"
          + " until an alert opens.",
      "2d",
      "3d"),
  USPS_CORRECTION_TYPE(
      "gw.usps_correction_type",
      "Sending with `gw.usps`: file type of corrections that the gateway builds: `keep` that of the"
          + " file, or `4`. Which of them USPS expects is not published; ask USPS.",
      "keep",
      "4"),
  NEW_MESSAGE_ID_ON_RESEND(
      "gw.new_message_id_on_resend",
      "A resend uses a new Message-ID. Only for partners that require it, because it defeats their"
          + " check for"
          + " duplicates.",
      "false",
      "true",
      "resend_requires_new_message_id"),
  STATE(
      "gw.state",
      "Receiving: `testing` marks what the partner sends as test messages, until `live`. Files are"
          + " delivered to the inbox either way, and the same security rules apply. The partner"
          + " setup sets it until go-live.",
      "live",
      "testing"),
  INCOMPLETE(
      "gw.incomplete",
      "An open decision: while it has any text, the partnership is incomplete and not"
          + " used. An import sets it where it cannot import a security setting; set the"
          + " attribute it names, then clear this one.",
      "blank",
      "sign was SHA-224, which is not supported: set 'sign'");

  private final String attributeName;
  private final String meaning;
  private final String defaultText;
  private final String example;
  private final String alias; // blank if none

  PartnershipAttribute(String attributeName, String meaning, String defaultText, String example) {
    this(attributeName, meaning, defaultText, example, "");
  }

  PartnershipAttribute(
      String attributeName, String meaning, String defaultText, String example, String alias) {
    this.attributeName = attributeName;
    this.meaning = meaning;
    this.defaultText = defaultText;
    this.example = example;
    this.alias = alias;
  }

  /** The name in the file. */
  public String attributeName() {
    return attributeName;
  }

  /** What it does, one or two sentences of Markdown. */
  public String meaning() {
    return meaning;
  }

  /** What holds where it is absent. */
  public String defaultText() {
    return defaultText;
  }

  /** A value that loads. */
  public String example() {
    return example;
  }

  /** Names under which OpenAS2 or as2-lib files carry the same setting. */
  public List<String> aliases() {
    return alias.isEmpty() ? List.of() : List.of(alias);
  }

  /** Finds an attribute by its name or an alias. */
  public static Optional<PartnershipAttribute> of(String name) {
    return Arrays.stream(values())
        .filter(a -> a.attributeName.equals(name) || a.alias.equals(name))
        .findFirst();
  }
}
