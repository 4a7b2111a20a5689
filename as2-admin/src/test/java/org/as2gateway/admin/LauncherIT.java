package org.as2gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.testkit.RawHttp;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher and the processes it becomes, as a shell sees them. */
@Tag("slow")
class LauncherIT {
  private static final Path LAUNCHER = Path.of("..", "as2").toAbsolutePath().normalize();
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final Pattern ADDRESS = Pattern.compile("reach this gateway at (http://\\S+)");
  private static final Headers HEADERS =
      Headers.of(
          "AS2-From", "them",
          "AS2-To", "us",
          "Message-ID", "<slow@them>",
          "Content-Type", "application/octet-stream",
          "Content-Disposition", "attachment; filename=slow.bin");

  @TempDir private Path folder;
  private final List<Process> started = new ArrayList<>();
  private Path home;

  @BeforeEach
  void makeHome() throws IOException {
    home = new TestHome(folder.resolve("home")).station("us", TestPki.rsa("us")).path();
  }

  @AfterEach
  void endProcesses() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void launcher_works_from_any_folder_and_through_a_link() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), LAUNCHER);
    Path out = folder.resolve("out");
    Process process = launch(out, link, "--help");
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(Files.readString(out)).startsWith("Usage: as2");
  }

  @Test
  void sigterm_ends_a_running_gateway_with_status_0() throws Exception {
    Path out = folder.resolve("out");
    Process gateway = startGateway(out);
    assertThat(Files.readString(out)).contains("partners reach this gateway at http://127.0.0.1:");

    gateway.destroy();
    assertThat(gateway.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(gateway.exitValue()).isZero();
    assertThat(Files.readString(out)).contains("INFO  StartCommand stopped").doesNotContain("WARN");
    assertThat(home.resolve("data/secrets/admin-token")).exists();
  }

  @Test
  void sigterm_lets_a_request_being_read_be_answered_and_delivered() throws Exception {
    TestHome sending = new TestHome(home).station("us", TestPki.rsa("us"));
    sending.partner("them", TestPki.rsa("them").certificate());
    sending.partnership(
        "them", "us", Map.of("gw.allow_unsigned", "true", "gw.allow_unencrypted", "true"));
    Path out = folder.resolve("out");
    Process gateway = startGateway(out);
    Matcher address = ADDRESS.matcher(Files.readString(out));
    assertThat(address.find()).isTrue();
    URI url = URI.create(address.group(1));
    byte[] payload = new byte[200_000];
    try (RawHttp http = RawHttp.connect(url)) {
      http.writePostHead(url, HEADERS, OptionalLong.of(payload.length));
      http.write(Arrays.copyOf(payload, payload.length / 2));
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(home.resolve("data/stage")).isNotEmptyDirectory());
      gateway.destroy();
      await().atMost(PATIENCE).until(() -> Files.readString(out).contains("stopping"));
      await().atMost(PATIENCE).until(() -> !accepts(url));
      http.write(Arrays.copyOfRange(payload, payload.length / 2, payload.length));
      assertThat(http.readResponse().status()).isEqualTo(200);
    }
    assertThat(gateway.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(gateway.exitValue()).isZero();
    assertThat(home.resolve("inbox/them/slow.bin")).hasSize(payload.length);
  }

  private static boolean accepts(URI url) {
    try (RawHttp http = RawHttp.connect(url)) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void second_start_on_the_same_home_ends_with_status_1_and_says_so() throws Exception {
    startGateway(folder.resolve("out"));
    Path second = folder.resolve("second");
    Process process = launch(second, LAUNCHER, "start", "--home", home);
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(1);
    assertThat(Files.readString(second)).contains("as2: Home '" + home + "' is in use");
  }

  @Test
  void occupied_ports_end_the_start_with_status_1_naming_the_port() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Map<String, String> settings =
          Map.of(
              "'admin.port'",
              "admin: { port: %d }\nas2: { http: { host: 127.0.0.1, port: 0 } }\n",
              "'as2.http.port'",
              "admin: { port: 0 }\nas2: { http: { host: 127.0.0.1, port: %d } }\n");
      for (Map.Entry<String, String> setting : settings.entrySet()) {
        Files.writeString(
            home.resolve("gateway.yaml"),
            setting.getValue().replace("%d", "" + taken.getLocalPort()));
        Path out = folder.resolve("out");
        Process process = launch(out, LAUNCHER, "start", "--home", home);
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(Files.readString(out))
            .contains("as2: Cannot listen on 127.0.0.1:")
            .contains(setting.getKey())
            .contains(String.valueOf(taken.getLocalPort()));
      }
    }
  }

  private Process startGateway(Path out) throws IOException {
    Process process = launch(out, LAUNCHER, "start", "--home", home);
    await()
        .atMost(PATIENCE)
        .until(() -> Files.readString(out).contains("admin page and API at") || !process.isAlive());
    assertThat(process.isAlive()).as(Files.readString(out)).isTrue();
    return process;
  }

  private Process launch(Path out, Object... command) throws IOException {
    List<String> words = new ArrayList<>();
    for (Object word : command) {
      words.add(word.toString());
    }
    ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().remove("AS2_HOME");
    builder.redirectErrorStream(true).redirectOutput(out.toFile());
    Process process = builder.start();
    started.add(process);
    return process;
  }
}
