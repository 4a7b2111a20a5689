package org.as2gateway.admin.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code completion}: a script that completes commands and options in a shell. */
@Command(
    name = "completion",
    description = {
      "Print a script that completes commands and options in your shell.",
      "",
      "Load it in the current shell as shown below; add that line to ~/.bashrc or ~/.zshrc to load it"
          + " in every shell."
    },
    footer = {
      "",
      "Examples:",
      "  source <(./as2 completion bash)",
      "  source <(./as2 completion zsh)"
    })
final class CompletionCommand extends HomeCommand {
  /** Shells; the script finds out which one reads it. */
  enum ShellKind {
    bash,
    zsh
  }

  @Parameters(paramLabel = "SHELL", description = "Your shell: ${COMPLETION-CANDIDATES}.")
  private ShellKind kind = ShellKind.bash;

  CompletionCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() {
    shell().line("# To load this: source <(./as2 completion " + kind + ")");
    shell().out().print(AutoComplete.bash("as2", commandLine().getParent()));
    shell().out().flush();
    return DONE;
  }
}
