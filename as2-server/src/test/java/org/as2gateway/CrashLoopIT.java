package org.as2gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.config.ConfigException;
import org.as2gateway.config.GatewayConfig;
import org.as2gateway.config.GatewayConfigReader;
import org.as2gateway.store.db.FragileDatabase;
import org.as2gateway.testkit.ScriptedPartner;
import org.as2gateway.testkit.TestGateway;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.as2gateway.testkit.disk.FragileDisk;
import org.as2gateway.testkit.disk.FragileDisk.Loss;
import org.as2gateway.testkit.disk.FragileFileSystem;
import org.as2gateway.testkit.promise.PartnerHistory;
import org.as2gateway.testkit.promise.PromiseCheck;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Power goes off before the first change to the disk that one message causes, then before the
 * second, and so on until a run comes through untouched. Each time the gateway starts again on what
 * is left, the partner goes on as partners do, and every promise is checked.
 */
@Tag("long")
final class CrashLoopIT {
  private static final Logger LOG = LoggerFactory.getLogger(CrashLoopIT.class);
  private static final OwnKey US = TestPki.rsa("us");
  private static final OwnKey THEM = TestPki.rsa("them");
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int AT_ONCE = 4;
  private static final int MOST_STEPS = 400;
  private static final String SETTINGS =
      """
      as2:
        http: { host: 127.0.0.1, port: 0 }
      admin: { port: 0 }
      limits: { disk-reserve: 1 MiB }
      outbox: { settle: 1ms }
      retry: { first: 50ms, factor: 1, max: 50ms, budget: 10m }
      """;

  @TempDir static Path root;

  /** A home whose database is made already: the message alone is what the steps are of. */
  @BeforeAll
  static void make_home() throws Exception {
    TestHome home = new TestHome(root.resolve("template")).settings(SETTINGS);
    home.station("us", US).partner("them", THEM.certificate());
    TestGateway.start(home).close();
  }

  static Stream<Arguments> cuts() {
    return Stream.of(CrashScenario.values())
        .flatMap(scenario -> Stream.of(Loss.values()).map(loss -> Arguments.of(scenario, loss)));
  }

