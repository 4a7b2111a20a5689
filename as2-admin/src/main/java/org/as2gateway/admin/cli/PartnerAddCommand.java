package org.as2gateway.admin.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.admin.home.HomeRegistry;
import org.as2gateway.admin.partners.PartnerReport;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.as2.wire.As2Id;
import org.as2gateway.config.ConfigException;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.certs.CertificateFolder;
import org.as2gateway.registry.certs.ImportOptions;
import org.as2gateway.registry.certs.ImportReport;
import org.as2gateway.registry.partnerships.EditRefused;
import org.as2gateway.registry.partnerships.Partner;
import org.as2gateway.registry.partnerships.PartnerAlias;
import org.as2gateway.registry.partnerships.PartnerEntry;
import org.as2gateway.registry.partnerships.PartnershipFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code partner add}: a partner with its two partnerships. */
@Command(
    name = "add",
    description = {
      "Add a partner and its inbound and outbound partnerships.",
      "",
      "Messages are signed with SHA-256 and encrypted with AES-256, with a signed receipt. Change this in partnerships.xml. A running gateway uses the new partner within seconds."
    },
    footer = {
      "",
      "Example:",
      "  ./as2 partner add acme --as2-id ACME --url https://as2.acme.example/as2 --cert acme.pem"
    })
final class PartnerAddCommand extends EditCommand {
  @Parameters(
      paramLabel = "NAME",
      description = "Name of the partner; also its folder under certs/.")
  private String name = "";

  @Option(
      names = "--as2-id",
      paramLabel = "ID",
      required = true,
      description = "AS2 id of the partner.")
  private As2Id as2Id = new As2Id("-");

  @Option(names = "--url", paramLabel = "U", description = "URL of the partner's AS2 server.")
  private Optional<URI> url = Optional.empty();

  @Option(
      names = "--cert",
      paramLabel = "FILE",
      description = "Certificate of the partner; can be repeated.")
  private List<Path> certificates = new ArrayList<>();

  @Option(
      names = "--own",
      paramLabel = "NAME",
      description = "Our AS2 identity, if there are several.")
  private Optional<String> own = Optional.empty();

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "The partner's product; 'partner profiles' lists them.")
  private Optional<String> profile = Optional.empty();

  PartnerAddCommand(Shell shell) {
    super(shell);
  }

  @Override
  Integer edit() throws ConfigException, IOException, CertsException, EditRefused, CommandFailure {
    profile.ifPresent(given -> PartnerProfilesCommand.profile(this, given));
    for (Path certificate : certificates) {
      requireReadable(certificate, "added");
    }
    Registry before = HomeRegistry.read(home(), shell().environment(), shell().clock());
    if (before.partnerships().partner(name).isPresent()) {
      throw new CommandFailure("partner '" + name + "' already exists; nothing was changed");
    }
    String station = ownStation(before);
    String alias = PartnerAlias.of(name, aliases(before));
    takeCertificates(alias);
    Map<String, String> attributes = new LinkedHashMap<>(); // in the order they are written in
    attributes.put("as2_id", as2Id.value());
    attributes.put("x509_alias", alias);
    List<String> partnerships =
        new PartnershipFile(home().resolve(HomeRegistry.FILE))
            .addPartner(
                new PartnerEntry(name, attributes), station, url.map(URI::toString), profile);
    shell()
        .line("added partner '" + name + "' with partnerships " + String.join(", ", partnerships));
    Registry after = HomeRegistry.read(home(), shell().environment(), shell().clock());
    Instant now = shell().clock().instant();
    after
        .partnerships()
        .partner(name)
        .map(partner -> PartnerReport.missing(after, partner, now))
        .orElse(List.of())
        .forEach(missing -> shell().line("missing: " + missing));
    return DONE;
  }

  private String ownStation(Registry registry) throws CommandFailure {
    List<Partner> stations = PartnerReport.stations(registry);
    if (own.isPresent()) {
      if (registry.partnerships().partner(own.get()).isEmpty()) {
        throw wrongUsage(
            "'" + own.get() + "' is not one of our AS2 identities: " + PartnerText.names(stations));
      }
      return own.get();
    }
    if (stations.isEmpty()) {
      throw new CommandFailure(
          "no partner in "
              + home().resolve(HomeRegistry.FILE)
              + " has one of our keys: create one with './as2 cert new ALIAS', or name our AS2"
              + " identity with --own");
    }
    if (stations.size() > 1) {
      throw wrongUsage(
          "we have several AS2 identities ("
              + PartnerText.names(stations)
              + "): name one with --own");
    }
    return stations.get(0).name();
  }

  private static List<String> aliases(Registry registry) {
    return registry.partnerships().partners().stream()
        .flatMap(partner -> partner.x509Alias().stream())
        .toList();
  }

  private void takeCertificates(String alias) throws CertsException, IOException, CommandFailure {
    if (certificates.isEmpty()) {
      return;
    }
    ImportReport report =
        new CertificateFolder(home(), shell().environment(), shell().clock())
            .importFiles(alias, certificates, ImportOptions.NONE);
    report.notes().forEach(shell()::line);
    report.known().forEach(shell()::line);
    if (!report.refusals().isEmpty()) {
      report.refusals().forEach(shell()::error);
      throw new CommandFailure("partner '" + name + "' was not added");
    }
  }
}
