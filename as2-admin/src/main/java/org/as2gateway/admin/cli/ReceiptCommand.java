package org.as2gateway.admin.cli;

import java.io.IOException;
import org.as2gateway.admin.client.GatewayClient;
import org.as2gateway.admin.client.ReceiptText;
import org.as2gateway.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code receipt}: what the MDN of a message says, and what of it holds. */
@Command(
    name = "receipt",
    description = {
      "Show the receipt of a message and whether signature, MIC and disposition are valid.",
      "",
      "A receipt that cannot be verified is kept and changes nothing. After you import the partner's correct certificate, --judge verifies the kept receipts again; one that is valid completes the message."
    },
    exitCodeList = "1:There is no positive receipt that is verified.",
    footer = {
      "",
      "Examples:",
      "  ./as2 receipt 01KAPW2Y3Q8F9X0M5N7R4T6V1B",
      "  ./as2 receipt 01KAPW2Y3Q8F9X0M5N7R4T6V1B --judge"
    })
final class ReceiptCommand extends HomeCommand {
  @Parameters(paramLabel = "ID", description = "Our id of the message, or its Message-ID.")
  private String id = "";

  @Option(
      names = "--judge",
      description = "Verify the kept receipts again with the certificates registered now.")
  private boolean isToJudge;

  @Option(names = "--json", description = "Print the API's JSON response.")
  private boolean isJson;

  ReceiptCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() throws ConfigException, IOException, CommandFailure {
    GatewayClient client = Connection.to(home(), shell());
    if (isToJudge) {
      return judge(client);
    }
    JsonNode receipt = client.get(GatewayClient.messagePath(id) + "/receipt");
    if (isJson) {
      shell().json(receipt);
    } else {
      shell()
          .line(
              "receipt of message "
                  + receipt.path("id").asString()
                  + " "
                  + receipt.path("messageId").asString());
      ReceiptText.lines(receipt).forEach(shell()::line);
    }
    return receipt.path("mdn").asString().equals("verified") ? DONE : FAILED;
  }

  private int judge(GatewayClient client) throws IOException, CommandFailure {
    JsonNode judged = client.post(GatewayClient.messagePath(id) + "/receipts/judge");
    if (isJson) {
      shell().json(judged);
    } else {
      ReceiptText.kept(judged).forEach(shell()::line);
    }
    return judged.path("mdn").asString().equals("verified") ? DONE : FAILED;
  }
}
