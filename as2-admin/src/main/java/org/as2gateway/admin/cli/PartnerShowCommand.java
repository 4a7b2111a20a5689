package org.as2gateway.admin.cli;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.as2gateway.admin.home.HomeRegistry;
import org.as2gateway.admin.partners.PartnerReport;
import org.as2gateway.admin.registry.RegistryJson;
import org.as2gateway.as2.wire.Suggestion;
import org.as2gateway.config.ConfigException;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.Partner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code partner show}: all about one partner. */
@Command(
    name = "show",
    description = "Show a partner: certificates, partnerships and missing settings.",
    footer = {"", "Example:", "  ./as2 partner show usps-dts"})
final class PartnerShowCommand extends HomeCommand {
  @Parameters(paramLabel = "NAME", description = "Partner name.")
  private String name = "";

  @Option(names = "--json", description = "Print JSON.")
  private boolean isJson;

  PartnerShowCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() throws ConfigException, IOException, CommandFailure {
    Registry registry = HomeRegistry.read(home(), shell().environment(), shell().clock());
    List<String> known = registry.partnerships().partners().stream().map(Partner::name).toList();
    Partner partner =
        registry
            .partnerships()
            .partner(name)
            .orElseThrow(
                () ->
                    new CommandFailure(
                        "partner '" + name + "' not found" + Suggestion.hint(name, known)));
    Instant now = shell().clock().instant();
    if (isJson) {
      ObjectNode json = RegistryJson.partner(registry, partner);
      var list = json.putArray("partnerships");
      PartnerReport.partnershipsOf(registry, partner)
          .forEach(partnership -> list.add(RegistryJson.partnership(registry, partnership, now)));
      shell().json(json);
    } else {
      PartnerText.lines(registry, partner, now).forEach(shell()::line);
    }
    return DONE;
  }
}
