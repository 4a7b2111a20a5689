package org.as2gateway.admin.registry;

import java.nio.file.Path;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.as2gateway.admin.registry.CertificateLine.Kind;
import org.as2gateway.as2.keys.CertificateUse;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.as2.keys.Fingerprint;
import org.as2gateway.config.GatewayConfig;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.certs.CertificateEntry;
import org.as2gateway.registry.certs.CertificateFolder;
import org.as2gateway.registry.certs.KeyStorePassword;
import org.as2gateway.registry.certs.TlsKeyStore;
import org.as2gateway.registry.certs.TrustFile;
import org.as2gateway.registry.partnerships.Partner;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.registry.revocation.Revocations;
import org.as2gateway.store.log.Traffic;
import org.as2gateway.store.log.Traffic.Sum;

/** Every certificate that something hangs on, with where it is used and when it ends. */
public final class CertificateReport {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration WINDOW = Duration.ofDays(30);

  private final Registry registry;
  private final Instant now;

  private final Revocations revocations;

  /** Messages of the last thirty days by partnership. */
  private final Map<String, Integer> traffic;

  /**
   * A report of that registry at that instant.
   *
   * @param revocations what issuers say of the certificates of partners
   */
  public CertificateReport(
      Registry registry, Traffic traffic, Revocations revocations, Instant now) {
    this.registry = registry;
    this.revocations = revocations;
    this.now = now;
    this.traffic =
        traffic.since(now.minus(WINDOW).truncatedTo(ChronoUnit.DAYS), DAY).stream()
            .collect(Collectors.toMap(Sum::partnership, Sum::messages, Integer::sum));
  }

  /** Those of the aliases, the one that ends first at the top. */
  public List<CertificateLine> inFolders() {
    return registry.certificates().entries().stream()
        .map(this::line)
        .sorted(Comparator.comparing(CertificateLine::end))
        .toList();
  }

  /** Those of one alias, the oldest first. */
  public List<CertificateLine> of(String alias) {
    return registry.certificates().entries().stream()
        .filter(entry -> entry.alias().equals(alias))
        .map(this::line)
        .sorted(Comparator.comparing(CertificateLine::begin))
        .toList();
  }

  /** What a certificate will serve for at another instant. */
  public CertificateUses usesAt(CertificateLine line, Instant at) {
    return registry.certificates().entries().stream()
        .filter(e -> e.alias().equals(line.alias()))
        .filter(e -> e.fingerprint().equals(line.fingerprint()))
        .findFirst()
        .map(entry -> CertificateUses.of(registry.certificates(), entry, at))
        .orElse(CertificateUses.NONE);
  }

  /**
   * The partnerships that stop when that certificate is retired then, as no other serves for all
   * its uses; empty if none does.
   */
  public List<String> stopping(CertificateLine line, Instant at) {
    Set<CertificateUse> open = EnumSet.noneOf(CertificateUse.class);
    open.addAll(line.uses());
    of(line.alias()).stream()
        .filter(other -> !other.fingerprint().equals(line.fingerprint()))
        .filter(other -> other.isValid(at))
        .forEach(other -> open.removeAll(other.uses()));
    return line.isValid(at) && !open.isEmpty() ? line.partnerships() : List.of();
  }

  private CertificateLine line(CertificateEntry entry) {
    List<Partner> partners =
        registry.partnerships().partners().stream()
            .filter(p -> p.x509Alias().filter(entry.alias()::equals).isPresent())
            .toList();
    List<String> partnerships =
        registry.partnerships().partnerships().stream()
            .filter(p -> partners.contains(p.sender()) || partners.contains(p.receiver()))
            .map(Partnership::name)
            .toList();
    Instant end = entry.certificate().getNotAfter().toInstant();
    return new CertificateLine(
        entry.isOwn() ? Kind.OWN : Kind.PARTNER,
        entry.alias(),
        entry.certificate(),
        entry.fingerprint(),
        entry.uses(),
        entry.activeFrom(),
        entry.retired(),
        partners.stream().map(Partner::name).toList(),
        partnerships,
        partnerships.stream().mapToInt(this::trafficOf).sum(),
        CertificateUses.of(registry.certificates(), entry, now),
        hasSuccessor(entry, end),
        ExpiryStage.of(end, now),
        Duration.between(now, end),
        isRevoked(entry),
        entry.chain());
  }

