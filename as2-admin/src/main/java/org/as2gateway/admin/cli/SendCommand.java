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
    description = {
      "Send files to a partner.",
      "",
      "Each file becomes one message; with --together all files become one message. With --wait the"
          + " command waits for all receipts."
    },
    exitCodeList =
        "1:A file was not accepted; with --wait also if a receipt is negative or not verified.",
    footer = {
      "",
      "Examples:",
      "  ./as2 send acme orders.xml --wait",
      "  ./as2 send acme *.edi --content-type application/edi-x12 --subject 'Orders'",
      "  ./as2 send us-to-acme order.xml drawing.pdf --together --wait"
    })
final class SendCommand extends HomeCommand {
  @Parameters(
      index = "0",
      paramLabel = "PARTNERSHIP",
      description = OutboundPartnership.DESCRIPTION)
  private String name = "";

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "FILE", description = "Files to send.")
  private List<Path> files = new ArrayList<>();

  @Option(names = "--wait", description = "Wait for the receipts and print the result.")
  private boolean isWaiting;

  @Option(names = "--subject", paramLabel = "S", description = "Subject header.")
  private Optional<String> subject = Optional.empty();

  @Option(names = "--content-type", paramLabel = "T", description = "Media type of the files.")
  private Optional<String> contentType = Optional.empty();

  @Option(names = "--together", description = "Send all files in one message (RFC 6362).")
  private boolean isTogether;

  @Option(
      names = "--correction",
      description = "The files correct manifests for USPS that were sent before.")
  private boolean isCorrection;

  @Option(names = "--json", description = "Print the messages as JSON when done.")
  private boolean isJson;

  SendCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() throws ConfigException, IOException, CommandFailure {
    for (Path file : files) {
      requireReadable(file, "sent");
    }
    GatewayClient client = Connection.to(home(), shell());
    // Asked first, so that a wrong name is told before gigabytes are on their way.
    String partnership = OutboundPartnership.named(this, client, name);
    ArrayNode messages = JsonMapper.shared().createArrayNode();
    int status = DONE;
    List<List<Path>> contents = isTogether ? List.of(files) : files.stream().map(List::of).toList();
    for (List<Path> content : contents) {
      JsonNode message = send(client, partnership, content);
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

  private JsonNode send(GatewayClient client, String partnership, List<Path> content)
      throws IOException {
    String label =
        content.size() == 1
            ? String.valueOf(content.get(0).getFileName())
            : content.size() + " files";
    long bytes = 0;
    for (Path file : content) {
      bytes += Files.size(file);
    }
    Submission submission =
        new Submission(partnership, content.get(0), contentType, subject, isCorrection);
    JsonNode accepted;
    try (ProgressLine progress = new ProgressLine(shell(), label, bytes)) {
      accepted =
          isTogether
              ? client.submitTogether(submission, content, progress)
              : client.submit(submission, progress);
    } catch (ApiException e) {
      String what = content.size() == 1 ? "'" + content.get(0) + "' was" : label + " were";
      throw new ApiException(e.status(), what + " not accepted: " + e.getMessage());
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
