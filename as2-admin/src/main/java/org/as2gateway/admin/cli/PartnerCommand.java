package org.as2gateway.admin.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code partner}: partners of a home, with or without a running gateway. */
@Command(
    name = "partner",
    description = "Manage partners in partnerships.xml, including our own AS2 identities.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  ./as2 partner list",
      "  ./as2 partner add acme --as2-id ACME --url https://as2.acme.example/as2 --cert acme.pem",
      "  ./as2 partner test acme"
    })
final class PartnerCommand extends HomeCommand {
  @Spec private @Nullable CommandSpec spec;

  private PartnerCommand(Shell shell) {
    super(shell);
  }

  static CommandLine withSubcommands(Shell shell) {
    return new CommandLine(new PartnerCommand(shell))
        .addSubcommand(new PartnerListCommand(shell))
        .addSubcommand(new PartnerShowCommand(shell))
        .addSubcommand(new PartnerAddCommand(shell))
        .addSubcommand(new PartnerImportCommand(shell))
        .addSubcommand(new PartnerExportCommand(shell))
        .addSubcommand(new PartnerTestCommand(shell))
        .addSubcommand(new PartnerProfilesCommand(shell));
  }

  @Override
  public Integer call() {
    throw new ParameterException(
        Objects.requireNonNull(spec, "spec").commandLine(), "a command is missing after 'partner'");
  }
}