  @ParameterizedTest
  @MethodSource("cuts")
  void every_promise_is_kept_whatever_step_is_the_last(CrashScenario scenario, Loss loss)
      throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    List<String> findings = new ArrayList<>();
    int untouched = 0;
    try {
      for (int first = 1; untouched == 0 && first < MOST_STEPS; first += AT_ONCE) {
        List<Callable<Outcome>> runs = new ArrayList<>();
        for (int step = first; step < first + AT_ONCE; step++) {
          int cutAt = step;
          runs.add(() -> run(scenario, loss, cutAt));
        }
        for (Future<Outcome> run : threads.invokeAll(runs)) {
          Outcome outcome = run.get();
          untouched = outcome.isUntouched() && untouched == 0 ? outcome.cutAt() : untouched;
          outcome.finding().ifPresent(findings::add);
        }
      }
    } finally {
      threads.shutdownNow();
    }
    LOG.warn("{} with loss of {}: {} steps", scenario, loss, untouched - 1);
    assertThat(findings).isEmpty();
    assertThat(untouched).as("a run that no cut touched").isGreaterThan(10);
  }

  private record Outcome(int cutAt, boolean isUntouched, Optional<String> finding) {}

  private Outcome run(CrashScenario scenario, Loss loss, int cutAt) throws Exception {
    Path folder = Files.createDirectories(root.resolve(scenario + "-" + loss + "-" + cutAt));
    Path path = copy(root.resolve("template"), folder.resolve("home"));
    List<String> steps = new ArrayList<>();
    try (ScriptedPartner partner = ScriptedPartner.start(folder)) {
      describe(path, partner, scenario);
      PartnerHistory history = new PartnerHistory();
      CrashScenario.World world = new CrashScenario.World(path, partner, history);
      boolean isUntouched = live(scenario, world, path, new Cut(cutAt, loss), steps);
      if (!isUntouched) {
        live(scenario, world, path, new Cut(Integer.MAX_VALUE, Loss.NOTHING), new ArrayList<>());
      }
      PromiseCheck.Findings findings = check(world, path, history);
      return new Outcome(
          cutAt,
          isUntouched,
          findings.isClean()
              ? Optional.empty()
              : Optional.of("cut at " + cutAt + ": " + findings + " after " + steps));
    } catch (RuntimeException | AssertionError | ConfigException e) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      return new Outcome(
          cutAt, false, Optional.of("cut at " + cutAt + ": " + trace + " after " + steps));
    } finally {
      FragileDisk.remove(folder);
    }
  }

  private record Cut(int step, Loss loss) {}

  /** One life of the gateway; whether it came through. */
  private boolean live(
      CrashScenario scenario, CrashScenario.World world, Path path, Cut cut, List<String> steps)
      throws Exception {
    FragileDisk disk = new FragileDisk(path.resolveSibling("graves"));
    GatewayConfig onMachine = GatewayConfigReader.read(path, Map.of());
    GatewayConfig config =
        new GatewayConfig(
            FragileFileSystem.on(disk, path),
            onMachine.as2(),
            onMachine.admin(),
            onMachine.store(),
            onMachine.limits(),
            onMachine.outbox(),
            onMachine.retry(),
            onMachine.retention(),
            onMachine.smtp(),
            onMachine.oidc(),
            onMachine.inbox(),
            onMachine.publicUrl(),
            onMachine.environment(),
            onMachine.usps(),
            onMachine.sftp(),
            onMachine.certificates(),
            onMachine.proxy());
    boolean isUntouched;
    try (Gateway gateway =
        Gateway.open(config, Clock.systemUTC(), settings -> FragileDatabase.open(settings, disk))) {
      gateway.start();
      world.begin(new CrashScenario.World.Life(Optional.of(gateway), power(disk)));
      disk.cutAt(cut.step());
      scenario.run(world);
      steps.addAll(disk.steps());
      disk.cutAt(Integer.MAX_VALUE); // the stop in good order is not part of the message
      isUntouched = !disk.isOff();
    }
    disk.settle(cut.loss());
    return isUntouched;
  }

  private static CrashScenario.World.Power power(FragileDisk disk) {
    return new CrashScenario.World.Power() {
      @Override
      public boolean isOff() {
        return disk.isOff();
      }

      @Override
      public void step(String what) throws IOException {
        disk.step(what);
      }
    };
  }

  /** After a stop in good order; what no message owns is removed in the background. */
  private static PromiseCheck.Findings check(
      CrashScenario.World world, Path path, PartnerHistory history) throws Exception {
    try (Gateway gateway =
        Gateway.open(GatewayConfigReader.read(path, Map.of()), Clock.systemUTC())) {
      world.begin(CrashScenario.World.Life.NONE);
      gateway.start();
      return PromiseCheck.atRest(gateway, path, US.certificate(), history, PATIENCE);
    }
  }

  private static void describe(Path home, ScriptedPartner partner, CrashScenario scenario)
      throws IOException {
    String receipts =
        scenario == CrashScenario.SEND_FILE_WITH_ASYNCHRONOUS_MDN
            ? "<attribute name=\"as2_receipt_option\" value=\"http://us.example/as2\"/>"
                + "<attribute name=\"gw.mdn_timeout\" value=\"500ms\"/>"
            : "";
    // The operator's, and durable: else a folder just made by the gateway could be lost with it.
    Files.createDirectories(home.resolve("outbox/us-to-them"));
    Files.writeString(
        home.resolve("partnerships.xml"),
        """
        <partnerships>
          <partner name="us" as2_id="us" x509_alias="us"/>
          <partner name="them" as2_id="them" x509_alias="them"/>
          <partnership name="us-to-them"><sender name="us"/><receiver name="them"/>
            <attribute name="as2_url" value="URL"/><attribute name="as2_mdn_to" value="us"/>RECEIPTS
          </partnership>
          <partnership name="them-to-us"><sender name="them"/><receiver name="us"/>
            <attribute name="as2_receipt_option" value="URL"/>
            <attribute name="gw.allow_unsigned" value="true"/>
            <attribute name="gw.allow_unencrypted" value="true"/>
          </partnership>
        </partnerships>
        """
            .replace("RECEIPTS", receipts)
            .replace("URL", partner.url().toString()));
  }

  private static Path copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Files.copy(path, to.resolve(from.relativize(path).toString()));
      }
    }
    return to;
  }
}
