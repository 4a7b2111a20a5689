package org.as2gateway.admin.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.as2gateway.config.ConfigException;
import org.as2gateway.config.GatewayConfig;
import org.as2gateway.config.GatewayConfigReader;
import org.as2gateway.registry.Registry;
import org.as2gateway.transport.proxy.Proxies;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every command has: a home, help, and a shell around it. */
abstract class HomeCommand implements Callable<Integer> {
  static final int DONE = 0;
  static final int FAILED = 1;

  private final Shell shell;
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "The gateway's home folder (default: AS2_HOME, otherwise the folder of 'as2').")
  private @Nullable Path homeOption;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean isHelpAsked;

  HomeCommand(Shell shell) {
    this.shell = shell;
  }

  Shell shell() {
    return shell;
  }

  Path home() {
    return shell.home(homeOption);
  }

  /** By which proxies partners are reached from this home. */
  Proxies proxies(Registry registry) throws ConfigException {
    GatewayConfig config = GatewayConfigReader.read(home(), shell.environment());
    return Proxies.of(config, () -> registry, shell.clock());
  }

  /** This command as it was parsed. */
  CommandLine commandLine() {
    return Objects.requireNonNull(spec, "spec").commandLine();
  }

  /** Arguments that this command cannot take; exit status 2. */
  ParameterException wrongUsage(String text) {
    return new ParameterException(commandLine(), text);
  }

  /**
   * Checks a file before anything is done.
   *
   * @param done what was not done because of it
   */
  static void requireReadable(Path file, String done) throws CommandFailure {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new CommandFailure(
          "Cannot read '" + file + "'. Nothing was " + done + "; check the file's name and mode");
    }
  }

  /** Whether help was asked for; then the command is not called. */
  boolean isHelpAsked() {
    return isHelpAsked;
  }
}
