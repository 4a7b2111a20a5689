package org.as2gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.config.GatewayConfig;
import org.as2gateway.store.log.MessageQuery;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.testkit.GatewayProcess;
import org.as2gateway.testkit.OpenSsh;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway's process is killed (SIGKILL) at random moments while it uploads to OpenSSH's server,
 * polls it, and serves OpenSSH's client. At the end each file is where it belongs, once.
 */
@Tag("slow")
final class SftpKillLoopIT {
  private static final Logger LOG = LoggerFactory.getLogger(SftpKillLoopIT.class);
  private static final String[] JVM = {"-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"};
  private static final int MOST_WAITING = 10; // files
  private static final int UPLOADS_AT_ONCE = 4; // of a partnership
  private static final int LONGEST_LIFE_MILLIS = 3000;
  private static final Duration REST = Duration.ofMinutes(2);

  @TempDir private Path root;
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final Map<String, Integer> collected = new ConcurrentHashMap<>();
  private final Set<String> uploads = ConcurrentHashMap.newKeySet();
  private final Set<String> produced = ConcurrentHashMap.newKeySet();
  private final Set<String> put = ConcurrentHashMap.newKeySet();
  private final Set<String> offered = ConcurrentHashMap.newKeySet();
  private final Set<String> got = ConcurrentHashMap.newKeySet();
  private volatile boolean isOver;
  private OpenSsh openSsh;
  private Path remoteIn;
  private Path remoteOut;
  private TestHome home;
  private OpenSsh.Client acme;

  private interface Work {
    void once(int n) throws Exception;
  }

  @Test
  void five_kills_lose_and_repeat_nothing() throws Exception {
    killTimes(5);
  }

  @Test
  @Tag("long")
  void a_hundred_kills_lose_and_repeat_nothing() throws Exception {
    killTimes(100);
  }

  private void killTimes(int kills) throws Exception {
    openSsh = new OpenSsh(root);
    remoteIn = Files.createDirectory(root.resolve("remote-in"));
    remoteOut = Files.createDirectory(root.resolve("remote-out"));
    Path hostKey = openSsh.key("host", "ed25519", "");
    Path userKey = openSsh.key("id_ed25519", "ed25519", "");
    try (OpenSsh.Server sshd = openSsh.server(hostKey, List.of(userKey))) {
      write(sshd, hostKey, userKey);
      List<Thread> clients = clients();
      try {
        for (int i = 0; i < kills; i++) {
          try (GatewayProcess gateway = GatewayProcess.start(home.path(), JVM)) {
            TimeUnit.MILLISECONDS.sleep(500 + random.nextInt(LONGEST_LIFE_MILLIS));
            gateway.kill();
          }
        }
      } finally {
        isOver = true;
      }
      try (Gateway last = Gateway.open(home.config(), Clock.systemUTC())) {
        last.start();
        for (Thread client : clients) {
          client.join(REST.multipliedBy(2).toMillis());
          assertThat(client.isAlive()).as(client.getName() + " still works").isFalse();
        }
        rest(last);
        collect(); // what came in between
        check(kills, messages(last).stream().filter(SftpKillLoopIT::isLeftToPerson).count());
      }
    }
  }

