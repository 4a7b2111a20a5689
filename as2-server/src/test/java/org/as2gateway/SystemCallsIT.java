package org.as2gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.as2gateway.testkit.GatewayProcess;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.promise.PlainPartner;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the system sees of one receive, by {@code strace}: payload, its folders and the database are
 * synchronised before the first octet of the receipt is written. Left out where there is no strace
 * or it may not look at our processes.
 */
@Tag("slow")
class SystemCallsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String DATABASE = "/data/db/gateway.mv.db>";

  @TempDir private Path root;

  @Test
  void file_folders_and_database_are_synchronised_before_the_receipt_is_written() throws Exception {
    Path trace = root.resolve("trace");
    try (PlainPartner partner = PlainPartner.start(root.resolve("bodies"))) {
      TestHome home = partner.home(root.resolve("home"), TestHome.SETTINGS);
      try (GatewayProcess gateway = GatewayProcess.start(home.path())) {
        // the first message opens what stays open
        assertThat(partner.post(gateway.url(), "<0@them>", octets("zero"), false)).hasValue(200);
        Process strace = attach(gateway.pid(), trace);
        try {
          assertThat(partner.post(gateway.url(), "<1@them>", octets("one"), false)).hasValue(200);
        } finally {
          strace.destroy();
          assertThat(strace.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
      }
    }
    List<String> calls = Files.readAllLines(trace, StandardCharsets.ISO_8859_1);
    int receipt = first(calls, "write", "HTTP/1.1 200");
    assertThat(receipt).as("the receipt in " + calls).isPositive();
    List<String> before = calls.subList(0, receipt);
    int payload = first(before, "sync(", "/data/stage/");
    int delivery = first(before, "rename(", "/inbox/");
    assertThat(payload).as("payload in " + before).isNotNegative();
    assertThat(delivery).as("delivery in " + before).isGreaterThan(payload);
    List<String> recording = before.subList(payload, delivery);
    int commit = last(recording, "sync(", DATABASE);
    assertThat(commit).as("database in " + recording).isNotNegative();
    List<String> files = recording.subList(0, commit);
    assertThat(first(files, "sync(", "/data/stage>")).as("its folder").isNotNegative();
    assertThat(first(files, "sync(", "/data/payload>")).as("folder of the copy").isNotNegative();
    assertThat(first(recording, "write64(", DATABASE)).as("the commit").isBetween(0, commit);
  }

  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private Process attach(long pid, Path trace) throws IOException {
    Path said = root.resolve("strace.txt");
    String calls = "trace=pwrite64,write,writev,sendto,fsync,fdatasync,rename,link";
    ProcessBuilder builder =
        new ProcessBuilder(
            "strace", "-f", "-y", "-s", "40", "-e", calls, "-o", trace.toString(), "-p", "" + pid);
    Process strace;
    try {
      strace = builder.redirectErrorStream(true).redirectOutput(said.toFile()).start();
    } catch (IOException e) {
      return leaveOut("there is no strace here: " + e.getMessage());
    }
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> Files.readString(said).contains("attached") || !strace.isAlive());
    return strace.isAlive() ? strace : leaveOut("strace may not: " + Files.readString(said));
  }

  private static Process leaveOut(String why) {
    assumeTrue(false, why);
    throw new IllegalStateException(why);
  }

  private static int last(List<String> calls, String name, String argument) {
    int last = -1;
    for (int i = 0; i < calls.size(); i++) {
      if (calls.get(i).contains(name) && calls.get(i).contains(argument)) {
        last = i;
      }
    }
    return last;
  }

  /** The first call of that name with that in its arguments; -1 if there is none. */
  private static int first(List<String> calls, String name, String argument) {
    for (int i = 0; i < calls.size(); i++) {
      if (calls.get(i).contains(name) && calls.get(i).contains(argument)) {
        return i;
      }
    }
    return -1;
  }
}
