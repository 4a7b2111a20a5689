package org.as2gateway.admin.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.as2gateway.admin.client.ApiException;
import org.as2gateway.admin.client.GatewayClient;
import org.as2gateway.admin.client.GatewayClient.Submission;
import org.as2gateway.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** {@code send}: sends files on a partnership. */
@Command(
    name = "send",
    description = "Send files to a partner.",
    footer = {
      "",
      "Each file becomes one message. With --wait the command ends when all receipts are in: status 0",
      "if every one is positive and verified (or none was asked for), else 1.",
      "",
      "Examples:",
      "  ./as2 send Us-to-Them orders.xml --wait",
      "  ./as2 send Us-to-Them *.edi --content-type application/edi-x12 --subject 'Orders'"
    })
final class SendCommand extends HomeCommand {
  @Parameters(index = "0", paramLabel = "PARTNERSHIP", description = "Partnership to send on.")
  private String partnership = "";

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "FILE", description = "Files to send.")
  private List<Path> files = new ArrayList<>();

  @Option(names = "--wait", description = "Wait for the receipts and print what was verified.")
  private boolean isWaiting;

  @Option(names = "--subject", description = "Subject header.")
  private Optional<String> subject = Optional.empty();

  @Option(names = "--content-type", paramLabel = "T", description = "Media type of the files.")
  private Optional<String> contentType = Optional.empty();

  @Option(names = "--json", description = "Print the messages as JSON, once all is done.")
  private boolean isJson;

  SendCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() throws ConfigException, IOException, CommandFailure {
    for (Path file : files) {
      if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
        throw new CommandFailure("'" + file + "' is no file that can be read; nothing was sent");
      }
    }
    GatewayClient client = Connection.to(home(), shell());
    // Asked first, so that a wrong name is told before gigabytes are on their way.
    client.get("/api/v1/partnerships/" + GatewayClient.encode(partnership));
    ArrayNode messages = JsonMapper.shared().createArrayNode();
    int status = DONE;
    for (Path file : files) {
      JsonNode message = send(client, file);
      messages.add(message);
      if (isWaiting && !new ReceiptWait(shell(), client).isGood(message)) {
        status = FAILED;
      }
    }
    if (isJson) {
      shell().json(messages);
    }
    return status;
  }

  private JsonNode send(GatewayClient client, Path file) throws IOException {
    String label = String.valueOf(file.getFileName());
    JsonNode accepted;
    try (ProgressLine progress = new ProgressLine(shell(), label, Files.size(file))) {
      accepted = client.submit(new Submission(partnership, file, contentType, subject), progress);
    } catch (ApiException e) {
      throw new ApiException(e.status(), "'" + file + "' was not taken: " + e.getMessage());
    }
    String id = accepted.path("id").asString();
    if (!isJson) {
      shell().line(label + ": queued as " + id + " " + accepted.path("messageId").asString(""));
    }
    if (!isWaiting) {
      return accepted;
    }
    ReceiptWait wait = new ReceiptWait(shell(), client);
    JsonNode message = wait.untilEnd(id, label);
    if (!isJson) {
      wait.lines(message, label).forEach(shell()::line);
    }
    return message;
  }
}
