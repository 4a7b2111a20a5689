package org.as2gateway.admin.doctor;

import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.registry.Problem.Severity;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.certs.CertificateEntry;
import org.as2gateway.registry.certs.TrustFile;
import org.as2gateway.registry.partnerships.HttpUrl;
import org.as2gateway.registry.partnerships.Partner;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.transport.TransportKind;
import org.as2gateway.transport.proxy.Proxies;
import org.as2gateway.transport.proxy.ProxyRoute;

/** Looks at one partner: partnerships, certificates, and where its messages and receipts go. */
public final class PartnerChecks {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Path home;
  private final Registry registry;
  private final Proxies proxies;
  private final Map<String, String> environment;
  private final Clock clock;
  private final boolean hasRoundTrip;

  /** An examination with that registry, which changes nothing, by the proxies of partnerships. */
  public PartnerChecks(
      Path home, Registry registry, Proxies proxies, Map<String, String> environment, Clock clock) {
    this.home = home;
    this.registry = registry;
    this.proxies = proxies;
    this.environment = Map.copyOf(environment);
    this.clock = clock;
    this.hasRoundTrip = false;
  }

  private PartnerChecks(PartnerChecks other, boolean hasRoundTrip) {
    home = other.home;
    registry = other.registry;
    proxies = other.proxies;
    environment = other.environment;
    clock = other.clock;
    this.hasRoundTrip = hasRoundTrip;
  }

  /**
   * The same examination, which also uploads a small test file to each SFTP folder that files are
   * sent to, renames it, reads it back, and removes it.
   */
  public PartnerChecks withRoundTrip() {
    return new PartnerChecks(this, true);
  }

  /** Everything about the partner. */
  public List<Section> examine(Partner partner) {
    List<Finding> findings = new ArrayList<>();
    List<Section> sections = new ArrayList<>();
    Set<URI> probed = new LinkedHashSet<>();
    List<Partnership> sftp = new ArrayList<>();
    for (Partnership partnership : registry.partnerships().partnerships()) {
      boolean isReceiver = partnership.receiver().name().equals(partner.name());
      if (!isReceiver && !partnership.sender().name().equals(partner.name())) {
        continue;
      }
      findings.add(completeness(registry, partnership, clock.instant()));
      addPolicy(partnership, findings);
      if (partnership.kind() == TransportKind.SFTP) {
        sftp.add(partnership);
        continue;
      }
      Optional<URI> url =
          isReceiver ? partnership.transport().url() : partnership.receipt().asyncUrl();
      if (partnership.kind() == TransportKind.PDX) {
        PdxProbe pdx = new PdxProbe(home, partnership, proxies, clock);
        if (pdx.server().filter(probed::add).isPresent()) {
          sections.add(probe(partnership, pdx.server().get(), trust -> pdx.signIn()));
        }
      } else if (url.isPresent() && probed.add(url.get())) {
        sections.add(probe(partnership, url.get()));
      }
    }
    sections.addAll(sftp(sftp));
    if (findings.isEmpty()) {
      findings.add(
          Finding.failed(
              "partnerships",
              "the partner has no partnerships: create them with './as2 partner add'"));
    }
    addCertificates(partner, findings);
    sections.add(0, new Section("partner " + partner.name(), findings));
    return sections;
  }

  /** Servers of the partner, each once, and ours if the partner comes to it. */
  private List<Section> sftp(List<Partnership> partnerships) {
    SftpProbe probe = new SftpProbe(home, proxies, environment, clock, hasRoundTrip);
    List<Partnership> theirs =
        partnerships.stream().filter(p -> p.sftp().url().isPresent()).toList();
    List<Section> sections =
        new ArrayList<>(SftpPlace.of(registry, theirs).stream().map(probe::probe).toList());
    partnerships.stream()
        .filter(p -> p.sftp().url().isEmpty())
        .findFirst()
        .ifPresent(p -> sections.add(new OwnSftpProbe(home, environment).probe(registry, p)));
    return sections;
  }

