package org.as2gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.as2gateway.store.evidence.ChainReport;
import org.as2gateway.testkit.GatewayProcess;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.as2gateway.testkit.promise.PartnerHistory;
import org.as2gateway.testkit.promise.PlainPartner;
import org.as2gateway.testkit.promise.PromiseCheck;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway's process is killed (SIGKILL) at random moments, while it starts too, under load in
 * both directions. Partners repeat until they have their receipt; at the end every promise is
 * checked against what they know.
 */
@Tag("slow")
final class KillLoopIT {
  private static final Logger LOG = LoggerFactory.getLogger(KillLoopIT.class);

  /** Lives are too short for a second compiler. */
  private static final String[] JVM = {"-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"};

  private static final int CLIENTS = 3;
  private static final int PAUSE_MILLIS = 100; // what is checked is the kills, not the speed
  private static final int MOST_WAITING = 20; // files
  private static final long LEAST_LIFE_MILLIS = 3000;
  private static final int LONGEST_START_MILLIS = 2000;
  private static final Duration RECEIPT_PATIENCE = Duration.ofMinutes(5);
  private static final Duration REST = Duration.ofMinutes(2);
  private static final String SETTINGS =
      """
      as2:
        http: { host: 127.0.0.1, port: 0 }
      admin: { port: 0 }
      limits: { disk-reserve: 1 MiB }
      outbox: { settle: 1ms }
      retry: { first: 50ms, factor: 1, max: 50ms, budget: 1h }
      """;

  @TempDir private Path root;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private volatile URI url = URI.create("http://127.0.0.1:1/as2");
  private volatile boolean isOver;

  @Test
  void eight_kills_break_no_promise() throws Exception {
    killTimes(8);
  }

  @Test
  @Tag("long")
  void two_hundred_kills_break_no_promise() throws Exception {
    killTimes(200);
  }

  private void killTimes(int kills) throws Exception {
    try (PlainPartner partner = PlainPartner.start(root.resolve("bodies"), () -> url)) {
      TestHome home = partner.addLater(partner.home(root.resolve("home"), SETTINGS));
      List<Thread> clients = clients(home.path(), partner);
      try {
        kill(home.path(), kills);
      } finally {
        isOver = true;
      }
      try (GatewayProcess last = GatewayProcess.start(home.path(), JVM)) {
        url = last.url();
        for (Thread client : clients) {
          client.join(RECEIPT_PATIENCE.plus(REST).toMillis());
          assertThat(client.isAlive()).as(client.getName() + " is still waiting").isFalse();
        }
      }
      PartnerHistory history = partner.history();
      PromiseCheck.Findings findings = check(home, history);
      LOG.warn(
          "{} kills, {} messages received and {} sent: lost {}, duplicated {}, lied {}, stuck {}",
          kills,
          history.sentMessages(),
          history.receivedPayloads(),
          findings.lost().size(),
          findings.duplicated().size(),
          findings.lied().size(),
          findings.stuck().size());
      assertThat(history.sentMessages()).as("messages received").isGreaterThan(kills);
      assertThat(history.receivedPayloads()).as("messages sent").isGreaterThan(kills);
      assertThat(findings).as("seed " + seed).matches(PromiseCheck.Findings::isClean);
      assertThat(complaints).as("seed " + seed).isEmpty();
    }
  }

  private void kill(Path home, int kills) throws Exception {
    for (int i = 0; i < kills; i++) {
      if (i % 4 == 0) {
        GatewayProcess.startAndKill(
            home, Duration.ofMillis(random.nextInt(LONGEST_START_MILLIS)), JVM);
        continue;
      }
      long begin = System.nanoTime();
      try (GatewayProcess gateway = GatewayProcess.start(home, JVM)) {
        url = gateway.url();
        // on a machine that starts slowly the first messages of a life are slow too
        long start = Duration.ofNanos(System.nanoTime() - begin).toMillis();
        TimeUnit.MILLISECONDS.sleep(random.nextLong(Math.max(LEAST_LIFE_MILLIS, 2 * start)));
        gateway.kill();
      }
    }
  }

  private List<Thread> clients(Path home, PlainPartner partner) {
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      String name = "client" + i;
      clients.add(new Thread(() -> send(name, partner), name));
    }
    for (String partnership : List.of("us-to-them", "us-to-later")) {
      Runnable drop = () -> drop(home.resolve("outbox").resolve(partnership), partner.history());
      clients.add(new Thread(drop, partnership));
    }
    clients.forEach(Thread::start);
    return clients;
  }

  /** One message after the other, each repeated until its receipt is here. */
  private void send(String client, PlainPartner partner) {
    for (int n = 0; !isOver && complaints.isEmpty(); n++) {
      String messageId = "<" + n + "." + client + "@them>";
      byte[] payload = ("payload of " + messageId).getBytes(StandardCharsets.US_ASCII);
      boolean isAsynchronous = n % 3 == 0;
      long end = System.nanoTime() + RECEIPT_PATIENCE.toNanos();
      boolean isAccepted = false;
      while (partner.history().mdns(messageId) == 0) {
        if (System.nanoTime() > end) {
          complaints.add(messageId + " has no receipt after " + RECEIPT_PATIENCE);
          return;
        }
        if (!isAccepted) { // an asynchronous receipt was promised by the 2xx: no repeat any more
          isAccepted = isAccepted(messageId, partner.post(url, messageId, payload, isAsynchronous));
        }
        pause();
      }
    }
  }

  private boolean isAccepted(String messageId, OptionalInt status) {
    if (status.isPresent() && status.getAsInt() >= 300 && status.getAsInt() != 503) {
      complaints.add(messageId + " was answered by status " + status.getAsInt());
    }
    return status.isPresent() && status.getAsInt() < 300;
  }

  private void drop(Path outbox, PartnerHistory history) {
    try {
      Files.createDirectories(outbox);
      for (int n = 0; !isOver; n++) {
        String name = outbox.getFileName() + "-" + n + ".edi";
        byte[] payload = ("file " + name).getBytes(StandardCharsets.US_ASCII);
        history.queues(name, payload);
        Path temporary = Files.write(root.resolve(name + ".tmp"), payload);
        Files.move(temporary, outbox.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        do {
          pause();
        } while (!isOver && waiting(outbox) >= MOST_WAITING);
      }
    } catch (IOException e) {
      complaints.add("a file could not be dropped: " + e);
    }
  }

  private static long waiting(Path outbox) throws IOException {
    try (Stream<Path> files = Files.list(outbox)) {
      return files.count();
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets a gateway come to rest on what is left, then looks. */
  private PromiseCheck.Findings check(TestHome home, PartnerHistory history) throws Exception {
    try (Gateway gateway = Gateway.open(home.config(), Clock.systemUTC())) {
      gateway.start();
      url = gateway.as2Urls().get(0);
      PromiseCheck.Findings findings =
          PromiseCheck.atRest(gateway, home.path(), TestPki.rsa("us").certificate(), history, REST);
      ChainReport evidence = gateway.checkEvidence(true);
      assertThat(evidence.findings()).isEmpty();
      return findings;
    }
  }
}
