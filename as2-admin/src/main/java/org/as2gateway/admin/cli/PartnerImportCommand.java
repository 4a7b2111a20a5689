package org.as2gateway.admin.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.as2gateway.admin.home.HomeRegistry;
import org.as2gateway.admin.partners.PartnerImport;
import org.as2gateway.admin.partners.PartnerReport;
import org.as2gateway.certs.CertificateFolder;
import org.as2gateway.certs.CertsException;
import org.as2gateway.config.ConfigException;
import org.as2gateway.partnership.EditRefused;
import org.as2gateway.registry.Registry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code partner import}: partners that a file describes. */
@Command(
    name = "import",
    description = "Take the partners that a file describes.",
    footer = {
      "",
      "FILE is what 'partner export' wrote, a partnerships.xml of OpenAS2 or as2-lib, or another",
      "program's XML description of a partner (mendelson AS2). Only the first brings certificates:",
      "'./as2 cert import' takes them. A partner that exists is not touched.",
      "",
      "Example:",
      "  ./as2 partner import acme.json"
    })
final class PartnerImportCommand extends EditCommand {
  private static final long MAX_BYTES = 8 << 20;

  @Parameters(paramLabel = "FILE", description = "What describes the partners.")
  private Path file = Path.of("");

  PartnerImportCommand(Shell shell) {
    super(shell);
  }

  @Override
  Integer edit() throws ConfigException, IOException, CertsException, EditRefused, CommandFailure {
    if (Files.size(file) > MAX_BYTES) {
      throw new CommandFailure("'" + file + "' is larger than 8 MiB");
    }
    Registry before = HomeRegistry.read(home(), shell().environment(), shell().clock());
    List<String> taken =
        PartnerImport.of(before, Files.readAllBytes(file))
            .into(
                home().resolve(HomeRegistry.FILE),
                new CertificateFolder(home(), shell().environment(), shell().clock()));
    Registry after = HomeRegistry.read(home(), shell().environment(), shell().clock());
    Instant now = shell().clock().instant();
    for (String name : taken) {
      shell().line("took partner '" + name + "'");
      after
          .partnerships()
          .partner(name)
          .map(partner -> PartnerReport.missing(after, partner, now))
          .orElse(List.of())
          .forEach(missing -> shell().line("  still missing: " + missing));
    }
    return DONE;
  }
}
