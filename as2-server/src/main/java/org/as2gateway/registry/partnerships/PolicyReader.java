package org.as2gateway.registry.partnerships;

import static org.as2gateway.registry.partnerships.PartnershipAttribute.*;

import com.helger.as2lib.disposition.DispositionOptions;
import com.helger.as2lib.exception.AS2Exception;
import com.helger.as2lib.partner.CPartnershipIDs;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.as2gateway.as2.wire.As2Version;
import org.as2gateway.as2.wire.Compression;
import org.as2gateway.as2.wire.EncryptionAlgorithm;
import org.as2gateway.as2.wire.HeaderNames;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.KeyTransport;
import org.as2gateway.as2.wire.MicAlgorithm;
import org.as2gateway.as2.wire.Quantity;
import org.as2gateway.as2.wire.ReceiptRequest;
import org.as2gateway.as2.wire.SignatureAlgorithm;
import org.as2gateway.pgp.PgpCipher;
import org.as2gateway.transport.TransportKind;

/** Makes the policies of one partnership out of its attributes. */
final class PolicyReader {
  private static final int DEFAULT_CONCURRENCY = 4;
  private static final int MOST_CONCURRENCY = 256;

  /** Transfers over SFTP that are slower than half of it are ended. */
  private static final long LEAST_RATE = 32 * 1024;

  private static final int MOST_REQUESTS = 100_000;

  private final AttributeValues values;

  PolicyReader(AttributeValues values) {
    this.values = values;
  }

  MessagePolicy message() {
    return new MessagePolicy(
        values.text(SUBJECT),
        values.text(CONTENT_TYPE).orElse(CONTENT_TYPE.defaultText()),
        values.parsed(CONTENT_TRANSFER_ENCODING, PolicyReader::transferEncoding).orElse("binary"),
        as2Version(),
        values.flag(SEVERAL_FILES, true),
        values.flag(KEEP_FILENAMES, false),
        values.parsed(REPLAY, text -> isSecond(REPLAY, text)).orElse(false),
        values.headers(HEADERS),
        values.parsed(STATE, text -> isSecond(STATE, text)).orElse(false));
  }

  /** Whether it is the second of the two choices; empty if it is neither. */
  private static Optional<Boolean> isSecond(PartnershipAttribute attribute, String text) {
    int at = AttributeChoices.of(attribute).indexOf(text);
    return at < 0 ? Optional.empty() : Optional.of(at == 1);
  }

  private As2Version as2Version() {
    return values.parsed(AS2_VERSION, As2Version::parse).orElse(As2Version.V1_2);
  }

  /** A 1.3 that is not what it says (protocol.md §4.6). */
  private void refuseUnder13(boolean isAgainstIt, String what) {
    if (isAgainstIt && values.text(AS2_VERSION).filter("1.3"::equals).isPresent()) {
      values.reject(AS2_VERSION, "1.3", "expected '1.2' with " + what);
    }
  }

