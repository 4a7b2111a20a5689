package org.as2gateway.admin.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code as2} without a command: shows what there is. */
@Command(
    name = "as2",
    description = "AS2 gateway: exchange files with partners and keep proof of delivery.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  ./as2 demo                       see two gateways exchange files on this machine",
      "  ./as2 init mygw --as2-id MYID    create your own home",
      "  ./as2 start --home mygw          run it",
      "",
      "'./as2 COMMAND --help' explains a command, './as2 completion bash' completes what you type."
    })
final class RootCommand extends HomeCommand {
  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version of the gateway and of Java.")
  private boolean isVersionAsked;

  RootCommand(Shell shell) {
    super(shell);
  }

  /** Whether the version was asked for; then the command is not called. */
  boolean isVersionAsked() {
    return isVersionAsked;
  }

  @Override
  public Integer call() {
    commandLine().usage(shell().out());
    return DONE;
  }
}
