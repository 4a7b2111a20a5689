package org.as2gateway.admin.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.as2gateway.admin.client.GatewayClient;
import org.as2gateway.config.ConfigException;
import org.as2gateway.usps.ledger.FileState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code usps ledger}: the files that went to USPS. */
@Command(
    name = "ledger",
    description = {
      "List manifests by electronic file number, newest first, for 120 days.",
      "",
      "'received' says that the bytes arrived. Whether USPS accepted a manifest is stated later, in"
          + " a confirmation file."
    },
    footer = {
      "",
      "Examples:",
      "  ./as2 usps ledger --state rejected",
      "  ./as2 usps ledger --owner 'Acme Inc.' --json"
    })
final class UspsLedgerCommand extends HomeCommand {
  private static final int MOST = 1000;

  @Option(
      names = "--state",
      paramLabel = "S",
      converter = Choice.OfFileState.class,
      completionCandidates = Choice.OfFileState.class,
      description = "Only files in this state: ${COMPLETION-CANDIDATES}.")
  private Optional<FileState> state = Optional.empty();

  @Option(names = "--efn", paramLabel = "EFN", description = "Only the file of this number.")
  private Optional<String> efn = Optional.empty();

  @Option(names = "--mid", paramLabel = "MID", description = "Only files of this mailer ID.")
  private Optional<String> mailerId = Optional.empty();

  @Option(
      names = "--owner",
      paramLabel = "NAME",
      description = "Only files of this owner's mailer IDs.")
  private Optional<String> owner = Optional.empty();

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Maximum number of files, 1 to 1000 (default: 50).")
  private int limit = 50;

  @Option(names = "--json", description = "Print the API's JSON response.")
  private boolean isJson;

  UspsLedgerCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() throws ConfigException, IOException, CommandFailure {
    if (limit < 1 || limit > MOST) {
      throw wrongUsage("--limit is " + limit + "; expected a number from 1 to " + MOST);
    }
    GatewayClient client = Connection.to(home(), shell());
    JsonNode page = client.get("/api/v1/usps/files?" + query());
    if (isJson) {
      shell().json(page);
      return DONE;
    }
    if (page.path("files").isEmpty()) {
      shell().line("no files");
      return DONE;
    }
    Table table =
        new Table("EFN", "STATE", "MAILING DATE", "PIECES", "REJECTED", "SCANNED", "PARTNERSHIP");
    page.path("files").forEach(file -> add(table, file));
    table.lines().forEach(shell()::line);
    if (!page.path("next").isNull()) {
      shell().line("… more files match; raise --limit or narrow the search");
    }
    return DONE;
  }

  private static void add(Table table, JsonNode file) {
    table.add(
        file.path("efn").asString(),
        file.path("state").asString(),
        file.path("mailingDate").asString(),
        file.path("pieces").asString(),
        file.path("rejected").asString(),
        file.path("scanned").asString(),
        file.path("partnership").asString());
  }

  private String query() {
    Map<String, String> parameters = new LinkedHashMap<>();
    state.ifPresent(value -> parameters.put("state", value.text()));
    efn.ifPresent(value -> parameters.put("efn", value));
    mailerId.ifPresent(value -> parameters.put("mid", value));
    owner.ifPresent(value -> parameters.put("owner", value));
    parameters.put("limit", Integer.toString(limit));
    return parameters.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + GatewayClient.encode(entry.getValue()))
        .collect(Collectors.joining("&"));
  }
}