  /** Whether the partnership can be used. */
  static Finding completeness(Registry registry, Partnership partnership, Instant now) {
    boolean isInboundOnly = registry.isInbound(partnership) && !registry.isOutbound(partnership);
    List<String> missing =
        isInboundOnly
            ? registry.missingToReceive(partnership, now)
            : registry.missingToSend(partnership, now);
    return missing.isEmpty()
        ? Finding.good(partnership.name(), "is complete")
        : Finding.warning(
            partnership.name(), "is incomplete, missing: " + String.join("; ", missing));
  }

  /** What holds on it, and what should not. */
  private void addPolicy(Partnership partnership, List<Finding> findings) {
    registry.problems().stream()
        .filter(problem -> problem.severity() == Severity.WARNING)
        .filter(problem -> problem.isAboutPartnership(partnership.name()))
        .forEach(problem -> findings.add(Finding.warning(partnership.name(), problem.text())));
  }

  private void addCertificates(Partner partner, List<Finding> findings) {
    Instant now = clock.instant();
    List<CertificateEntry> all =
        registry.certificates().entries().stream()
            .filter(entry -> partner.x509Alias().filter(entry.alias()::equals).isPresent())
            .toList();
    boolean hasGood = all.stream().anyMatch(entry -> isInForce(entry, now));
    for (CertificateEntry entry : all) {
      String subject = "certificate " + entry.fingerprint().substring(0, 16);
      Finding finding = Expiry.of(subject, entry.certificate(), now);
      boolean isOver = finding.verdict() == Finding.Verdict.FAILED && hasGood;
      if (isRetired(entry, now) || isOver) {
        finding = Finding.note(subject, "is not in use; another certificate is");
      }
      findings.add(finding);
    }
  }

  private static boolean isInForce(CertificateEntry entry, Instant now) {
    return !isRetired(entry, now)
        && !now.isAfter(entry.certificate().getNotAfter().toInstant())
        && !now.isBefore(entry.certificate().getNotBefore().toInstant());
  }

  private static boolean isRetired(CertificateEntry entry, Instant now) {
    return entry.retired().filter(at -> !at.isAfter(now)).isPresent();
  }

  private Section probe(Partnership partnership, URI url) {
    return probe(
        partnership,
        url,
        trust ->
            registry.tls(partnership).clientAlias().isEmpty()
                ? new HttpProbe(TIMEOUT, trust).probe(url, route(partnership, url))
                : Finding.note("HTTP", "not checked: the server requires a client certificate"));
  }

  /** From the name to the certificate, and a last question if all of that is well. */
  private Section probe(
      Partnership partnership, URI url, Function<List<X509Certificate>, Finding> question) {
    List<X509Certificate> trust = new ArrayList<>();
    Optional<Finding> trouble = Optional.empty();
    Optional<String> file = registry.tls(partnership).trust();
    if (file.isPresent()) {
      trouble = readTrust(home.resolve("certs").resolve(file.get()), trust);
    }
    Section section =
        new AddressProbe(TIMEOUT, trust, environment, clock).probe(url, route(partnership, url));
    List<Finding> findings = new ArrayList<>(section.findings());
    trouble.ifPresent(findings::add);
    if (!section.hasFailed()) {
      findings.add(question.apply(trust));
    }
    return new Section(section.title(), findings, section.untrusted());
  }

  private Optional<ProxyRoute> route(Partnership partnership, URI url) {
    return proxies.route(partnership, HttpUrl.of(url).host());
  }

  private static Optional<Finding> readTrust(Path file, List<X509Certificate> trust) {
    try {
      trust.addAll(TrustFile.read(file));
      return Optional.empty();
    } catch (CertsException e) {
      return Optional.of(
          Finding.failed(
              "gw.tls_trust", "'" + file + "' cannot be read as certificates: " + e.getMessage()));
    }
  }
}
