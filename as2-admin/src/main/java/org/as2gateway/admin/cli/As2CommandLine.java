package org.as2gateway.admin.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.config.ConfigException;
import org.as2gateway.delivery.RefusedOperation;
import org.as2gateway.registry.partnerships.EditRefused;
import org.as2gateway.store.db.DatabaseException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Runs a command line: finds the command, and turns what went wrong into a sentence and a status.
 */
public final class As2CommandLine {
  private static final int FAILED = 1;
  private static final int USAGE = 2;
  private static final int WIDTH = 100;

  private final Shell shell;

  private As2CommandLine(Shell shell) {
    this.shell = shell;
  }

  /**
   * Runs a command in this process.
   *
   * @return the exit status: 0 done, 1 failed, 2 usage
   */
  public static int run(String... arguments) {
    return run(Shell.ofProcess(), arguments);
  }

  static int run(Shell shell, String... arguments) {
    return new As2CommandLine(shell).commandLine().execute(arguments);
  }

  private CommandLine commandLine() {
    CommandLine line =
        new CommandLine(new RootCommand(shell))
            .addSubcommand(new InitCommand(shell))
            .addSubcommand(new StartCommand(shell))
            .addSubcommand(new DemoCommand(shell))
            .addSubcommand(new SendCommand(shell))
            .addSubcommand(new MessagesCommand(shell))
            .addSubcommand(new ReceiptCommand(shell))
            .addSubcommand(new EvidenceCommand(shell))
            .addSubcommand(new VerifyCommand(shell))
            .addSubcommand(new EvidenceCheckCommand(shell))
            .addSubcommand(new BackupCommand(shell))
            .addSubcommand(new RestoreCommand(shell))
            .addSubcommand(new ResendCommand(shell))
            .addSubcommand(new CancelCommand(shell))
            .addSubcommand(new SendAnywayCommand(shell))
            .addSubcommand(new DiscardCommand(shell))
            .addSubcommand(new HoldCommand(shell))
            .addSubcommand(new ReleaseCommand(shell))
            .addSubcommand(PartnerCommand.withSubcommands(shell))
            .addSubcommand(CertCommand.withSubcommands(shell))
            .addSubcommand(new DoctorCommand(shell));
    line.setOut(shell.out());
    line.setErr(shell.err());
    line.setUsageHelpWidth(WIDTH);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler(this::wrongUsage);
    line.setExecutionExceptionHandler(this::failed);
    return line;
  }

  private int wrongUsage(ParameterException e, String[] arguments) {
    PrintWriter err = shell.err();
    shell.error(String.valueOf(e.getMessage()));
    if (!CommandLine.UnmatchedArgumentException.printSuggestions(e, err)) {
      err.println("Try 'as2 " + path(e.getCommandLine()) + "--help'.");
    }
    return USAGE;
  }

  private static String path(CommandLine command) {
    String name = command.getCommandSpec().qualifiedName();
    return name.startsWith("as2 ") ? name.substring("as2 ".length()) + " " : "";
  }

  /** The edge where everything a command throws becomes a sentence. */
  private int failed(Exception e, CommandLine line, ParseResult result) throws Exception {
    if (e instanceof ConfigException config) {
      config.errors().forEach(shell::error);
    } else if (e instanceof CommandFailure
        || e instanceof CertsException
        || e instanceof EditRefused
        || e instanceof RefusedOperation) {
      shell.error(String.valueOf(e.getMessage()));
    } else if (e instanceof NoSuchFileException missing) {
      shell.error("'" + missing.getFile() + "' does not exist");
    } else if (e instanceof AccessDeniedException denied) {
      shell.error("'" + denied.getFile() + "' cannot be opened: check its mode and owner");
    } else if (e instanceof IOException) {
      shell.error(e.getMessage() == null ? e.toString() : e.getMessage());
    } else if (e instanceof DatabaseException) {
      shell.error("database error: " + e.getMessage());
      LoggerFactory.getLogger(As2CommandLine.class).debug("database failed", e);
    } else {
      shell.error("internal error: " + e + "; please report it with the lines below");
      LoggerFactory.getLogger(As2CommandLine.class).error("command failed", e);
    }
    return FAILED;
  }
}