  private boolean isRevoked(CertificateEntry entry) {
    return revocations
        .status(entry.fingerprint())
        .filter(status -> !entry.isOwn() && status.isRevokedAt(now))
        .isPresent();
  }

  private int trafficOf(String partnership) {
    return traffic.getOrDefault(partnership, 0);
  }

  /** Whether others of the alias serve for all its uses after it has ended. */
  private boolean hasSuccessor(CertificateEntry entry, Instant end) {
    Set<CertificateUse> open = EnumSet.noneOf(CertificateUse.class);
    open.addAll(entry.uses());
    registry.certificates().entries().stream()
        .filter(e -> e.alias().equals(entry.alias()) && e.isOwn() == entry.isOwn())
        .filter(e -> e.certificate().getNotAfter().toInstant().isAfter(end))
        .filter(e -> e.retired().filter(at -> !at.isAfter(end)).isEmpty())
        .filter(e -> e.activeFrom().filter(at -> at.isAfter(end)).isEmpty())
        .forEach(e -> open.removeAll(e.uses()));
    return open.isEmpty();
  }

  /** Those of our TLS listeners, and those trusted for partners' TLS. */
  public List<CertificateLine> ofTls(GatewayConfig config, CertificateFolder folder) {
    List<CertificateLine> lines = new ArrayList<>();
    Stream.of(config.as2().https(), config.admin())
        .filter(GatewayConfig.Listener::isEnabled)
        .flatMap(listener -> listener.keystore().stream())
        .distinct()
        .forEach(
            file -> {
              String name = name(config.home(), file);
              keyStore(config, file)
                  .forEach(c -> lines.add(tls(Kind.LISTENER, name, c, List.of())));
            });
    Map<String, List<String>> trusted = new LinkedHashMap<>();
    for (Partnership partnership : registry.partnerships().partnerships()) {
      partnership
          .transport()
          .tlsTrust()
          .ifPresent(
              file ->
                  trusted.computeIfAbsent(file, f -> new ArrayList<>()).add(partnership.name()));
    }
    trusted.forEach(
        (file, partnerships) ->
            certificates(folder.trustFile(file))
                .forEach(c -> lines.add(tls(Kind.TRUST, "certs/" + file, c, partnerships))));
    return lines;
  }

  private static String name(Path home, Path file) {
    return (file.startsWith(home) ? home.relativize(file) : file).toString();
  }

  private CertificateLine tls(
      Kind kind, String name, X509Certificate certificate, List<String> partnerships) {
    Instant end = certificate.getNotAfter().toInstant();
    return new CertificateLine(
        kind,
        name,
        certificate,
        Fingerprint.of(certificate),
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        partnerships,
        partnerships.stream().mapToInt(this::trafficOf).sum(),
        CertificateUses.NONE,
        false,
        ExpiryStage.of(end, now),
        Duration.between(now, end),
        false,
        List.of());
  }

  /** What cannot be opened has kept the listener from opening too, and is told there. */
  private static List<X509Certificate> keyStore(GatewayConfig config, Path file) {
    try {
      KeyStore store =
          TlsKeyStore.load(file, KeyStorePassword.find(config.home(), System.getenv())).keyStore();
      List<X509Certificate> found = new ArrayList<>();
      for (String alias : Collections.list(store.aliases())) {
        if (store.getCertificate(alias) instanceof X509Certificate certificate) {
          found.add(certificate);
        }
      }
      return found;
    } catch (CertsException | KeyStoreException e) {
      return List.of();
    }
  }

  /** A file that is missing or broken stands among the registry's problems. */
  private static List<X509Certificate> certificates(Path file) {
    try {
      return TrustFile.read(file);
    } catch (CertsException e) {
      return List.of();
    }
  }
}
