package org.as2gateway.admin.cli;

import java.io.IOException;
import org.as2gateway.admin.home.HomeRegistry;
import org.as2gateway.admin.partners.PartnerDocument;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.config.ConfigException;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.certs.CertificateFolder;
import org.as2gateway.registry.partnerships.EditRefused;
import org.as2gateway.registry.partnerships.PartnerEntry;
import org.as2gateway.registry.partnerships.PartnershipFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code partner export}: all about a partner as JSON. */
@Command(
    name = "export",
    description = "Print a partner as JSON: ids, partnerships, certificates; no keys.",
    footer = {"", "Example:", "  ./as2 partner export acme > acme.json"})
final class PartnerExportCommand extends HomeCommand {
  @Parameters(paramLabel = "NAME", description = "Partner name.")
  private String name = "";

  PartnerExportCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call()
      throws ConfigException, IOException, CertsException, EditRefused, CommandFailure {
    Registry registry = HomeRegistry.read(home(), shell().environment(), shell().clock());
    PartnershipFile file = new PartnershipFile(home().resolve(HomeRegistry.FILE));
    PartnerEntry partner =
        file.partners().stream()
            .filter(entry -> entry.name().equals(name))
            .findFirst()
            .orElseThrow(() -> PartnerText.unknown(registry, name));
    String alias = partner.attributes().getOrDefault("x509_alias", "");
    String certificates =
        registry.certificates().isKnown(alias)
            ? new CertificateFolder(home(), shell().environment(), shell().clock()).exportPem(alias)
            : "";
    shell().json(PartnerDocument.of(partner, file.partnerships(), certificates));
    return DONE;
  }
}
