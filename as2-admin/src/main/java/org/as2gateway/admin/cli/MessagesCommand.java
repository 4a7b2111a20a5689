package org.as2gateway.admin.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.as2gateway.admin.client.GatewayClient;
import org.as2gateway.config.ConfigException;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.MessageQuery;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.transport.TransportKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code messages}: the list of messages. */
@Command(
    name = "messages",
    description = "List messages, newest first.",
    footer = {
      "",
      "Examples:",
      "  ./as2 messages --status failed --since 2d",
      "  ./as2 messages --partner acme --direction in --limit 500 --json"
    })
final class MessagesCommand extends HomeCommand {
  @Option(
      names = "--status",
      paramLabel = "S",
      converter = Choice.OfStatus.class,
      completionCandidates = Choice.OfStatus.class,
      description = "Only messages with this status: ${COMPLETION-CANDIDATES}.")
  private Optional<MessageStatus> status = Optional.empty();

  @Option(
      names = "--partner",
      paramLabel = "P",
      description = "Only messages to or from this partner: its name or AS2 id.")
  private Optional<String> partner = Optional.empty();

  @Option(
      names = "--direction",
      paramLabel = "D",
      converter = Choice.OfDirection.class,
      completionCandidates = Choice.OfDirection.class,
      description = "Only messages received (in) or sent (out).")
  private Optional<Direction> direction = Optional.empty();

  @Option(
      names = "--transport",
      paramLabel = "BY",
      converter = Choice.OfTransport.class,
      completionCandidates = Choice.OfTransport.class,
      description = "Only messages by this transport: ${COMPLETION-CANDIDATES}.")
  private Optional<TransportKind> transport = Optional.empty();

  @Option(
      names = "--since",
      paramLabel = "T",
      description =
          "Only messages since a time (2026-11-22T10:00:00Z), a day (2026-11-22, in UTC) or an age"
              + " (30m, 12h, 7d).")
  private Optional<Values.Since> since = Optional.empty();

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Maximum number of messages, 1 to 1000 (default: 50).")
  private int limit = 50;

  @Option(names = "--json", description = "Print the API's JSON response.")
  private boolean isJson;

  MessagesCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() throws ConfigException, IOException, CommandFailure {
    if (limit < 1 || limit > MessageQuery.MAX_LIMIT) {
      throw wrongUsage(
          "--limit is " + limit + "; expected a number from 1 to " + MessageQuery.MAX_LIMIT);
    }
    GatewayClient client = Connection.to(home(), shell());
    JsonNode page = client.get("/api/v1/messages?" + query());
    if (isJson) {
      shell().json(page);
      return DONE;
    }
    if (page.path("messages").isEmpty()) {
      shell().line("no messages");
      return DONE;
    }
    Table table =
        new Table("ID", "CREATED", "DIR", "STATUS", "BY", "MDN", "PARTNERSHIP", "BYTES", "FILE");
    page.path("messages").forEach(message -> add(table, message));
    table.lines().forEach(shell()::line);
    if (!page.path("next").isNull()) {
      shell().line("… more messages match; raise --limit or narrow the search");
    }
    return DONE;
  }

  private static void add(Table table, JsonNode message) {
    table.add(
        message.path("id").asString(),
        message.path("createdAt").asString().replaceFirst("\\.\\d+Z$", "Z"),
        message.path("direction").asString(),
        message.path("status").asString(),
        message.path("transport").asString(),
        message.path("mdn").asString("-"),
        message.path("partnership").asString("-"),
        message.path("bytes").asString("-"),
        message.path("filename").asString("-"));
  }

  private String query() {
    Map<String, String> parameters = new LinkedHashMap<>();
    status.ifPresent(value -> parameters.put("status", value.text()));
    partner.ifPresent(value -> parameters.put("partner", value));
    direction.ifPresent(value -> parameters.put("direction", value.text()));
    transport.ifPresent(value -> parameters.put("transport", value.text()));
    since.ifPresent(value -> parameters.put("since", value.at().toString()));
    parameters.put("limit", Integer.toString(limit));
    return parameters.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + GatewayClient.encode(entry.getValue()))
        .collect(Collectors.joining("&"));
  }
}
