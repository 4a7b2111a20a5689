package org.as2gateway.admin.cli;

import java.io.IOException;
import org.as2gateway.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code cert check}: whether certificates of partners are revoked. */
@Command(
    name = "check",
    description = {
      "Ask the issuers of partners' certificates now whether they are revoked.",
      "",
      "Set 'certificates: { revocation: soft }' or 'hard' in gateway.yaml first. The gateway asks once a day by itself."
    },
    exitCodeList = "1:A certificate is revoked, not used, or could not be checked in time.",
    footer = {"", "Example:", "  ./as2 cert check"})
final class CertCheckCommand extends HomeCommand {
  @Option(names = "--json", description = "Print the API's JSON response.")
  private boolean isJson;

  CertCheckCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() throws ConfigException, IOException, CommandFailure {
    JsonNode checked = Connection.to(home(), shell()).post("/api/v1/certificate-revocations/check");
    boolean isStopped = false;
    Table table = new Table("ALIAS", "FINGERPRINT", "STATE", "DETAILS");
    for (JsonNode one : checked.path("certificates")) {
      isStopped |= one.path("stopped").asBoolean();
      table.add(
          one.path("alias").asString(),
          one.path("fingerprint").asString().substring(0, 16),
          one.path("state").asString(),
          one.path("summary").asString());
    }
    if (isJson) {
      shell().json(checked);
    } else {
      table.lines().forEach(shell()::line);
    }
    int left = checked.path("notChecked").asInt();
    if (left > 0) {
      shell().error("certificates not checked within a minute: " + left + "; run this again");
    }
    return isStopped || left > 0 ? FAILED : DONE;
  }
}
