package org.as2gateway.admin.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.as2.wire.As2Id;
import org.as2gateway.config.ConfigException;
import org.as2gateway.registry.certs.CertificateEntry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code init}: a new home. */
@Command(
    name = "init",
    description = {
      "Create a home: settings, a key, a template for USPS DTS, and folders.",
      "",
      "USPS values in the template are blank: DTS provides them during trading-partner setup."
    },
    footer = {"", "Example:", "  ./as2 init /srv/as2 --as2-id MYCOMPANY"})
final class InitCommand extends HomeCommand {
  @Parameters(paramLabel = "DIR", description = "Folder to create the home in.")
  private Path folder = Path.of("");

  @Option(
      names = "--as2-id",
      paramLabel = "ID",
      required = true,
      description = "Our AS2 id: 1 to 128 printable ASCII characters; case-sensitive.")
  private As2Id as2Id = new As2Id("-");

  InitCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() throws IOException, ConfigException, CertsException, CommandFailure {
    Path home = folder.toAbsolutePath().normalize();
    NewHome made = new NewHome(shell(), home, as2Id);
    CertificateEntry key = made.make();
    shell().line("created the home " + home);
    shell()
        .line(
            "  key          "
                + home.relativize(key.file())
                + " (RSA-3072), expires "
                + key.certificate().getNotAfter().toInstant());
    shell().line("  fingerprint  " + key.fingerprint());
    shell().line("  SFTP host key  data/secrets/sftp-host-key, " + made.hostKey());
    shell().line("next:");
    shell()
        .line(
            "  ./as2 cert export "
                + made.station()
                + " --home "
                + folder
                + "     the certificate to send to partners");
    shell().line("  ./as2 partner list --home " + folder + "     missing settings");
    shell().line("  ./as2 start --home " + folder);
    return DONE;
  }
}
