package org.as2gateway.admin.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.registry.certs.CertificateFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pgp export}: public keys to hand to a partner; never a secret key. */
@Command(
    name = "export",
    description = "Print the public OpenPGP keys of an alias; never a secret key.",
    footer = {"", "Example:", "  ./as2 pgp export mystation > for-partner.asc"})
final class PgpExportCommand extends HomeCommand {
  @Parameters(paramLabel = "ALIAS", description = "Folder under certs/.")
  private String alias = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write to this new file.")
  private Optional<Path> output = Optional.empty();

  PgpExportCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() throws CertsException, IOException, CommandFailure {
    String text =
        new CertificateFolder(home(), shell().environment(), shell().clock())
            .pgp()
            .exportArmor(alias);
    if (output.isEmpty()) {
      shell().out().print(text);
      shell().out().flush();
      return DONE;
    }
    CertExportCommand.refuseExisting(output.get());
    Files.writeString(output.get(), text, StandardOpenOption.CREATE_NEW);
    shell().line("wrote " + output.get());
    return DONE;
  }
}
