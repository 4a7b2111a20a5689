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

/** {@code cert export}: certificates to hand to a partner; never a private key. */
@Command(
    name = "export",
    description = "Print the certificates of an alias as PEM; never a private key.",
    footer = {
      "",
      "Examples:",
      "  ./as2 cert export mystation > for-partner.pem",
      "  ./as2 cert export mystation --der -o for-partner.cer"
    })
final class CertExportCommand extends HomeCommand {
  @Parameters(paramLabel = "ALIAS", description = "Folder under certs/.")
  private String alias = "";

  @Option(
      names = "--der",
      description = "Write only the certificate in use, in binary form; requires -o.")
  private boolean isDer;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write to this new file.")
  private Optional<Path> output = Optional.empty();

  CertExportCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() throws CertsException, IOException, CommandFailure {
    CertificateFolder folder =
        new CertificateFolder(home(), shell().environment(), shell().clock());
    if (isDer && output.isEmpty()) {
      throw wrongUsage("--der writes binary data and needs an output file: add '-o FILE'");
    }
    if (output.isEmpty()) {
      shell().out().print(folder.exportPem(alias));
      shell().out().flush();
      return DONE;
    }
    refuseExisting(output.get());
    if (isDer) {
      Files.write(output.get(), folder.exportDer(alias), StandardOpenOption.CREATE_NEW);
    } else {
      Files.writeString(output.get(), folder.exportPem(alias), StandardOpenOption.CREATE_NEW);
    }
    shell().line("wrote " + output.get());
    return DONE;
  }

  /** Refuses to write over a file. */
  static void refuseExisting(Path file) throws CommandFailure {
    if (Files.exists(file)) {
      throw new CommandFailure(
          "'" + file + "' already exists. Nothing was written; name another file");
    }
  }
}