  private void write(OpenSsh.Server sshd, Path hostKey, Path userKey) throws Exception {
    int port = freePort();
    home = new TestHome(root.resolve("home"));
    home.settings(
        """
        as2:
          http: { host: 127.0.0.1, port: 0 }
        admin: { port: 0 }
        limits: { disk-reserve: 1 MiB }
        outbox: { settle: 1ms }
        retry: { first: 50ms, factor: 1, max: 50ms, budget: 1h }
        sftp: { enabled: true, host: 127.0.0.1, port: %d, poll: 50ms }
        """
            .formatted(port));
    home.station("US", TestPki.rsa("US"))
        .partner("USPS", TestPki.rsa("USPS").certificate())
        .partner("ACME", TestPki.rsa("ACME").certificate());
    Files.copy(userKey, home.path().resolve("certs/US/id_ed25519"));
    Path acmeKey = openSsh.key("acme", "ed25519", "");
    Files.copy(Path.of(acmeKey + ".pub"), home.path().resolve("certs/ACME/acme.pub"));
    Map<String, String> remote = new LinkedHashMap<>();
    remote.put("gw.transport", "sftp");
    remote.put(
        "gw.sftp_url",
        "sftp://" + System.getProperty("user.name") + "@127.0.0.1:" + sshd.port() + remoteIn);
    remote.put("gw.sftp_host_key", openSsh.fingerprint(hostKey));
    remote.put("gw.sftp_key", "US");
    home.partnership("US", "USPS", remote);
    remote.put("gw.sftp_poll", remoteOut.toString());
    home.partnership("USPS", "US", remote);
    Map<String, String> ours = Map.of("gw.transport", "sftp");
    home.partnership("US", "ACME", ours).partnership("ACME", "US", ours);
    GatewayConfig config = home.config();
    try (Gateway first = Gateway.open(config, Clock.systemUTC())) {
      first.start(); // makes the host key
    }
    Path serverKey = home.path().resolve("data/secrets/sftp-host-key");
    acme = new OpenSsh.Client(port, "ACME", acmeKey, openSsh.publicOf(serverKey).strip());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private List<Thread> clients() throws IOException {
    Path toUsps = Files.createDirectories(home.path().resolve("outbox/US-to-USPS"));
    Path toAcme = Files.createDirectories(home.path().resolve("outbox/US-to-ACME"));
    List<Thread> clients = new ArrayList<>();
    clients.add(client("drop", n -> place(toUsps, "up-" + n, uploads)));
    clients.add(client("offer", n -> place(toAcme, "offer-" + n, offered)));
    clients.add(client("produce", n -> place(remoteOut, "down-" + n, produced)));
    clients.add(client("put", this::put));
    clients.add(client("collect", n -> collect()));
    clients.add(client("get", n -> get()));
    clients.forEach(Thread::start);
    return clients;
  }

  private Thread client(String name, Work work) {
    return new Thread(
        () -> {
          try {
            for (int n = 0; !isOver; n++) {
              work.once(n);
              TimeUnit.MILLISECONDS.sleep(50);
            }
          } catch (Exception e) {
            complaints.add(name + ": " + e);
          }
        },
        name);
  }

  private static byte[] content(String name) {
    return ("content of " + name + " ").repeat(2000).getBytes(StandardCharsets.US_ASCII);
  }

  private void place(Path to, String name, Set<String> known) throws IOException {
    if (files(to).size() >= MOST_WAITING) {
      return;
    }
    Path temporary = Files.write(root.resolve(name), content(name));
    known.add(name);
    Files.move(temporary, to.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Repeats until the server has said yes, as a partner does. */
  private void put(int n) throws Exception {
    String name = "put-" + n;
    Path file = Files.write(root.resolve(name), content(name));
    String direct = "put " + file + " in/" + name + "\n";
    String renamed =
        "put " + file + " in/" + name + ".part\nrename in/" + name + ".part in/" + name + "\n";
    put.add(name);
    OpenSsh.Result result = openSsh.sftp(acme, n % 2 == 0 ? direct : renamed);
    for (long end = Long.MAX_VALUE; result.status() != 0; ) {
      end = isOver ? Math.min(end, System.nanoTime() + REST.toNanos()) : end;
      if (System.nanoTime() > end) { // the gateway has not been killed for so long
        complaints.add(name + " was not taken: " + result.output());
        return;
      }
      TimeUnit.MILLISECONDS.sleep(100);
      result = openSsh.sftp(acme, n % 2 == 0 ? direct : renamed);
    }
  }

  /** Takes what has its final name, as USPS would. */
  private void collect() throws IOException {
    for (Path file : files(remoteIn)) {
      String name = file.getFileName().toString();
      assertThat(Files.readAllBytes(file)).as(name).isEqualTo(content(name));
      Files.delete(file);
      collected.merge(name, 1, Integer::sum);
    }
  }

  private void get() throws Exception {
    Path to = Files.createTempDirectory(root, "got");
    openSsh.sftp(acme, "-get out/* " + to + "/\n");
    for (Path file : files(to)) {
      String name = file.getFileName().toString();
      if (Files.size(file) == content(name).length) {
        assertThat(Files.readAllBytes(file)).as(name).isEqualTo(content(name));
        got.add(name);
      }
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> found = Files.list(folder)) {
      return found.filter(f -> !f.getFileName().toString().startsWith(".")).toList();
    }
  }

  private void rest(Gateway gateway) {
    Awaitility.await()
        .atMost(REST)
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(
            () -> {
              collect();
              get();
              assertThat(messages(gateway))
                  .filteredOn(m -> !m.status().isEnd())
                  .extracting(m -> m.partnership() + " " + m.status() + " " + m.error())
                  .isEmpty();
              assertThat(files(remoteOut)).as("not fetched").isEmpty();
              assertThat(files(home.path().resolve("outbox/US-to-USPS"))).isEmpty();
              assertThat(files(home.path().resolve("outbox/US-to-ACME"))).isEmpty();
            });
    assertThat(messages(gateway))
        .allMatch(
            m ->
                m.status() == MessageStatus.SENT
                    || m.status() == MessageStatus.DELIVERED
                    || isLeftToPerson(m));
  }

  /** Its file was collected before we could look whether the last rename had worked. */
  private static boolean isLeftToPerson(MessageRecord message) {
    return message.partnership().equals("US-to-USPS") && message.reason() == Reason.OUTCOME_UNKNOWN;
  }

  private static List<MessageRecord> messages(Gateway gateway) {
    return gateway.messages().search(MessageQuery.newest(MessageQuery.MAX_LIMIT)).messages();
  }

  private void check(int kills, long leftToPerson) throws IOException {
    LOG.warn(
        "{} kills: {} uploads, {} downloads, {} put, {} offered",
        kills,
        uploads.size(),
        produced.size(),
        put.size(),
        offered.size());
    assertThat(complaints).as("seed " + seed).isEmpty();
    assertThat(uploads.size()).isGreaterThan(kills);
    assertThat(put.size()).isGreaterThan(kills / 2); // each goes on until it is taken
    assertThat(leftToPerson)
        .as("left to a person")
        .isLessThanOrEqualTo((long) kills * UPLOADS_AT_ONCE);
    assertThat(collected.keySet()).as("uploaded").isEqualTo(uploads);
    assertThat(collected.values()).as("uploaded once").allMatch(count -> count == 1);
    assertThat(got).as("collected from our server").isEqualTo(offered);
    checkInbox("USPS", produced);
    checkInbox("ACME", put);
  }

  private void checkInbox(String partner, Set<String> expected) throws IOException {
    List<String> contents = new ArrayList<>();
    for (Path file : files(home.path().resolve("inbox").resolve(partner))) {
      contents.add(Files.readString(file));
    }
    List<String> wanted =
        expected.stream()
            .map(name -> new String(content(name), StandardCharsets.US_ASCII))
            .toList();
    assertThat(contents).as("inbox of " + partner).containsExactlyInAnyOrderElementsOf(wanted);
  }
}
