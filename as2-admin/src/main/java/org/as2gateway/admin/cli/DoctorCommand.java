package org.as2gateway.admin.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.admin.doctor.AddressProbe;
import org.as2gateway.admin.doctor.Finding;
import org.as2gateway.admin.doctor.HomeChecks;
import org.as2gateway.admin.doctor.PartnerChecks;
import org.as2gateway.admin.doctor.Section;
import org.as2gateway.admin.doctor.UspsTlsUrls;
import org.as2gateway.admin.home.HomeRegistry;
import org.as2gateway.config.ConfigException;
import org.as2gateway.config.GatewayConfig;
import org.as2gateway.config.GatewayConfigReader;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.HttpUrl;
import org.as2gateway.registry.partnerships.Partner;
import org.as2gateway.transport.proxy.Proxies;
import org.as2gateway.transport.proxy.ProxyRoute;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code doctor}: what is wrong, and what to do. */
@Command(
    name = "doctor",
    description = {
      "Check the home, a partner, or the TLS of addresses; change nothing.",
      "",
      "--tls without addresses checks the acceptance-test addresses that USPS published when it made TLS 1.2 the minimum (Industry Alert of March 16, 2020)."
    },
    exitCodeList = "1:A check failed (✗).",
    footer = {
      "",
      "Examples:",
      "  ./as2 doctor",
      "  ./as2 doctor acme",
      "  ./as2 doctor --tls https://as2.acme.example:8443/as2"
    })
final class DoctorCommand extends HomeCommand {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  @Parameters(
      paramLabel = "PARTNER",
      arity = "0..1",
      description = "Check this partner: addresses, TLS, certificates.")
  private Optional<String> partner = Optional.empty();

  @Option(
      names = "--tls",
      paramLabel = "URL",
      arity = "0..*",
      description = "Check DNS, TCP, TLS versions, chain and expiry of these addresses only.")
  private @Nullable List<URI> tls;

  @Option(names = "--json", description = "Print JSON.")
  private boolean isJson;

  DoctorCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() throws IOException, ConfigException, CommandFailure {
    if (tls != null && partner.isPresent()) { // what is no URL is read as a partner's name
      throw wrongUsage(
          "'"
              + partner.get()
              + "' is not a URL; expected one such as https://as2.acme.example/as2 after --tls");
    }
    List<Section> sections = new ArrayList<>();
    if (tls != null) {
      sections.addAll(probe(tls.isEmpty() ? UspsTlsUrls.all() : tls));
    } else if (partner.isPresent()) {
      sections.addAll(partner(partner.get()));
    } else {
      sections.addAll(new HomeChecks(home(), shell().environment(), shell().clock()).examine());
      RevocationSection.of(home(), shell()).ifPresent(sections::add);
      sections.forEach(this::print);
    }
    boolean hasFailed = sections.stream().anyMatch(Section::hasFailed);
    if (isJson) {
      shell().json(json(sections));
    } else {
      shell().line("");
      shell().line(summary(sections));
    }
    return hasFailed ? FAILED : DONE;
  }

  private static String summary(List<Section> sections) {
    long failed = count(sections, Finding.Verdict.FAILED);
    long warnings = count(sections, Finding.Verdict.WARNING);
    String failures =
        failed == 0 ? "No failures" : failed + (failed == 1 ? " check failed" : " checks failed");
    return failures + ", " + warnings + (warnings == 1 ? " warning." : " warnings.");
  }

  private static long count(List<Section> sections, Finding.Verdict verdict) {
    return sections.stream()
        .flatMap(section -> section.findings().stream())
        .filter(finding -> finding.verdict() == verdict)
        .count();
  }

  private List<Section> probe(List<URI> urls) throws ConfigException {
    Optional<Proxies> proxies = Optional.empty();
    if (Files.isDirectory(home())) {
      GatewayConfig config = GatewayConfigReader.read(home(), shell().environment());
      proxies = Optional.of(Proxies.ofHosts(config, shell().clock()));
    }
    AddressProbe probe =
        new AddressProbe(TIMEOUT, List.of(), shell().environment(), shell().clock());
    Map<String, List<Finding>> seen = new HashMap<>();
    List<Section> sections = new ArrayList<>();
    for (URI url : urls) {
      Optional<ProxyRoute> proxy =
          proxies.flatMap(all -> HttpUrl.find(url.toString()).flatMap(to -> all.route(to.host())));
      // Several addresses of one server differ in their paths only, which no handshake sees.
      List<Finding> findings =
          seen.computeIfAbsent(
              url.getScheme() + "://" + url.getRawAuthority(),
              server -> probe.probe(url, proxy).findings());
      Section section = new Section(url.toString(), findings);
      sections.add(section);
      print(section);
    }
    return sections;
  }

  private List<Section> partner(String name) throws IOException, ConfigException, CommandFailure {
    Registry registry = HomeRegistry.read(home(), shell().environment(), shell().clock());
    Partner found = PartnerText.find(registry, name);
    List<Section> sections =
        new PartnerChecks(
                home(), registry, proxies(registry), shell().environment(), shell().clock())
            .examine(found);
    sections.forEach(this::print);
    return sections;
  }

  private void print(Section section) {
    if (isJson) {
      return;
    }
    shell().line(section.title());
    for (Finding finding : section.findings()) {
      shell()
          .line("  " + finding.verdict().mark() + " " + finding.subject() + ": " + finding.text());
    }
  }

  private static ArrayNode json(List<Section> sections) {
    ArrayNode list = JsonMapper.shared().createArrayNode();
    for (Section section : sections) {
      ObjectNode json = list.addObject();
      json.put("title", section.title());
      ArrayNode findings = json.putArray("findings");
      for (Finding finding : section.findings()) {
        ObjectNode entry = findings.addObject();
        entry.put("verdict", finding.verdict().name().toLowerCase(Locale.ROOT));
        entry.put("subject", finding.subject());
        entry.put("text", finding.text());
      }
    }
    return list;
  }
}
