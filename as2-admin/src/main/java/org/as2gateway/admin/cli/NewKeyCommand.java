package org.as2gateway.admin.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.as2gateway.as2.wire.Quantity;
import org.as2gateway.registry.certs.CertificateFolder;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command that creates a key of our own: what each kind of key is asked for. */
abstract class NewKeyCommand extends EditCommand {
  @Parameters(paramLabel = "ALIAS", description = "Folder under certs/.")
  private String alias = "";

  @Option(
      names = "--valid",
      paramLabel = "TIME",
      description = "Validity, such as 400d or 3y (default).")
  private Duration validity = Quantity.parseDuration("3y");

  @Option(
      names = "--active-from",
      paramLabel = "T",
      description = "When to start using it for sending.")
  private Optional<Instant> activeFrom = Optional.empty();

  NewKeyCommand(Shell shell) {
    super(shell);
  }

  final String alias() {
    return alias;
  }

  final Duration validity() {
    return validity;
  }

  final Optional<Instant> activeFrom() {
    return activeFrom;
  }

  final CertificateFolder certificates() {
    return new CertificateFolder(home(), shell().environment(), shell().clock());
  }

  /**
   * Says what was created and what to do next.
   *
   * @param file the key
   * @param fingerprint of the key
   * @param next what to send, and the command that exports it
   */
  final Integer created(Path file, String fingerprint, String next) {
    shell().line("created " + home().relativize(file) + ", fingerprint " + fingerprint);
    shell().line("send the " + next + " " + alias);
    return DONE;
  }
}
