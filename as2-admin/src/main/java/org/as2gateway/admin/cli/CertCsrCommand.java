package org.as2gateway.admin.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.registry.certs.CertificateFolder;
import org.as2gateway.registry.certs.RequestSubject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cert csr}: asks an authority for a certificate of one of our keys. */
@Command(
    name = "csr",
    description = {
      "Create a certificate request (PKCS #10) for one of our keys, to send to a CA.",
      "",
      "The key stays here. Import the CA's answer with 'cert issued'."
    },
    footer = {
      "",
      "Examples:",
      "  ./as2 cert csr mystation 1f2e3d4c --cn as2.example.com --org \"Example Inc.\" --country US > mystation.csr",
      "  ./as2 cert csr mystation 1f2e3d4c --cn as2.example.com -o mystation.csr"
    })
final class CertCsrCommand extends HomeCommand {
  @Parameters(index = "0", paramLabel = "ALIAS", description = "Folder under certs/.")
  private String alias = "";

  @Parameters(
      index = "1",
      paramLabel = "FINGERPRINT",
      description = "The first 8 or more hex digits of the SHA-256 of the key's certificate.")
  private Values.FingerprintStart fingerprint = new Values.FingerprintStart("");

  @Option(names = "--cn", paramLabel = "NAME", description = "Common name; default: the alias.")
  private Optional<String> commonName = Optional.empty();

  @Option(names = "--org", paramLabel = "NAME", description = "Organization.")
  private String organization = "";

  @Option(names = "--unit", paramLabel = "NAME", description = "Department.")
  private String unit = "";

  @Option(names = "--city", paramLabel = "NAME", description = "City.")
  private String city = "";

  @Option(names = "--state", paramLabel = "NAME", description = "State or province.")
  private String state = "";

  @Option(names = "--country", paramLabel = "CC", description = "Country, two letters.")
  private String country = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write to this new file.")
  private Optional<Path> output = Optional.empty();

  CertCsrCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() throws CertsException, IOException, CommandFailure {
    RequestSubject subject =
        new RequestSubject(commonName.orElse(alias), organization, unit, city, state, country);
    String request =
        new CertificateFolder(home(), shell().environment(), shell().clock())
            .request(alias, fingerprint.digits(), subject);
    if (output.isEmpty()) {
      shell().out().print(request);
      shell().out().flush();
      return DONE;
    }
    CertExportCommand.refuseExisting(output.get());
    Files.writeString(output.get(), request, StandardOpenOption.CREATE_NEW);
    shell().line("wrote " + output.get());
    return DONE;
  }
}
