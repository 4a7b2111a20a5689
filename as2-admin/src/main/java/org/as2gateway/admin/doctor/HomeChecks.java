package org.as2gateway.admin.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.admin.home.HomeRegistry;
import org.as2gateway.config.ConfigException;
import org.as2gateway.config.GatewayConfig;
import org.as2gateway.config.GatewayConfig.Listener;
import org.as2gateway.config.GatewayConfigReader;
import org.as2gateway.config.HomeLock;
import org.as2gateway.registry.Problem;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.certs.CertificateEntry;
import org.as2gateway.store.payload.HomeFolders;
import org.as2gateway.transport.proxy.Proxies;
import org.as2gateway.transport.proxy.ProxyRoute;
import org.as2gateway.transport.proxy.Tunnel;
import org.as2gateway.transport.sftp.HostKeyFile;
import org.as2gateway.transport.sftp.ssh.SshKeyException;

/** Looks at a home: folder, settings, registry, keys, ports, disk, clock. */
public final class HomeChecks {
  /** The code is younger than this: a clock before it is wrong. */
  private static final Instant CODE_IS_YOUNGER = Instant.parse("2026-11-01T00:00:00Z");

  /** What the registry says of a home without a key; said more strongly here. */
  private static final String WITHOUT_KEY = "certs/";

  private static final Duration CLOCK_SLACK = Duration.ofMinutes(5);
  private static final long MIB = 1L << 20;
  private static final Duration PROXY_TIME = Duration.ofSeconds(10);

  private final Path home;
  private final Map<String, String> environment;
  private final Clock clock;

  /** An examination of that home. */
  public HomeChecks(Path home, Map<String, String> environment, Clock clock) {
    this.home = home;
    this.environment = Map.copyOf(environment);
    this.clock = clock;
  }

