package org.as2gateway.admin.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code as2} without a command: shows what there is. */
@Command(
    name = "as2",
    description = "AS2 gateway: exchange files with partners and keep proof of delivery.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "First steps:",
      "  ./as2 demo                       see two gateways exchange files on this machine",
      "  ./as2 init mygw --as2-id MYID    create your own home",
      "  ./as2 start --home mygw          run it",
      "",
      "Exit status: 0 success, 1 failure, 2 wrong usage."
    })
final class RootCommand extends HomeCommand {
  @Spec private @Nullable CommandSpec spec;

  RootCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() {
    CommandSpec given = Objects.requireNonNull(spec, "spec");
    throw new ParameterException(given.commandLine(), "a command is missing");
  }
}
