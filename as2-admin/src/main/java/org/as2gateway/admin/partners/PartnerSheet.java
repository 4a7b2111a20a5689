package org.as2gateway.admin.partners;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.as2gateway.Gateway;
import org.as2gateway.as2.wire.As2Id;
import org.as2gateway.as2.wire.EncryptionAlgorithm;
import org.as2gateway.as2.wire.SignatureAlgorithm;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.certs.CertificateEntry;
import org.as2gateway.registry.partnerships.Partner;

/**
 * What a partner needs to know of one of our stations.
 *
 * @param name of the station
 * @param as2Id its AS2 id; blank if it has none yet
 * @param email contact; blank if none
 * @param urls where it is reached: the public URL, else as the listeners are bound
 * @param isPublic whether that is the public URL
 * @param certificates that are in force or will be
 * @param algorithms what it can do, by kind
 */
public record PartnerSheet(
    String name,
    String as2Id,
    String email,
    List<String> urls,
    boolean isPublic,
    List<OwnCertificate> certificates,
    Map<String, String> algorithms) {
  /**
   * A certificate of the station.
   *
   * @param subject its subject
   * @param use what it serves for
   * @param serial serial number, hex
   * @param sha256 fingerprint in pairs, as it is read out
   * @param sha1 the old fingerprint, which many programs still show
   * @param notBefore begin of validity
   * @param notAfter end of validity
   * @param activeFrom from when on we sign with it; empty if it is not dated
   * @param pem the certificate itself
   * @param chain certificates of the CAs above it as PEM, nearest first; empty if there are none
   */
  public record OwnCertificate(
      String subject,
      String use,
      String serial,
      String sha256,
      String sha1,
      Instant notBefore,
      Instant notAfter,
      Optional<Instant> activeFrom,
      String pem,
      String chain) {}

  /** Copies the collections. */
  public PartnerSheet {
    urls = List.copyOf(urls);
    certificates = List.copyOf(certificates);
    algorithms = Collections.unmodifiableMap(new LinkedHashMap<>(algorithms));
  }

  /** The sheet of a station. */
  public static PartnerSheet of(Gateway gateway, Partner station, Instant now) {
    Registry registry = gateway.registry();
    Optional<URI> known = gateway.config().publicUrl();
    List<URI> urls = known.map(List::of).orElseGet(gateway::as2Urls);
    List<OwnCertificate> certificates =
        registry.certificates().entries().stream()
            .filter(e -> e.isOwn() && station.x509Alias().filter(e.alias()::equals).isPresent())
            .filter(e -> e.retired().filter(at -> !at.isAfter(now)).isEmpty())
            .filter(e -> e.certificate().getNotAfter().toInstant().isAfter(now))
            .map(PartnerSheet::certificate)
            .toList();
    return new PartnerSheet(
        station.name(),
        station.as2Id().map(As2Id::value).orElse(""),
        station.email().orElse(""),
        urls.stream().map(URI::toString).toList(),
        known.isPresent(),
        certificates,
        ability(transport(urls, gateway.config().as2().https().isEnabled())));
  }

  /** What really answers at these URLs. */
  static String transport(List<URI> urls, boolean isTlsOurs) {
    String tls =
        isTlsOurs ? "HTTPS with TLS 1.2 or 1.3" : "HTTPS; the proxy in front sets the TLS versions";
    return urls.stream()
        .map(url -> url.getScheme().equals("https") ? tls : "HTTP without TLS")
        .distinct()
        .collect(Collectors.collectingAndThen(Collectors.joining(", "), t -> t + "; HTTP/1.1"));
  }

  private static Map<String, String> ability(String transport) {
    Map<String, String> algorithms = new LinkedHashMap<>();
    algorithms.put(
        "signatures",
        Arrays.stream(SignatureAlgorithm.values())
            .filter(a -> !a.digest().isWeak())
            .map(SignatureAlgorithm::spelling)
            .collect(Collectors.joining(", ")));
    algorithms.put(
        "encryption",
        Arrays.stream(EncryptionAlgorithm.values())
            .filter(a -> !a.isWeak())
            .map(EncryptionAlgorithm::spelling)
            .collect(Collectors.joining(", ")));
    algorithms.put("keys", "RSA from 2048 bits, EC P-256 and P-384");
    algorithms.put("compression", "zlib, before or after signing");
    algorithms.put("receipts", "signed or unsigned, synchronous or asynchronous");
    algorithms.put("transport", transport);
    return algorithms;
  }

  private static OwnCertificate certificate(CertificateEntry entry) {
    X509Certificate certificate = entry.certificate();
    return new OwnCertificate(
        certificate.getSubjectX500Principal().getName(),
        entry.uses().stream()
            .sorted()
            .map(use -> use.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(" and ")),
        certificate.getSerialNumber().toString(16),
        inPairs(entry.fingerprint()),
        inPairs(digest("SHA-1", certificate)),
        certificate.getNotBefore().toInstant(),
        certificate.getNotAfter().toInstant(),
        entry.activeFrom(),
        pem(certificate),
        entry.chain().stream().map(PartnerSheet::pem).collect(Collectors.joining()));
  }

  /** Hex digits as they are read out: upper case, in pairs. */
  public static String inPairs(String hex) {
    return hex.toUpperCase(Locale.ROOT).replaceAll("(..)(?=.)", "$1:");
  }

  /** A digest of a certificate, in hex. */
  public static String digest(String algorithm, X509Certificate certificate) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance(algorithm).digest(certificate.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }

  /** A certificate as PEM. */
  public static String pem(X509Certificate certificate) {
    try {
      String body =
          Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
      return "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot encode a certificate that was decoded", e);
    }
  }
}
