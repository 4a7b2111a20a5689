package org.as2gateway.admin.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.as2gateway.admin.server.RunningGateway;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.config.ConfigException;
import org.as2gateway.delivery.RefusedOperation;

/**
 * The demonstration: a gateway and a synthetic partner in one process. What it prints it has
 * checked.
 */
public final class Demo implements AutoCloseable {
  private final DemoReport report;
  private final Map<String, String> environment;
  private final Clock clock;
  private final Path folder;
  private final DemoStations stations;

  /** Prepares a demonstration in a new temporary folder. */
  public Demo(PrintWriter out, Map<String, String> environment, Clock clock) throws IOException {
    this.report = new DemoReport(out);
    this.environment = Map.copyOf(environment);
    this.clock = clock;
    this.folder = Files.createTempDirectory("as2-demo-");
    this.stations = new DemoStations(folder, clock);
  }

  /**
   * Runs the exchange.
   *
   * @return whether everything was verified
   */
  public boolean run()
      throws IOException, ConfigException, CertsException, RefusedOperation, InterruptedException {
    report.line("Two AS2 gateways on this machine exchange files over loopback.");
    report.line(
        "The partner is SYNTHETIC: it simulates USPS DTS with a made-up name, keys and settings");
    report.line("that are not those of USPS. Mailer, parcels and recipients do not exist.");
    report.step(
        "Two gateways with new keys (RSA-3072; messages signed SHA-256, encrypted AES-256)");
    stations.open(report, environment);
    LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    DemoStory story = new DemoStory(report, stations);
    story.accepted(SampleManifest.at(now, 0));
    story.corrected(SampleManifest.at(now, 1));
    story.byPdx(SampleManifest.at(now, 2));
    closingWords();
    return report.isAllGood();
  }

  private void closingWords() {
    report.line("");
    report.line(
        "A receipt proves that the bytes arrived intact. USPS reports later, in its confirmation");
    report.line(
        "file, whether it accepts a manifest. Its layout is not public; the one here is invented.");
    report.line("");
    report.line(
        report.isAllGood()
            ? "Everything was verified."
            : "Something was NOT verified, see ✗ above.");
    report.line("");
    report.line("  home        " + stations.mailer().folder());
    report.line("  inbox       " + stations.mailer().inboxFrom(stations.dts()));
    stations
        .mailerStation()
        .flatMap(RunningGateway::adminUrl)
        .ifPresent(
            url ->
                report.line(
                    "  admin page  "
                        + stations.mailerStation().flatMap(RunningGateway::setUpUrl).orElse(url)
                        + "  (this link creates the first account)"));
    report.line("  API token   data/secrets/admin-token of the home");
  }

  /** What can be tried while both gateways run. */
  public void invite() {
    String home = " --home " + stations.mailer().folder();
    report.line("");
    report.line("Both gateways are running. In another terminal:");
    report.line("  ./as2 usps ledger" + home);
    report.line("  ./as2 messages" + home);
    report.line("  ./as2 usps check " + folder.resolve(DemoStory.BAD_FILE) + home);
    report.line(
        "Press Ctrl-C to stop the demo. The homes stay in " + folder + " until you delete them.");
  }

  /** Stops both gateways. */
  @Override
  public void close() {
    stations.close();
  }
}