  /** Sent binary whatever a file of OpenAS2 says of 8bit (protocol.md §5.3). */
  private static Optional<String> transferEncoding(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "binary", "8bit", "7bit", "quoted-printable" -> Optional.of("binary");
      case "base64" -> Optional.of("base64");
      default -> Optional.empty();
    };
  }

  SecurityPolicy security() {
    Optional<SignatureAlgorithm> sign = values.parsed(SIGN, SignatureAlgorithm::parse);
    Optional<EncryptionAlgorithm> encrypt = values.parsed(ENCRYPT, EncryptionAlgorithm::parse);
    Set<SignatureAlgorithm> acceptSign = acceptedSignatures(sign);
    Set<EncryptionAlgorithm> acceptEncrypt = acceptedEncryptions(encrypt);
    refuseUnder13(
        acceptSign.stream().anyMatch(s -> s.digest().isWeak())
            || acceptEncrypt.stream().anyMatch(EncryptionAlgorithm::isWeak),
        "md5 or sha1 in sign or gw.accept_sign, or 3des in encrypt or gw.accept_encrypt");
    return new SecurityPolicy(
        sign,
        encrypt,
        values.path(ALSO_ENCRYPT_FOR),
        values.parsed(KEY_TRANSPORT, KeyTransport::parse).orElse(KeyTransport.RSA_PKCS1),
        compression(),
        acceptSign,
        acceptEncrypt,
        values.flag(ALLOW_UNSIGNED, false),
        values.flag(ALLOW_UNENCRYPTED, false),
        micalgSpelling(sign),
        values.flag(INCLUDE_CERTIFICATE, true),
        !values.flag(REMOVE_CMS_ALGORITHM_PROTECT, false));
  }

  private Set<SignatureAlgorithm> acceptedSignatures(Optional<SignatureAlgorithm> sign) {
    Set<SignatureAlgorithm> accepted = EnumSet.noneOf(SignatureAlgorithm.class);
    accepted.addAll(
        values
            .parsedList(ACCEPT_SIGN, SignatureAlgorithm::parse)
            .orElseGet(
                () -> EnumSet.range(SignatureAlgorithm.SHA256, SignatureAlgorithm.PSS_SHA512)));
    sign.ifPresent(accepted::add);
    return accepted;
  }

  private Set<EncryptionAlgorithm> acceptedEncryptions(Optional<EncryptionAlgorithm> encrypt) {
    Set<EncryptionAlgorithm> accepted = EnumSet.noneOf(EncryptionAlgorithm.class);
    accepted.addAll(
        values
            .parsedList(ACCEPT_ENCRYPT, EncryptionAlgorithm::parse)
            .orElseGet(() -> EnumSet.complementOf(EnumSet.of(EncryptionAlgorithm.TRIPLE_DES))));
    encrypt.ifPresent(accepted::add);
    return accepted;
  }

  private Compression compression() {
    boolean isCompressed =
        values
            .parsed(COMPRESSION_TYPE, v -> Optional.of(v).filter("zlib"::equalsIgnoreCase))
            .isPresent();
    Compression mode =
        values
            .parsed(COMPRESSION_MODE, PolicyReader::compressionMode)
            .orElse(Compression.BEFORE_SIGNING);
    return isCompressed ? mode : Compression.NONE;
  }

  private static Optional<Compression> compressionMode(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case CPartnershipIDs.COMPRESS_BEFORE_SIGNING -> Optional.of(Compression.BEFORE_SIGNING);
      case CPartnershipIDs.COMPRESS_AFTER_SIGNING -> Optional.of(Compression.AFTER_SIGNING);
      default -> Optional.empty();
    };
  }

  private Optional<String> micalgSpelling(Optional<SignatureAlgorithm> sign) {
    boolean isOldName =
        KnownNames.OLD_DIGEST_NAMES.stream()
            .anyMatch(n -> values.value(n).filter("true"::equalsIgnoreCase).isPresent());
    Optional<String> spelling =
        values
            .text(MICALG)
            .or(() -> sign.filter(s -> isOldName).map(s -> s.digest().wireName().replace("-", "")));
    return spelling.filter(
        text -> {
          boolean isOfDigest =
              SignatureAlgorithm.parse(text)
                  .flatMap(a -> sign.filter(s -> s.digest() == a.digest()))
                  .isPresent();
          if (!isOfDigest) {
            values.reject(MICALG, text, "expected a spelling of the digest in 'sign'");
          }
          return isOfDigest;
        });
  }

  ReceiptPolicy receipt() {
    Optional<String> mdnTo = values.text(AS2_MDN_TO);
    Optional<String> options = values.textUnlessNone(AS2_MDN_OPTIONS).filter(this::areOptions);
    Optional<ReceiptRequest> request = options.flatMap(PolicyReader::request);
    refuseUnder13(
        request.stream().flatMap(r -> r.micalgs().stream()).anyMatch(MicAlgorithm::isWeak),
        "md5 or sha1 in as2_mdn_options");
    boolean isSigned = mdnTo.isPresent() && request.filter(ReceiptRequest::isSigned).isPresent();
    return new ReceiptPolicy(
        mdnTo,
        options,
        isSigned,
        request.map(ReceiptRequest::micalgSpellings).orElse(List.of()),
        values.url(AS2_RECEIPT_OPTION),
        values.duration(MDN_TIMEOUT, Duration.ofHours(1)));
  }

  AccessPolicy access() {
    return new AccessPolicy(
        values.addresses(SOURCE_ADDRESSES),
        values.text(INBOUND_USER),
        values.path(INBOUND_CERTIFICATE));
  }

  private boolean areOptions(String options) {
    boolean isRead;
    try {
      isRead = !DispositionOptions.createFromString(options).getAsString().isBlank();
    } catch (AS2Exception | IllegalArgumentException e) {
      isRead = false; // told below, with an example
    }
    boolean hasKnownDigest =
        request(options)
            .filter(r -> r.micalgSpellings().isEmpty() || !r.micalgs().isEmpty())
            .isPresent();
    if (!isRead || !hasKnownDigest) {
      values.reject(AS2_MDN_OPTIONS, options, "expected '" + AS2_MDN_OPTIONS.example() + "'");
    }
    return isRead && hasKnownDigest;
  }

  /** What a partner will understand of these options: read as a received header is. */
  private static Optional<ReceiptRequest> request(String options) {
    return ReceiptRequest.parse(
        Headers.of(
            HeaderNames.DISPOSITION_NOTIFICATION_TO,
            "as2",
            HeaderNames.DISPOSITION_NOTIFICATION_OPTIONS,
            options));
  }

  TransportPolicy transport() {
    return new TransportPolicy(
        values.url(AS2_URL),
        values.flag(CHUNKED, false),
        values.duration(CONNECT_TIMEOUT, Duration.ofSeconds(30)),
        values.duration(READ_TIMEOUT, Duration.ofMinutes(5)),
        values.path(TLS_TRUST),
        values.path(TLS_CLIENT_ALIAS),
        values.text(BASIC_USER),
        values.bytes(MAX_BYTES).map(OptionalLong::of).orElse(OptionalLong.empty()),
        restart(),
        proxy());
  }

  private ProxyPolicy proxy() {
    return new ProxyPolicy(
        values.proxy(PROXY),
        values.text(PROXY).filter("none"::equalsIgnoreCase).isPresent(),
        values.path(PROXY_LOGIN, ProxyPolicy.FILE_PREFIX));
  }

  TransportKind kind() {
    return values.parsed(TRANSPORT, TransportKind::parse).orElse(TransportKind.AS2);
  }

  SftpPolicy sftp() {
    return new SftpPolicy(
        values.sftpUrl(SFTP_URL),
        values.text(SFTP_POLL),
        values.text(SFTP_DONE).filter(this::isOtherFolder),
        values.hostKeys(SFTP_HOST_KEY),
        values.path(SFTP_KEY),
        values.path(SFTP_PASSWORD),
        values.nameTemplate(SFTP_NAME),
        rate());
  }

  private OptionalLong rate() {
    Optional<Long> rate = values.bytes(SFTP_RATE);
    if (rate.filter(bytes -> bytes < LEAST_RATE).isPresent()) {
      values.reject(
          SFTP_RATE, values.text(SFTP_RATE).orElse(""), "expected at least 32 KiB a second");
      return OptionalLong.empty();
    }
    return rate.map(OptionalLong::of).orElse(OptionalLong.empty());
  }

  /** What is moved to where it was found would be found again. */
  private boolean isOtherFolder(String done) {
    String polled = values.text(SFTP_POLL).orElse("").replaceAll("/+$", "");
    boolean isOther = !done.replaceAll("/+$", "").equals(polled);
    if (!isOther) {
      values.reject(SFTP_DONE, done, "expected another folder than gw.sftp_poll");
    }
    return isOther;
  }

  PgpPolicy pgp() {
    return new PgpPolicy(
        values.path(PGP_ENCRYPT),
        values.path(PGP_SIGN),
        values.parsedList(PGP_REQUIRE, PgpPolicy.Protection::parse).orElse(Set.of()),
        values.parsed(PGP_CIPHER, PgpCipher::parse).orElse(PgpCipher.AES256),
        values.flag(PGP_ARMOR, false));
  }

  PdxPolicy pdx() {
    return new PdxPolicy(
        values.parsed(PDX_ENVIRONMENT, PdxPolicy.Environment::parse),
        values.path(PDX_LOGIN),
        values.duration(PDX_INTERVAL, PdxPolicy.NONE.interval()),
        values.number(PDX_REQUESTS, PdxPolicy.NONE.requestsAnHour(), 1, MOST_REQUESTS),
        values.duration(PDX_IDLE, PdxPolicy.NONE.idle()));
  }

  private Optional<RestartPolicy> restart() {
    RestartPolicy policy =
        new RestartPolicy(
            values.bytes(RESTART_BYTES).orElse(Quantity.parseBytes(RESTART_BYTES.defaultText())),
            values.duration(RESTART_TIME, Quantity.parseDuration(RESTART_TIME.defaultText())));
    return values.flag(RESTART, false) ? Optional.of(policy) : Optional.empty();
  }

  FilePolicy files() {
    List<String> names =
        values.text(SEND_NAMES).stream()
            .flatMap(text -> Arrays.stream(text.split(",")))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .toList();
    return new FilePolicy(names, values.bytes(SEND_MIN_BYTES).orElse(0L));
  }

  UspsPolicy usps() {
    UspsPolicy none = UspsPolicy.NONE;
    return new UspsPolicy(
        values.parsed(USPS, UspsPolicy.Role::parse),
        values.parsed(USPS_PREFLIGHT, UspsPolicy.Preflight::parse).orElse(none.preflight()),
        values.duration(USPS_CONFIRM_TIME, none.confirmTime()),
        values.duration(USPS_SCAN_TIME, none.scanTime()),
        values
            .parsed(USPS_CORRECTION_TYPE, text -> isSecond(USPS_CORRECTION_TYPE, text))
            .orElse(false));
  }

  QueuePolicy queue() {
    boolean isOrdered = values.flag(ORDERED, false);
    boolean isNewId = values.flag(NEW_MESSAGE_ID_ON_RESEND, false);
    refuseUnder13(isNewId, "gw.new_message_id_on_resend: a retry keeps its Message-ID");
    int concurrency = values.number(CONCURRENCY, DEFAULT_CONCURRENCY, 1, MOST_CONCURRENCY);
    return new QueuePolicy(
        isOrdered,
        isOrdered ? 1 : concurrency,
        isNewId,
        values.text(FALLBACK),
        values.duration(FALLBACK_AFTER, QueuePolicy.DEFAULT_FALLBACK_AFTER),
        values.flag(FALLBACK_AUTOMATIC, false));
  }
}
