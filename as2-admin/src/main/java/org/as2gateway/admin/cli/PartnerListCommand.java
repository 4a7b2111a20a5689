package org.as2gateway.admin.cli;

import java.io.IOException;
import java.util.List;
import org.as2gateway.admin.home.HomeRegistry;
import org.as2gateway.admin.partners.PartnerReport;
import org.as2gateway.admin.registry.PartnerJson;
import org.as2gateway.as2.wire.As2Id;
import org.as2gateway.config.ConfigException;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.Partner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code partner list}: who there is, and what is missing. */
@Command(
    name = "list",
    description = "List partners and our AS2 identities, with their status.",
    footer = {"", "Example:", "  ./as2 partner list"})
final class PartnerListCommand extends HomeCommand {
  @Option(names = "--json", description = "Print JSON.")
  private boolean isJson;

  PartnerListCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() throws ConfigException, IOException {
    Registry registry = HomeRegistry.read(home(), shell().environment(), shell().clock());
    if (isJson) {
      shell()
          .json(
              registry.partnerships().partners().stream()
                  .map(partner -> PartnerJson.of(registry, partner))
                  .toList());
      return DONE;
    }
    if (registry.partnerships().partners().isEmpty()) {
      shell().line("no partners in " + home().resolve(HomeRegistry.FILE));
      return DONE;
    }
    Table table = new Table("NAME", "AS2 ID", "TYPE", "STATUS");
    for (Partner partner : registry.partnerships().partners()) {
      List<String> missing = PartnerReport.missing(registry, partner, shell().clock().instant());
      table.add(
          partner.name(),
          partner.as2Id().map(As2Id::value).orElse("-"),
          registry.isOwn(partner) ? "ours" : "partner",
          missing.isEmpty()
              ? "complete"
              : "incomplete, see './as2 partner show " + partner.name() + "'");
    }
    table.lines().forEach(shell()::line);
    return DONE;
  }
}
