package org.as2gateway.admin.cli;

import java.io.IOException;
import org.as2gateway.admin.client.GatewayClient;
import org.as2gateway.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code resend}: sends a message again. */
@Command(
    name = "resend",
    description = {
      "Send a message again.",
      "",
      "Until the message is acknowledged, the same bytes and Message-ID are sent, so that the partner recognizes a duplicate. After that, a new message is sent.",
      "With --by-fallback, the files go on the partnership that gw.fallback names, and the message ends. If an attempt arrived although no answer came back, the partner gets the files twice.",
      "With --all-of, every message of the partnership that has waited longer than gw.fallback_after, or failed in the last 24 hours, is sent that way; at most 1,000 at a time."
    },
    footer = {
      "",
      "Examples:",
      "  ./as2 resend 01KAPW2Y3Q8F9X0M5N7R4T6V1B",
      "  ./as2 resend 01KAPW2Y3Q8F9X0M5N7R4T6V1B --by-fallback --reason 'AS2 is down since 9:00'",
      "  ./as2 resend --all-of us-to-usps --reason 'AS2 is down since 9:00'"
    })
final class ResendCommand extends HomeCommand {
  @Parameters(
      paramLabel = "ID",
      arity = "0..1",
      description = "Our id of the message, or its Message-ID.")
  private String id = "";

  @Option(
      names = "--all-of",
      paramLabel = "PARTNERSHIP",
      description = "Send the waiting and failed messages of this partnership on its gw.fallback.")
  private String allOf = "";

  @Option(names = "--by-fallback", description = "Send on the partnership of gw.fallback.")
  private boolean isByFallback;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, with --by-fallback.")
  private String reason = "";

  @Option(names = "--json", description = "Print the API's JSON response.")
  private boolean isJson;

  ResendCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() throws ConfigException, IOException, CommandFailure {
    if (id.isEmpty() == allOf.isEmpty()) {
      throw wrongUsage("expected either the id of a message, or --all-of PARTNERSHIP");
    }
    if (isByFallback && !allOf.isEmpty()) {
      throw wrongUsage("--by-fallback is for one message; --all-of implies it");
    }
    GatewayClient client = Connection.to(home(), shell());
    if (!allOf.isEmpty()) {
      return sendAll(client);
    }
    JsonNode queued =
        isByFallback
            ? client.post(
                GatewayClient.messagePath(id) + "/send-by-fallback",
                JsonNodeFactory.instance.objectNode().put("reason", reason))
            : client.post(GatewayClient.messagePath(id) + "/resend");
    if (isJson) {
      shell().json(queued);
    } else {
      shell()
          .line(
              "queued "
                  + queued.path("id").asString()
                  + " "
                  + queued.path("messageId").asString(""));
    }
    return DONE;
  }

  private int sendAll(GatewayClient client) throws IOException {
    JsonNode results =
        client.post(
            "/api/v1/partnerships/" + GatewayClient.encode(allOf) + "/send-by-fallback",
            JsonNodeFactory.instance.objectNode().put("reason", reason));
    boolean isRefused =
        results.path("results").valueStream().anyMatch(one -> one.path("sentAs").isNull());
    if (isJson) {
      shell().json(results);
    } else {
      print(results);
    }
    return isRefused ? FAILED : DONE;
  }

  private void print(JsonNode results) {
    for (JsonNode result : results.path("results")) {
      String message = result.path("message").asString();
      if (result.path("sentAs").isNull()) {
        shell().line("not sent " + message + ": " + result.path("refusal").asString());
      } else {
        shell().line("queued " + result.path("sentAs").asString() + " in place of " + message);
      }
    }
    if (results.path("results").isEmpty()) {
      shell().line("no message of " + allOf + " can be sent on the alternative yet");
    }
  }
}
