package org.as2gateway.admin.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.as2gateway.admin.registry.PgpKeyJson;
import org.as2gateway.admin.registry.PgpLine;
import org.as2gateway.registry.certs.CertificateFolder;
import org.as2gateway.registry.certs.PgpEntry;
import org.as2gateway.registry.certs.PgpKeyRing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pgp list}: every OpenPGP key with its dates. */
@Command(
    name = "list",
    description = {
      "List OpenPGP keys and their state.",
      "",
      "In use: we sign with it or encrypt for it. Accepted: valid for what we receive."
    },
    footer = {"", "Example:", "  ./as2 pgp list"})
final class PgpListCommand extends HomeCommand {
  @Option(names = "--json", description = "Print JSON.")
  private boolean isJson;

  PgpListCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() {
    Instant now = shell().clock().instant();
    PgpKeyRing ring =
        new CertificateFolder(home(), shell().environment(), shell().clock()).pgp().load();
    if (isJson) {
      shell().json(ring.entries().stream().map(entry -> PgpKeyJson.of(entry, now)).toList());
    } else if (ring.entries().isEmpty()) {
      shell().line("no OpenPGP keys in " + home().resolve("certs"));
    } else {
      table(ring, now).lines().forEach(shell()::line);
    }
    return DONE;
  }

  /** The keys as lines. */
  static Table table(PgpKeyRing ring, Instant now) {
    Table table =
        new Table("ALIAS", "OWN", "FINGERPRINT", "UNTIL", "DAYS", "STATE", "KEY", "USER ID");
    for (PgpEntry entry : ring.entries()) {
      PgpLine line = PgpLine.of(entry, ring, now);
      Optional<Instant> end = line.end();
      table.add(
          entry.alias(),
          entry.isOwn() ? "yes" : "",
          entry.fingerprint().substring(0, 16),
          end.map(at -> at.toString().substring(0, 10)).orElse("never"),
          end.map(at -> Long.toString(Duration.between(now, at).toDays())).orElse(""),
          line.state(),
          entry.key().algorithm(),
          entry.key().name());
    }
    return table;
  }
}
