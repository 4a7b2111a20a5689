package org.as2gateway.admin.cli;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.as2gateway.admin.server.RunningGateway;
import org.as2gateway.config.ConfigException;
import org.as2gateway.config.GatewayConfig;
import org.as2gateway.config.GatewayConfigReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;

/** {@code start}: runs the gateway until it is told to stop. */
@Command(
    name = "start",
    description = {
      "Run the gateway in the foreground.",
      "",
      "Logs go to standard output, with times in UTC. On SIGTERM or Ctrl-C the gateway finishes the requests in progress, then exits with status 0. Set JVM options in JDK_JAVA_OPTIONS."
    },
    exitCodeList = "1:The gateway could not start, or had to stop.",
    footer = {"", "Example:", "  ./as2 start --home /srv/as2"})
final class StartCommand extends HomeCommand {
  StartCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() throws ConfigException, IOException, CommandFailure {
    Logger log = LoggerFactory.getLogger(StartCommand.class);
    GatewayConfig config = GatewayConfigReader.read(home(), shell().environment());
    AtomicInteger status = new AtomicInteger(DONE);
    RunningGateway station = RunningGateway.start(config, shell().environment(), shell().clock());
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(station, status, log), "stop"));
    log.info("home {}", config.home());
    for (URI url : station.gateway().as2Urls()) {
      log.info("partners reach this gateway at {}", url);
    }
    station.adminUrl().ifPresent(url -> log.info("admin page and API at {}", url));
    // Not through the log, which others may read: the link is as good as a password, once.
    station
        .setUpUrl()
        .ifPresent(url -> shell().line("no account yet: create the first account at " + url));
    String reason =
        station.gateway().mustStop().join(); // as a rule the process is told to stop first
    status.set(FAILED);
    throw new CommandFailure(reason);
  }

  private static void stop(RunningGateway station, AtomicInteger status, Logger log) {
    log.info("stopping: finishing the requests in progress");
    try {
      station.close();
      log.info("stopped");
    } catch (RuntimeException e) {
      log.error("did not stop cleanly", e);
      status.set(FAILED);
    }
    // A signal would make the status 143 even after an orderly stop.
    Runtime.getRuntime().halt(status.get());
  }
}
