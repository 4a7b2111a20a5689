package org.as2gateway.admin.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.as2gateway.admin.home.HomeRegistry;
import org.as2gateway.admin.partners.Ours;
import org.as2gateway.admin.partners.PartnerImport;
import org.as2gateway.admin.partners.PartnerReport;
import org.as2gateway.admin.partners.TakenJson;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.config.ConfigException;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.certs.CertificateFolder;
import org.as2gateway.registry.partnerships.EditRefused;
import org.as2gateway.registry.partnerships.ImportNote;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code partner import}: partners that a file describes. */
@Command(
    name = "import",
    description = {
      "Import partners from a file.",
      "",
      "FILE is an export of 'partner export', a partnerships.xml file of OpenAS2 or as2-lib, or a partner export of mendelson AS2. Only the first includes certificates; for the others, use './as2 cert import'. Existing partners are not changed.",
      "The report lists the result for each setting; --dry-run changes nothing."
    },
    footer = {
      "",
      "Examples:",
      "  ./as2 partner import acme.json",
      "  ./as2 partner import partnerships.xml --dry-run"
    })
final class PartnerImportCommand extends EditCommand {
  private static final long MAX_BYTES = 8 << 20;

  @Parameters(paramLabel = "FILE", description = "File to import.")
  private Path file = Path.of("");

  @Option(
      names = "--station",
      paramLabel = "NAME",
      description = "Our AS2 identity that the partners exchange files with, if there are several.")
  private @Nullable String station;

  @Option(
      names = "--us",
      paramLabel = "NAME",
      description = "What the file calls us, if none of its partners has our AS2 id.")
  private @Nullable String us;

  @Option(names = "--dry-run", description = "Only report what would be imported.")
  private boolean isDryRun;

  @Option(names = "--json", description = "Print JSON.")
  private boolean isJson;

  PartnerImportCommand(Shell shell) {
    super(shell);
  }

  @Override
  Integer edit() throws ConfigException, IOException, CertsException, EditRefused, CommandFailure {
    requireReadable(file, "imported");
    if (Files.size(file) > MAX_BYTES) {
      throw new CommandFailure("'" + file + "' is larger than 8 MiB");
    }
    Registry before = HomeRegistry.read(home(), shell().environment(), shell().clock());
    byte[] content = Files.readAllBytes(file);
    if (us == null) {
      requireClear(PartnerImport.unclear(before, content));
    }
    PartnerImport plan =
        PartnerImport.of(
            before, content, new Ours(Optional.ofNullable(station), Optional.ofNullable(us)));
    if (!isDryRun) {
      plan.into(home(), new CertificateFolder(home(), shell().environment(), shell().clock()));
    }
    if (isJson) {
      shell().json(TakenJson.of(plan, isDryRun));
    } else {
      print(plan);
    }
    return DONE;
  }

  private void requireClear(List<String> candidates) {
    if (!candidates.isEmpty()) {
      throw wrongUsage(
          "none of the partners in '"
              + file
              + "' has our AS2 id, so it is unknown which of them is us: "
              + String.join(", ", candidates)
              + "; name it with --us");
    }
  }

  private void print(PartnerImport plan) throws ConfigException {
    noteLines(plan, "").forEach(shell()::line);
    Registry after = HomeRegistry.read(home(), shell().environment(), shell().clock());
    Instant now = shell().clock().instant();
    for (String name : plan.names()) {
      shell().line((isDryRun ? "would import partner '" : "imported partner '") + name + "'");
      noteLines(plan, name).forEach(line -> shell().line("  " + line));
      after
          .partnerships()
          .partner(name)
          .map(partner -> PartnerReport.missing(after, partner, now))
          .orElse(List.of())
          .forEach(missing -> shell().line("  missing: " + missing));
    }
  }

  /** The notes about a partner; for no name, those about the file and partners left out. */
  private static List<String> noteLines(PartnerImport plan, String name) {
    return plan.notes().stream()
        .filter(
            note -> name.isEmpty() ? !plan.names().contains(note.partner()) : isAbout(note, name))
        .map(
            note ->
                note.kind().words()
                    + ": "
                    + (name.isEmpty() && !note.partner().isEmpty()
                        ? "'" + note.partner() + "': "
                        : "")
                    + note.text())
        .toList();
  }

  private static boolean isAbout(ImportNote note, String name) {
    return note.partner().equals(name);
  }
}
