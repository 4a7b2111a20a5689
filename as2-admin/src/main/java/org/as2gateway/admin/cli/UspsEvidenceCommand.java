package org.as2gateway.admin.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.as2gateway.admin.client.GatewayClient;
import org.as2gateway.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code usps evidence}: fetches all that proves what became of a file. */
@Command(
    name = "evidence",
    description = {
      "Write a zip file with everything that proves what became of a file.",
      "",
      "It contains each message with its receipt, answers, scans, findings and times. './as2 verify' verifies it on any"
          + " machine."
    },
    footer = {
      "",
      "Examples:",
      "  ./as2 usps evidence 9275099999999900000019 -o file.zip",
      "  ./as2 verify file.zip"
    })
final class UspsEvidenceCommand extends HomeCommand {
  @Parameters(paramLabel = "EFN", description = "The electronic file number.")
  private String efn = "";

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "The zip file to write; it must not exist.")
  private Path file = Path.of("");

  UspsEvidenceCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() throws ConfigException, IOException, CommandFailure {
    ZipDownload.to(
        file,
        Connection.to(home(), shell()),
        "/api/v1/usps/files/" + GatewayClient.encode(efn) + "/evidence",
        shell());
    return DONE;
  }
}
