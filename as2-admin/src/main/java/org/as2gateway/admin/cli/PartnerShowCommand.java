package org.as2gateway.admin.cli;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.as2gateway.admin.home.HomeRegistry;
import org.as2gateway.admin.partners.PartnerReport;
import org.as2gateway.admin.registry.PartnerJson;
import org.as2gateway.admin.registry.PartnershipJson;
import org.as2gateway.config.ConfigException;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.Partner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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

  private record Shown(@JsonUnwrapped PartnerJson partner, List<PartnershipJson> partnerships) {}

  PartnerShowCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() throws ConfigException, IOException, CommandFailure {
    Registry registry = HomeRegistry.read(home(), shell().environment(), shell().clock());
    Partner partner = PartnerText.find(registry, name);
    Instant now = shell().clock().instant();
    if (isJson) {
      List<PartnershipJson> partnerships =
          PartnerReport.partnershipsOf(registry, partner).stream()
              .map(partnership -> PartnershipJson.of(registry, partnership, now))
              .toList();
      shell().json(new Shown(PartnerJson.of(registry, partner), partnerships));
    } else {
      PartnerText.lines(registry, partner, now).forEach(shell()::line);
    }
    return DONE;
  }
}
