package org.as2gateway.admin.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.as2.keys.CertificateUse;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.registry.certs.CertificateFolder;
import org.as2gateway.registry.certs.ImportOptions;
import org.as2gateway.registry.certs.ImportReport;
import org.as2gateway.registry.certs.KeyStorePassword;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cert import}: certificates of partners, or own keys in PKCS #12. */
@Command(
    name = "import",
    description = {
      "Import certificates (PEM, DER, PKCS #7), our keys (PKCS #12), or OpenPGP keys (.asc).",
      "",
      "Set the password of a PKCS #12 file or of a secret OpenPGP key in the environment variable AS2_IMPORT_PASSWORD. Without it, the password of the home is tried."
    },
    exitCodeList = "1:A file was not imported.",
    footer = {
      "",
      "Examples:",
      "  ./as2 cert import acme acme.pem",
      "  ./as2 cert import acme acme.asc",
      "  ./as2 cert import acme new.p7b --use sign --active-from 2027-01-01T00:00:00Z"
    })
final class CertImportCommand extends EditCommand {
  private static final String PASSWORD_VARIABLE = "AS2_IMPORT_PASSWORD";

  @Parameters(index = "0", paramLabel = "ALIAS", description = "Folder under certs/.")
  private String alias = "";

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "FILE", description = "Files to import.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--use",
      split = ",",
      paramLabel = "USE",
      converter = Choice.OfUse.class,
      completionCandidates = Choice.OfUse.class,
      description = "What they are for: sign, encrypt or both (default).")
  private List<Set<CertificateUse>> uses = new ArrayList<>();

  @Option(
      names = "--active-from",
      paramLabel = "T",
      description = "When to start using it for sending.")
  private Optional<Instant> activeFrom = Optional.empty();

  CertImportCommand(Shell shell) {
    super(shell);
  }

  @Override
  Integer edit() throws CertsException, IOException, CommandFailure {
    Optional<String> password = Optional.ofNullable(shell().environment().get(PASSWORD_VARIABLE));
    ImportOptions options =
        new ImportOptions(uses(), activeFrom, password.map(KeyStorePassword::of));
    ImportReport report =
        new CertificateFolder(home(), shell().environment(), shell().clock())
            .importFiles(alias, files, options);
    report
        .added()
        .forEach(
            entry ->
                shell()
                    .line(
                        "imported "
                            + entry.certificate().getSubjectX500Principal().getName()
                            + ", expires "
                            + entry.certificate().getNotAfter().toInstant()
                            + ", fingerprint "
                            + entry.fingerprint()));
    report
        .pgp()
        .forEach(
            entry ->
                shell()
                    .line(
                        "imported OpenPGP key '%s', %s, fingerprint %s"
                            .formatted(
                                entry.key().name(),
                                entry
                                    .key()
                                    .expires(shell().clock().instant())
                                    .map(at -> "expires " + at)
                                    .orElse("never expires"),
                                entry.fingerprint())));
    report.notes().forEach(shell()::line);
    report.reasons().forEach(shell()::error);
    return report.refusals().isEmpty() && !report.isEmpty() ? DONE : FAILED;
  }

  private Optional<Set<CertificateUse>> uses() {
    return uses.stream()
        .reduce(
            (left, right) -> {
              Set<CertificateUse> both = EnumSet.copyOf(left);
              both.addAll(right);
              return both;
            });
  }
}
