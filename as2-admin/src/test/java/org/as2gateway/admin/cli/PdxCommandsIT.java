package org.as2gateway.admin.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.as2gateway.admin.client.ApiException;
import org.as2gateway.admin.client.GatewayClient;
import org.as2gateway.admin.server.RunningGateway;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.as2gateway.transport.pdx.synthetic.SyntheticPdx;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands about messages over a transport that has no receipts. */
@Tag("slow")
class PdxCommandsIT {
  private static final Clock CLOCK = Clock.systemUTC();

  @TempDir private static Path folder;
  private static SyntheticPdx pdx;
  private static RunningGateway us;
  private static Path home;

  @BeforeAll
  static void start() throws Exception {
    pdx = SyntheticPdx.open(folder.resolve("pdx"), 0, "jane", "secret", CLOCK);
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("gw.transport", "pdx");
    attributes.put("gw.pdx_environment", "CAT");
    attributes.put("gw.pdx_login", "pdx-login");
    attributes.put("gw.pdx_requests", "1000");
    TestHome ours =
        new TestHome(folder.resolve("home"))
            .settings(
                TestHome.SETTINGS.replace(
                    "admin: { port: 0 }", "admin: { port: " + freePort() + " }"))
            .station("us", TestPki.rsa("us"))
            .partner("usps", TestPki.rsa("usps").certificate())
            .partnership("us", "usps", attributes);
    home = ours.path();
    Path secrets = Files.createDirectories(home.resolve("data/secrets"));
    Files.writeString(secrets.resolve("pdx-login"), "jane\nsecret\n" + pdx.url() + "\n");
    us = RunningGateway.start(ours.config(), Map.of(), CLOCK);
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @AfterAll
  static void stop() {
    us.close();
    pdx.close();
  }

  private static String send(String name) throws Exception {
    Path file = Files.writeString(folder.resolve(name), "content of " + name);
    ShellRun run = ShellRun.of(home, "send", "us-to-usps", file, "--wait");
    assertThat(run.out()).contains(name + ": sent; this transport has no receipts");
    assertThat(run.status()).isZero();
    Matcher id = Pattern.compile("queued as (\\S+)").matcher(run.out());
    assertThat(id.find()).as(run.out()).isTrue();
    return id.group(1);
  }

  private static GatewayClient client() throws Exception {
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    return Connection.to(home, new Shell(nowhere, nowhere, Map.of(), home, false, CLOCK));
  }

  @Test
  void a_test_file_ends_as_sent() {
    ShellRun run = ShellRun.of(home, "partner", "test", "usps");
    assertThat(run.out())
        .contains("✓ PDX sign-in", "test file: sent; this transport has no receipts");
    assertThat(run.status()).isZero();
  }

  @Test
  void a_bundle_is_verified_by_its_readme_and_by_the_command() throws Exception {
    String id = send("a.manifest");
    Path zip = folder.resolve("bundle.zip");
    assertThat(ShellRun.of(home, "evidence", id, "-o", zip).status()).isZero();
    UnpackedBundle bundle = UnpackedBundle.of(zip, folder.resolve("unpacked"));
    assertThat(bundle.names()).contains("transfer.txt", "answers/server-1.http", "payload-0.bin");
    assertThat(bundle.folder().resolve("README.txt"))
        .content()
        .contains("EVIDENCE OF ONE MESSAGE BY PDX", "answers/server-N.http");
    UnpackedBundle.Run run = bundle.runReadme();
    assertThat(run.status()).as(run.commands() + "\n" + run.output()).isZero();
    assertThat(run.commands()).contains("openssl cms -verify");
    assertThat(verify(zip).status()).as(verify(zip).out()).isZero();
    for (String name : List.of("transfer.txt", "answers/server-1.http", "payload-0.bin")) {
      UnpackedBundle forged =
          UnpackedBundle.of(zip, folder.resolve("forged-" + name.replace('/', '-'))).tamper(name);
      Path careless = forged.zip(folder.resolve(name.replace('/', '-') + ".zip"));
      assertThat(verify(careless).status()).as(name).isEqualTo(1);
      Path careful = forged.coverUp().zip(folder.resolve(name.replace('/', '-') + "-2.zip"));
      assertThat(verify(careful).out()).contains("✗ gateway");
    }
  }

  private static ShellRun verify(Path zip) {
    return ShellRun.of(folder.resolve("no-such-home"), "verify", zip);
  }

  @Test
  void receipts_of_a_message_without_any_are_a_conflict() throws Exception {
    String path = GatewayClient.messagePath(send("b.manifest"));
    assertThatThrownBy(() -> client().get(path + "/receipts"))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.status()).isEqualTo(409))
        .hasMessageContaining("messages by PDX have no receipts");
    assertThatThrownBy(() -> client().post(path + "/receipts/judge"))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.status()).isEqualTo(409))
        .hasMessageContaining("messages by PDX have no receipts");
    for (String none : List.of("/receipt", "/mdn", "/explanation")) {
      assertThatThrownBy(() -> client().get(path + none))
          .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.status()).isEqualTo(404));
    }
  }
}
