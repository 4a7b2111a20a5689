package org.as2gateway.admin.cli;

import java.time.Duration;
import java.time.Instant;
import org.as2gateway.admin.registry.CertificateJson;
import org.as2gateway.registry.certs.CertificateEntry;
import org.as2gateway.registry.certs.CertificateFolder;
import org.as2gateway.registry.certs.LoadedCertificates;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cert list}: every certificate with its dates. */
@Command(
    name = "list",
    description = "List certificates and their problems.",
    footer = {"", "Example:", "  ./as2 cert list"})
final class CertListCommand extends HomeCommand {
  @Option(names = "--json", description = "Print JSON.")
  private boolean isJson;

  CertListCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() {
    LoadedCertificates loaded =
        new CertificateFolder(home(), shell().environment(), shell().clock()).load();
    if (isJson) {
      shell().json(loaded.registry().entries().stream().map(CertificateJson::of).toList());
    } else if (loaded.registry().entries().isEmpty() && loaded.registry().authorities().isEmpty()) {
      shell().line("no certificates in " + home().resolve("certs"));
    } else {
      print(loaded);
    }
    loaded
        .problems()
        .forEach(
            problem -> shell().error(home().relativize(problem.file()) + ": " + problem.text()));
    return loaded.problems().stream().allMatch(problem -> problem.isWarning()) ? DONE : FAILED;
  }

  private void print(LoadedCertificates loaded) {
    Instant now = shell().clock().instant();
    Table table = new Table("ALIAS", "OWN", "FINGERPRINT", "UNTIL", "DAYS", "STATE", "SUBJECT");
    for (CertificateEntry entry : loaded.registry().entries()) {
      add(table, entry, state(entry, now), now);
    }
    for (CertificateEntry entry : loaded.registry().authorities()) {
      add(table, entry, "authority", now);
    }
    table.lines().forEach(shell()::line);
  }

  private static void add(Table table, CertificateEntry entry, String state, Instant now) {
    Instant end = entry.certificate().getNotAfter().toInstant();
    table.add(
        entry.alias(),
        entry.isOwn() ? "yes" : "",
        entry.fingerprint().substring(0, 16),
        end.toString().substring(0, 10),
        Long.toString(Duration.between(now, end).toDays()),
        state,
        entry.certificate().getSubjectX500Principal().getName());
  }

  private static String state(CertificateEntry entry, Instant now) {
    if (entry.retired().filter(at -> !at.isAfter(now)).isPresent()) {
      return "retired";
    }
    if (now.isAfter(entry.certificate().getNotAfter().toInstant())) {
      return "expired";
    }
    if (now.isBefore(entry.certificate().getNotBefore().toInstant())) {
      return "not yet valid";
    }
    return entry
        .activeFrom()
        .filter(from -> from.isAfter(now))
        .map(from -> "from " + from)
        .orElse("valid");
  }
}