  /** Everything about the home. */
  public List<Section> examine() throws IOException {
    List<Section> sections = new ArrayList<>();
    if (!Files.isDirectory(home)) {
      return List.of(
          new Section(
              "home",
              List.of(
                  Finding.failed(
                      "folder",
                      "'"
                          + home
                          + "' does not exist: create one with './as2 init DIR --as2-id ID'"))));
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(Finding.good("folder", home.toString()));
    Optional<GatewayConfig> config = settings(findings);
    boolean isRunning = isRunning(findings);
    sections.add(new Section("home", findings));
    sections.addAll(registry());
    config.ifPresent(
        settings -> {
          sections.add(new Section("ports", ports(settings, isRunning)));
          sections.add(new Section("machine", machine(settings)));
          proxy(settings).ifPresent(sections::add);
        });
    return sections;
  }

  private Optional<GatewayConfig> settings(List<Finding> findings) {
    try {
      GatewayConfig config = GatewayConfigReader.read(home, environment);
      boolean isThere = Files.exists(home.resolve(GatewayConfigReader.FILE));
      findings.add(
          isThere
              ? Finding.good("settings", GatewayConfigReader.FILE + " is valid")
              : Finding.note(
                  "settings", "there is no " + GatewayConfigReader.FILE + ": defaults apply"));
      return Optional.of(config);
    } catch (ConfigException e) {
      e.errors().forEach(error -> findings.add(Finding.failed("settings", error)));
      return Optional.empty();
    }
  }

  /** Asks the lock only where a gateway has run before: an examination makes nothing. */
  private boolean isRunning(List<Finding> findings) throws IOException {
    if (!Files.exists(home.resolve("data").resolve("lock"))) {
      findings.add(Finding.note("gateway", "has not been started on this home yet"));
      return false;
    }
    try {
      HomeLock.take(home).close();
      findings.add(Finding.note("gateway", "is not running"));
      return false;
    } catch (ConfigException e) {
      findings.add(Finding.good("gateway", "is running"));
      return true;
    }
  }

  private List<Section> registry() {
    List<Finding> partners = new ArrayList<>();
    Registry registry;
    try {
      registry = HomeRegistry.read(home, environment, clock);
    } catch (ConfigException e) {
      e.errors().forEach(error -> partners.add(Finding.failed("partnerships", error)));
      return List.of(new Section("registry", partners));
    }
    Instant now = clock.instant();
    registry.partnerships().partnerships().stream()
        .map(partnership -> PartnerChecks.completeness(registry, partnership, now))
        .filter(finding -> finding.verdict() == Finding.Verdict.GOOD)
        .forEach(partners::add);
    registry.problems().stream()
        .filter(problem -> !problem.subject().equals(WITHOUT_KEY))
        .forEach(problem -> partners.add(finding(problem)));
    if (registry.partnerships().partners().stream().noneMatch(registry::isOwn)) {
      partners.add(
          Finding.failed(
              "our AS2 identity",
              "no partner in partnerships.xml has one of our private keys: create a key with"
                  + " './as2 cert new ALIAS', or a home with './as2 init'"));
    }
    List<Finding> keys = new ArrayList<>();
    for (CertificateEntry entry : registry.certificates().entries()) {
      keys.add(expiry(entry));
    }
    if (keys.isEmpty()) {
      keys.add(Finding.note("certs", "there are no certificates in certs/"));
    }
    return List.of(new Section("registry", partners), new Section("certificates", keys));
  }

  private Finding expiry(CertificateEntry entry) {
    String subject = "certs/" + entry.alias() + " " + entry.fingerprint().substring(0, 16);
    Finding finding = Expiry.of(subject, entry.certificate(), clock.instant());
    boolean isRetired = entry.retired().filter(at -> !at.isAfter(clock.instant())).isPresent();
    // An old certificate beside its successor is no fault; whether one is missing, completeness
    // says.
    return isRetired || finding.verdict() == Finding.Verdict.FAILED
        ? Finding.note(subject, isRetired ? "is retired" : finding.text())
        : finding;
  }

  private static Finding finding(Problem problem) {
    String subject = problem.location().map(place -> place + ": ").orElse("") + problem.subject();
    return switch (problem.severity()) {
      case ERROR -> Finding.failed(subject, problem.text());
      case INCOMPLETE, WARNING -> Finding.warning(subject, problem.text());
    };
  }

  private List<Finding> ports(GatewayConfig config, boolean isRunning) {
    List<Finding> findings = new ArrayList<>();
    add(findings, "as2.http", config.as2().http(), isRunning);
    add(findings, "as2.https", config.as2().https(), isRunning);
    add(findings, "admin", config.admin(), isRunning);
    if (config.sftp().listener().isEnabled()) {
      add(findings, "sftp", config.sftp().listener(), isRunning);
      findings.add(hostKey());
    }
    findings.add(publicUrl(config));
    return findings;
  }

  private Finding hostKey() {
    String subject = "SFTP host key";
    try {
      List<String> keys = HostKeyFile.fingerprints(new HomeFolders(home));
      return keys.isEmpty()
          ? Finding.note(subject, "is made at the first start")
          : Finding.good(subject, String.join(", ", keys) + ": send it to your partners");
    } catch (SshKeyException e) {
      return Finding.failed(subject, String.valueOf(e.getMessage()));
    }
  }

  private static Finding publicUrl(GatewayConfig config) {
    String key = "public-url";
    if (config.publicUrl().isEmpty()) {
      return Finding.note(
          key, "is not set: connection sheets show the listener's own addresses instead");
    }
    URI url = config.publicUrl().get();
    boolean isTlsElsewhere = url.getScheme().equals("https") && !config.as2().https().isEnabled();
    if (!url.getPath().equals(config.as2().path())) {
      return Finding.warning(
          key,
          url
              + " has another path than 'as2.path', "
              + config.as2().path()
              + ": a proxy has to"
              + " change it");
    }
    return isTlsElsewhere
        ? Finding.note(key, url + " is HTTPS and 'as2.https' is disabled: a proxy has to serve TLS")
        : Finding.good(key, url.toString());
  }

  private void add(List<Finding> findings, String key, Listener listener, boolean isRunning) {
    if (!listener.isEnabled()) {
      findings.add(Finding.note(key, "is disabled"));
      return;
    }
    String address = listener.host() + ":" + listener.port();
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getByName(listener.host()), listener.port()));
      findings.add(
          isRunning && listener.port() != 0
              ? Finding.failed(key, address + " is free although the gateway runs: restart it")
              : Finding.good(key, address + " is free"));
    } catch (IOException e) {
      findings.add(
          isRunning
              ? Finding.good(key, address + " is in use by the running gateway")
              : Finding.failed(
                  key,
                  address
                      + " cannot be bound ("
                      + e.getMessage()
                      + "): stop what uses it, or set another '"
                      + key
                      + ".port'"));
    }
  }

  private List<Finding> machine(GatewayConfig config) {
    List<Finding> findings = new ArrayList<>();
    try {
      long free = Files.getFileStore(home).getUsableSpace();
      long reserve = config.limits().diskReserveBytes();
      String text = free / MIB + " MiB free, " + reserve / MIB + " MiB reserved";
      findings.add(
          free <= reserve
              ? Finding.failed("disk", text + ": no messages would be accepted; free up space")
              : free < 2 * reserve ? Finding.warning("disk", text) : Finding.good("disk", text));
    } catch (IOException e) {
      findings.add(Finding.failed("disk", "free space cannot be determined: " + e.getMessage()));
    }
    findings.add(clock());
    return findings;
  }

  /** The proxy for connections to partners; empty if there is none. */
  private Optional<Section> proxy(GatewayConfig config) {
    return Proxies.ofHosts(config, clock)
        .forAll()
        .map(by -> new Section("proxy", List.of(proxy(by))));
  }

  private static Finding proxy(ProxyRoute proxy) {
    try {
      new Tunnel(proxy, "partner.invalid", 443, PROXY_TIME).requireProxy();
      return Finding.good(
          "proxy",
          proxy.address()
              + (proxy.login().isPresent()
                  ? " is reachable; its login can be read"
                  : " is reachable"));
    } catch (IOException e) {
      return Finding.failed("proxy", String.valueOf(e.getMessage()));
    }
  }

  private Finding clock() {
    Instant now = clock.instant();
    if (now.isBefore(CODE_IS_YOUNGER)) {
      return Finding.failed(
          "clock", "it is " + now + ", which is before this program was released: set the clock");
    }
    try {
      for (String file : List.of("data/lock", GatewayConfigReader.FILE, HomeRegistry.FILE)) {
        Path path = home.resolve(file);
        if (Files.exists(path)
            && Files.getLastModifiedTime(path).toInstant().isAfter(now.plus(CLOCK_SLACK))) {
          return Finding.failed(
              "clock",
              "it is "
                  + now
                  + ", but '"
                  + file
                  + "' was written later: check whether the clock was set back");
        }
      }
    } catch (IOException e) {
      return Finding.warning(
          "clock", "cannot be compared with the home's files: " + e.getMessage());
    }
    return Finding.good("clock", now.toString());
  }
}
