package org.as2gateway.admin.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.as2gateway.admin.client.GatewayClient;
import org.as2gateway.admin.port.Text;
import org.as2gateway.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** {@code usps answers}: kept confirmation and error files, and those that came another way. */
@Command(
    name = "answers",
    description = {
      "List the confirmation and error files that are kept, or add files that came another way.",
      "",
      "USPS publishes no layout of these files. A profile, learned from a sample on the page, reads them; without one"
          + " only what is certain counts, and the file waits."
    },
    exitCodeList = "1:A file that was added waits for a profile, or is no text.",
    footer = {"", "Examples:", "  ./as2 usps answers", "  ./as2 usps answers downloaded.txt"})
final class UspsAnswersCommand extends HomeCommand {
  private static final String PATH = "/api/v1/usps/answers";

  @Parameters(paramLabel = "FILE", arity = "0..*", description = "Files to add and read.")
  private List<Path> files = List.of();

  @Option(names = "--json", description = "Print the API's JSON responses.")
  private boolean isJson;

  UspsAnswersCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() throws ConfigException, IOException, CommandFailure {
    for (Path file : files) {
      requireReadable(file, "added");
    }
    GatewayClient client = Connection.to(home(), shell());
    if (files.isEmpty()) {
      JsonNode list = client.get(PATH);
      print(list, list.path("answers"));
      return DONE;
    }
    ArrayNode added = JsonMapper.shared().createArrayNode();
    for (Path file : files) {
      String name = GatewayClient.encode(String.valueOf(file.getFileName()));
      added.add(
          client.post(PATH + "?filename=" + name, "application/octet-stream", file).path("answer"));
    }
    print(added, added);
    return isAllRead(added) ? DONE : FAILED;
  }

  private static boolean isAllRead(JsonNode answers) {
    List<String> states = new ArrayList<>();
    answers.forEach(answer -> states.add(answer.path("state").asString()));
    return states.stream().allMatch("read"::equals);
  }

  private void print(JsonNode document, JsonNode answers) {
    if (isJson) {
      shell().json(document);
      return;
    }
    Table table = new Table("ID", "CAME", "FILE", "STATE", "REJECTED", "WARNINGS", "UNCLEAR");
    for (JsonNode answer : answers) {
      table.add(
          answer.path("id").asString(),
          answer.path("at").asString(),
          Text.cut(answer.path("filename").asString()),
          answer.path("state").asString(),
          answer.path("rejected").asString(),
          answer.path("warnings").asString(),
          answer.path("unclear").asString());
    }
    table.lines().forEach(shell()::line);
    for (JsonNode answer : answers) {
      if (!answer.path("note").asString().isEmpty()) {
        shell()
            .line(answer.path("id").asString() + ": " + Text.cut(answer.path("note").asString()));
      }
    }
  }
}
