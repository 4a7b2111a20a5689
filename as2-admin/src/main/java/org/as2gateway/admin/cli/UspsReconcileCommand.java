package org.as2gateway.admin.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.as2gateway.admin.client.GatewayClient;
import org.as2gateway.admin.port.Text;
import org.as2gateway.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code usps reconcile}: manifests against scans. */
@Command(
    name = "reconcile",
    description = {
      "Compare what was manifested with what was scanned.",
      "",
      "Without EFN: every file of the last 120 days, and scanned pieces that no manifest has. With EFN: the pieces of"
          + " that file. An echo of the manifest (code MA) is no scan."
    },
    footer = {
      "",
      "Examples:",
      "  ./as2 usps reconcile",
      "  ./as2 usps reconcile --owner 'Client A' --csv > files.csv",
      "  ./as2 usps reconcile 9275099999999900000019 --csv > pieces.csv"
    })
final class UspsReconcileCommand extends HomeCommand {
  private static final int BUFFER = 1 << 16;

  @Parameters(
      paramLabel = "EFN",
      arity = "0..1",
      description = "Electronic file number of a manifest.")
  private Optional<String> efn = Optional.empty();

  @Option(names = "--json", description = "Print the API's JSON response.")
  private boolean isJson;

  @Option(names = "--csv", description = "Print everything as a CSV table.")
  private boolean isCsv;

  @Option(
      names = "--outcome",
      paramLabel = "O",
      description =
          "With --csv: only never-scanned, never-manifested, delivered, returned, exception or"
              + " scanned.")
  private Optional<String> outcome = Optional.empty();

  @Option(
      names = "--owner",
      paramLabel = "NAME",
      description = "Only files and pieces of that owner of mailer IDs; not with EFN.")
  private Optional<String> owner = Optional.empty();

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Maximum number of files or pieces, 1 to 1000 (default: 100).")
  private int limit = 100;

  UspsReconcileCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() throws ConfigException, IOException, CommandFailure {
    if (isJson && isCsv) {
      throw wrongUsage("--json and --csv exclude each other");
    }
    if (outcome.isPresent() && !isCsv) {
      throw wrongUsage("--outcome needs --csv");
    }
    if (owner.isPresent() && efn.isPresent()) {
      throw wrongUsage("--owner and EFN exclude each other");
    }
    GatewayClient client = Connection.to(home(), shell());
    String query =
        efn.map(number -> "efn=" + GatewayClient.encode(number))
            .or(() -> owner.map(name -> "owner=" + GatewayClient.encode(name)))
            .orElse("");
    if (isCsv) {
      String only = outcome.map(word -> "&outcome=" + GatewayClient.encode(word)).orElse("");
      client.copy("/api/v1/usps/reconcile.csv?" + query + only, new Printed());
      shell().out().flush();
      return DONE;
    }
    JsonNode answer = client.get("/api/v1/usps/reconcile?" + query + "&limit=" + limit);
    if (isJson) {
      shell().json(answer);
    } else {
      print(answer);
    }
    return DONE;
  }

  private void print(JsonNode answer) {
    if (answer.path("files").isEmpty()) {
      shell().line("no file was sent in the last 120 days");
    } else {
      Table table =
          new Table(
              "EFN",
              "STATE",
              "PIECES",
              "SCANNED",
              "DELIVERED",
              "RETURNED",
              "EXCEPTIONS",
              "NEVER SCANNED",
              "NEVER MANIFESTED");
      answer.path("files").forEach(file -> addFile(table, file));
      table.lines().forEach(shell()::line);
    }
    if (efn.isEmpty()) {
      shell()
          .line(
              "in no manifest: "
                  + UspsCheckCommand.count(
                      answer.path("neverManifested").asLong(), "scanned piece"));
    }
    if (!answer.path("pieces").isEmpty()) {
      Table table = new Table("PIECE", "OUTCOME", "CODE", "LOCAL TIME", "FACILITY");
      answer.path("pieces").forEach(piece -> addPiece(table, piece));
      table.lines().forEach(shell()::line);
    }
    if (answer.path("more").asBoolean()) {
      shell().line("… more pieces; --csv prints all");
    }
    answer.path("notes").forEach(note -> shell().line("note: " + note.asString()));
  }

  private static void addFile(Table table, JsonNode file) {
    table.add(
        Text.cut(file.path("efn").asString()),
        file.path("state").asString(),
        file.path("pieces").asString(),
        file.path("scanned").asString(),
        file.path("delivered").asString(),
        file.path("returned").asString(),
        file.path("exceptions").asString(),
        file.path("neverScanned").asString(),
        file.path("neverManifested").asString());
  }

  private static void addPiece(Table table, JsonNode piece) {
    table.add(
        Text.cut(piece.path("pic").asString()),
        piece.path("outcome").asString(),
        Text.cut(piece.path("code").asString("-")),
        Text.cut(piece.path("date").asString("-") + " " + piece.path("time").asString("")),
        Text.cut(piece.path("facility").asString("-")));
  }

  /** Standard output, as UTF-8 text. */
  private final class Printed extends OutputStream {
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(BUFFER);

    @Override
    public void write(int octet) {
      line.write(octet);
      if (octet == '\n') {
        shell().out().print(line.toString(StandardCharsets.UTF_8));
        line.reset();
      }
    }
  }
}
