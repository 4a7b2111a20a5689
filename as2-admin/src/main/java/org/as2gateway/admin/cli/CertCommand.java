package org.as2gateway.admin.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cert}: keys and certificates of a home, with or without a running gateway. */
@Command(
    name = "cert",
    description = "Manage keys and certificates in certs/: one folder per alias.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  ./as2 cert list",
      "  ./as2 cert export mykey > for-partner.pem",
      "  ./as2 cert import acme acme-2027.pem --active-from 2027-01-01T00:00:00Z"
    })
final class CertCommand extends HomeCommand {
  @Spec private @Nullable CommandSpec spec;

  private CertCommand(Shell shell) {
    super(shell);
  }

  static CommandLine withSubcommands(Shell shell) {
    return new CommandLine(new CertCommand(shell))
        .addSubcommand(new CertListCommand(shell))
        .addSubcommand(new CertNewCommand(shell))
        .addSubcommand(new CertImportCommand(shell))
        .addSubcommand(new CertExportCommand(shell))
        .addSubcommand(new CertActivateCommand(shell))
        .addSubcommand(new CertRetireCommand(shell))
        .addSubcommand(new CertPutBackCommand(shell))
        .addSubcommand(new CertOfferCommand(shell))
        .addSubcommand(new CertOffersCommand(shell))
        .addSubcommand(new CertAcceptCommand(shell))
        .addSubcommand(new CertRejectCommand(shell));
  }

  @Override
  public Integer call() {
    throw new ParameterException(
        Objects.requireNonNull(spec, "spec").commandLine(), "a command is missing after 'cert'");
  }
}
