package org.as2gateway.admin.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.as2gateway.admin.client.ApiException;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.as2.wire.As2Version;
import org.as2gateway.as2.wire.Suggestion;
import org.as2gateway.config.ConfigException;
import org.as2gateway.delivery.RefusedOperation;
import org.as2gateway.registry.partnerships.EditRefused;
import org.as2gateway.store.db.DatabaseException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Runs a command line: finds the command, and turns what went wrong into a sentence and a status.
 */
public final class As2CommandLine {
  private static final int FAILED = 1;
  private static final int USAGE = 2;
  private static final int WIDTH = 100;
  private static final int BAD_REQUEST = 400;

  /** How picocli calls an argument without a name; people know its label. */
  private static final Pattern POSITION =
      Pattern.compile("positional parameter at index \\S+ \\((.+?)\\)");

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
    return of(shell).execute(arguments);
  }

  /** All commands. */
  static CommandLine of(Shell shell) {
    return new As2CommandLine(shell).commandLine();
  }

  private CommandLine commandLine() {
    CommandLine line = commands().under(new CommandLine(new RootCommand(shell)));
    line.getCommandSpec()
        .version(
            "AS2 gateway " + As2Version.RELEASE,
            "Java " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")");
    line.setOut(shell.out());
    line.setErr(shell.err());
    line.setUsageHelpWidth(WIDTH);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    Values.register(line, shell.clock());
    layOut(line);
    line.setParameterExceptionHandler(this::wrongUsage);
    line.setExecutionExceptionHandler(this::failed);
    return line;
  }

  private CommandGroups commands() {
    return new CommandGroups()
        .with(
            "First steps",
            new DemoCommand(shell),
            new InitCommand(shell),
            new StartCommand(shell),
            new DoctorCommand(shell))
        .with(
            "Partners and certificates",
            PartnerCommand.withSubcommands(shell),
            CertCommand.withSubcommands(shell),
            PgpCommand.withSubcommands(shell))
        .with(
            "Messages",
            new SendCommand(shell),
            new MessagesCommand(shell),
            new ResendCommand(shell),
            new CancelCommand(shell),
            new SendAnywayCommand(shell),
            new DiscardCommand(shell),
            new HoldCommand(shell),
            new ReleaseCommand(shell))
        .with(
            "Proof of delivery",
            new ReceiptCommand(shell),
            new EvidenceCommand(shell),
            new VerifyCommand(shell),
            new EvidenceCheckCommand(shell))
        .with("USPS", UspsCommand.withSubcommands(shell), PdxCommand.withSubcommands(shell))
        .with(
            "Administration",
            UserCommand.withSubcommands(shell),
            new BackupCommand(shell),
            new RestoreCommand(shell),
            new CompletionCommand(shell));
  }

  /**
   * Each help has its blocks apart and says what the exit status means; a command names what is
   * special to it.
   */
  private static void layOut(CommandLine line) {
    UsageMessageSpec usage = line.getCommandSpec().usageMessage();
    Map<String, String> statuses = new LinkedHashMap<>();
    statuses.put("0", "Success.");
    statuses.put("1", "Failure.");
    statuses.put("2", "Wrong usage.");
    statuses.putAll(usage.exitCodeList());
    usage.exitCodeListHeading("%nExit status:%n").exitCodeList(statuses);
    boolean hasParameters = !line.getCommandSpec().positionalParameters().isEmpty();
    usage.parameterListHeading(hasParameters ? "%n" : "");
    usage.optionListHeading(hasParameters ? "" : "%n");
    usage.commandListHeading("%nCommands:%n");
    line.getSubcommands().values().forEach(As2CommandLine::layOut);
  }

  private int wrongUsage(ParameterException e, String[] arguments) {
    shell.error(fact(e));
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    shell.err().println("Try './" + command + " --help'.");
    return USAGE;
  }

  private static String fact(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
      return unmatched(e.getCommandLine(), unmatched.getUnmatched().get(0));
    }
    return POSITION.matcher(String.valueOf(e.getMessage())).replaceFirst("$1");
  }

  private static String unmatched(CommandLine command, String word) {
    if (word.startsWith("-")) {
      return "Unknown option '%s'%s"
          .formatted(word, Suggestion.hint(word, command.getCommandSpec().optionsMap().keySet()));
    }
    Set<String> commands = command.getSubcommands().keySet();
    return commands.isEmpty()
        ? "Argument '%s' is one too many".formatted(word)
        : "There is no command '%s'%s".formatted(word, Suggestion.hint(word, commands));
  }

  /** The edge where everything a command throws becomes a sentence. */
  private int failed(Exception e, CommandLine line, ParseResult result) throws Exception {
    if (e instanceof ConfigException config) {
      config.errors().forEach(shell::error);
    } else if (e instanceof ApiException refused && refused.status() == BAD_REQUEST) {
      return wrongUsage(
          new ParameterException(line, String.valueOf(e.getMessage())), new String[0]);
    } else if (e instanceof CommandFailure
        || e instanceof CertsException
        || e instanceof EditRefused
        || e instanceof RefusedOperation) {
      shell.error(String.valueOf(e.getMessage()));
    } else if (e instanceof NoSuchFileException missing) {
      shell.error("'" + missing.getFile() + "' does not exist");
    } else if (e instanceof AccessDeniedException denied) {
      shell.error("'" + denied.getFile() + "' cannot be opened; check its mode and owner");
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
