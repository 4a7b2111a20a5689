package org.as2gateway.admin.cli;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.as2gateway.admin.demo.Demo;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.config.ConfigException;
import org.as2gateway.delivery.RefusedOperation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code demo}: a gateway and a synthetic partner on loopback. */
@Command(
    name = "demo",
    description = {
      "See two gateways exchange files on this machine; nothing to configure.",
      "",
      "The partner is synthetic: it simulates USPS DTS with made-up names, keys and settings. The homes are temporary, the ports are free ones, and no data leaves the machine.",
      "",
      "Without --exit the gateways keep running so that you can try commands."
    },
    exitCodeList = "1:Something was not verified.",
    footer = {"", "Examples:", "  ./as2 demo", "  ./as2 demo --exit"})
final class DemoCommand extends HomeCommand {
  @Option(names = "--exit", description = "Stop after the exchange.")
  private boolean isExiting;

  DemoCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call()
      throws IOException, ConfigException, CertsException, RefusedOperation, InterruptedException {
    try (Demo demo = new Demo(shell().out(), shell().environment(), shell().clock())) {
      boolean isGood = demo.run();
      if (!isExiting) {
        demo.invite();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(demo), "stop"));
        new CountDownLatch(1).await(); // until the process is told to stop
      }
      return isGood ? DONE : FAILED;
    }
  }

  private static void stop(Demo demo) {
    demo.close();
    Runtime.getRuntime()
        .halt(DONE); // a signal would make the status 143 even after an orderly stop
  }
}
