package org.as2gateway.admin.cli;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.as2gateway.admin.client.GatewayClient;
import org.as2gateway.as2.wire.Quantity;
import org.as2gateway.config.ConfigException;
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
      "  ./as2 messages --partner Acme --direction in --limit 500 --json"
    })
final class MessagesCommand extends HomeCommand {
  @Option(
      names = "--status",
      description =
          "queued, blocked, sending, awaiting-mdn, acknowledged, failed, cancelled; accepted, delivered,"
              + " refused.")
  private Optional<String> status = Optional.empty();

  @Option(names = "--partner", description = "Partner name or AS2 id.")
  private Optional<String> partner = Optional.empty();

  @Option(names = "--direction", description = "in or out.")
  private Optional<String> direction = Optional.empty();

  @Option(
      names = "--since",
      paramLabel = "T",
      description =
          "A time (2026-11-22T10:00:00Z), a day (2026-11-22, UTC) or an age (30m, 12h, 7d).")
  private Optional<String> since = Optional.empty();

  @Option(names = "--limit", description = "Maximum number of messages, 1 to 1000 (default: 50).")
  private int limit = 50;

  @Option(names = "--json", description = "Print the API's JSON response.")
  private boolean isJson;

  MessagesCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() throws ConfigException, IOException, CommandFailure {
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
        new Table("ID", "CREATED", "DIR", "STATUS", "MDN", "PARTNERSHIP", "BYTES", "FILE");
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
        message.path("mdn").asString(),
        message.path("partnership").asString("-"),
        message.path("bytes").asString("-"),
        message.path("filename").asString("-"));
  }

  private String query() throws CommandFailure {
    Map<String, String> parameters = new LinkedHashMap<>();
    status.ifPresent(value -> parameters.put("status", value));
    partner.ifPresent(value -> parameters.put("partner", value));
    direction.ifPresent(value -> parameters.put("direction", value));
    if (since.isPresent()) {
      parameters.put("since", instant(since.get(), shell().clock().instant()).toString());
    }
    parameters.put("limit", Integer.toString(limit));
    return parameters.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + GatewayClient.encode(entry.getValue()))
        .collect(Collectors.joining("&"));
  }

  /** A time, a day or an age. */
  static Instant instant(String text, Instant now) throws CommandFailure {
    try {
      if (text.matches("\\d{4}-\\d\\d-\\d\\d")) {
        return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
      }
      if (text.contains("T")) {
        return OffsetDateTime.parse(text).toInstant();
      }
      Duration age = Quantity.parseDuration(text);
      return now.minus(age);
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new CommandFailure(
          "--since is '"
              + text
              + "', expected a time such as 2026-11-22T10:00:00Z, a day such as"
              + " 2026-11-22, or an age such as 12h or 7d");
    }
  }
}
