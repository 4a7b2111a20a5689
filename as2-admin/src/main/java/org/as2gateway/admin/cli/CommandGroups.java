package org.as2gateway.admin.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The commands by task: in the order in which the help lists them. */
final class CommandGroups {
  private final Map<String, List<CommandLine>> groups = new LinkedHashMap<>();

  /** Adds a task and its commands, each a command or a {@link CommandLine} with subcommands. */
  CommandGroups with(String task, Object... commands) {
    List<CommandLine> lines = new ArrayList<>();
    for (Object command : commands) {
      lines.add(command instanceof CommandLine line ? line : new CommandLine(command));
    }
    groups.put(task, lines);
    return this;
  }

  /** Makes them the subcommands of that one, whose help lists them by task. */
  CommandLine under(CommandLine root) {
    groups.values().stream().flatMap(List::stream).forEach(root::addSubcommand);
    root.getHelpSectionMap().remove(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING);
    root.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, this::list);
    return root;
  }

  private String list(Help help) {
    StringBuilder text = new StringBuilder();
    groups.forEach(
        (task, commands) -> {
          text.append("%n%s:%n".formatted(task));
          for (CommandLine command : commands) {
            String summary = command.getCommandSpec().usageMessage().description()[0];
            text.append("  %-16s%s%n".formatted(command.getCommandName(), summary));
          }
        });
    return text.toString();
  }
}
