package org.as2gateway.admin.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.as2gateway.admin.client.GatewayClient;
import org.as2gateway.admin.port.Text;
import org.as2gateway.config.ConfigException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code usps correct}: builds a correction of a manifest, and sends it. */
@Command(
    name = "correct",
    description = {
      "Build a correction of a manifest that was sent: its header, and only the chosen pieces.",
      "",
      "The header is copied byte for byte except the record count; USPS refuses a correction whose file number, type,"
          + " entry facility, date or time differs. The correction is checked as before sending. Nothing is sent"
          + " without --send.",
      "",
      "Whether a correction must have file type 4 is not known; the type is kept unless the partnership has"
          + " gw.usps_correction_type = 4. Ask USPS."
    },
    exitCodeList = {
      "0:The correction was built, and sent if --send was given.",
      "1:The correction was built, but the check finds what would likely be refused; it was not sent. Or it could not"
          + " be built."
    },
    footer = {
      "",
      "Examples:",
      "  ./as2 usps correct 9275099999999900000019 --rejected -o correction.manifest",
      "  ./as2 usps correct 9275099999999900000019 --lines corrected.txt --send"
    })
final class UspsCorrectCommand extends HomeCommand {
  private static final JsonMapper JSON = JsonMapper.shared();

  @Parameters(paramLabel = "EFN", description = "Electronic file number of the manifest.")
  private String efn = "";

  @Option(
      names = "--rejected",
      description = "Carry the pieces that answers rejected and that were not accepted since.")
  private boolean isRejected;

  @Option(
      names = "--pieces",
      paramLabel = "FILE",
      description = "Carry the pieces whose numbers stand in the file, one a line.")
  private @Nullable Path pieces;

  @Option(
      names = "--lines",
      paramLabel = "FILE",
      description = {
        "Carry the corrected lines D1, D2 and C1 of the file as they are.",
        "A piece among them is not copied from the manifest."
      })
  private @Nullable Path lines;

  @Option(names = "-o", paramLabel = "FILE", description = "Save the correction in a new file.")
  private @Nullable Path output;

  @Option(names = "--send", description = "Send the correction if the check stops nothing.")
  private boolean isToSend;

  @Option(names = "--json", description = "Print the API's JSON response.")
  private boolean isJson;

  UspsCorrectCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() throws ConfigException, IOException, CommandFailure {
    if (!isRejected && pieces == null && lines == null) {
      throw wrongUsage("No pieces are chosen: give --rejected, --pieces or --lines");
    }
    if (lines != null && pieces != null) {
      throw wrongUsage("--lines and --pieces cannot be combined");
    }
    GatewayClient client = Connection.to(home(), shell());
    JsonNode built = build(client);
    String id = built.path("correction").path("id").asString();
    if (output != null) {
      client.download("/api/v1/usps/corrections/" + id + "/file", output);
    }
    boolean isStopped = isStopped(built);
    JsonNode sent =
        isToSend && !isStopped
            ? client.post("/api/v1/usps/corrections/" + id + "/send")
            : JSON.createObjectNode();
    if (isJson) {
      ObjectNode all = ((ObjectNode) built).set("sent", sent);
      shell().json(all);
    } else {
      print(built);
      printEnd(id, isStopped, sent);
    }
    return isStopped ? FAILED : DONE;
  }

  private JsonNode build(GatewayClient client) throws IOException, CommandFailure {
    String path = "/api/v1/usps/files/" + GatewayClient.encode(efn) + "/corrections";
    if (lines != null) {
      requireReadable(lines, "used");
      return client.post(path + "?rejected=" + isRejected, "text/plain; charset=utf-8", lines);
    }
    if (pieces != null) {
      requireReadable(pieces, "used");
      String query = "?carries=pieces&rejected=" + isRejected;
      return client.post(path + query, "text/plain; charset=utf-8", pieces);
    }
    return client.post(path, JSON.createObjectNode().put("rejected", isRejected));
  }

  private static boolean isStopped(JsonNode built) {
    return List.of("hold", "block").contains(built.path("check").path("verdict").asString());
  }

  private void print(JsonNode built) {
    JsonNode correction = built.path("correction");
    shell()
        .line(
            "correction of %s: %s, %s"
                .formatted(
                    Text.cut(correction.path("efn").asString()),
                    UspsCheckCommand.count(correction.path("records").asLong(), "record"),
                    UspsCheckCommand.count(correction.path("pieces").asLong(), "piece")));
    if (correction.path("missing").asInt() > 0) {
      shell()
          .line(
              "left out, in no file that was sent: "
                  + UspsCheckCommand.count(correction.path("missing").asLong(), "chosen piece"));
    }
    for (JsonNode finding : built.path("check").path("findings")) {
      shell()
          .line(
              "  %-5s %s (line %d): found %s, expected %s"
                  .formatted(
                      finding.path("severity").asString().toUpperCase(Locale.ROOT),
                      finding.path("id").asString(),
                      finding.path("line").asLong(),
                      Text.cut(finding.path("found").asString()),
                      finding.path("expected").asString()));
      shell().line("        " + finding.path("remedy").asString());
    }
  }

  private void printEnd(String id, boolean isStopped, JsonNode sent) {
    if (output != null) {
      shell().line("saved in " + output);
    }
    if (sent.has("message")) {
      shell().line("sent with message " + sent.path("message").asString());
    } else if (isStopped) {
      shell().line("not sent: fix what was found, or send correction " + id + " on the page");
    } else {
      shell().line("not sent; correction " + id + " is kept for 120 days");
    }
  }
}
