package org.as2gateway.admin.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.as2.wire.As2Id;
import org.as2gateway.config.ConfigException;
import org.as2gateway.registry.certs.CertificateEntry;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code init}: a new home. */
@Command(
    name = "init",
    description = "Create a new home: settings, a key, a template for USPS DTS, and folders.",
    footer = {
      "",
      "USPS values in the template are blank: DTS provides them during trading-partner setup.",
      "",
      "Example:",
      "  ./as2 init /srv/as2 --as2-id MYCOMPANY"
    })
final class InitCommand extends HomeCommand {
  @Parameters(paramLabel = "DIR", description = "Folder to create the home in.")
  private Path folder = Path.of("");

  @Option(
      names = "--as2-id",
      paramLabel = "ID",
      required = true,
      description = "Our AS2 id: 1 to 128 printable ASCII characters; case-sensitive.")
  private String as2Id = "";

  @Spec private @Nullable CommandSpec spec;

  InitCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() throws IOException, ConfigException, CertsException, CommandFailure {
    Path home = folder.toAbsolutePath().normalize();
    NewHome made = new NewHome(shell(), home, id());
    CertificateEntry key = made.make();
    shell().line("created the home " + home);
    shell()
        .line(
            "  key          "
                + home.relativize(key.file())
                + " (RSA-3072), expires "
                + key.certificate().getNotAfter().toInstant());
    shell().line("  fingerprint  " + key.fingerprint());
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

  private As2Id id() {
    try {
      return new As2Id(as2Id);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          Objects.requireNonNull(spec, "spec").commandLine(), "--as2-id: " + e.getMessage());
    }
  }
}
