package org.as2gateway.admin.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.as2gateway.admin.server.RunningGateway;
import org.as2gateway.testkit.OpenSsh;
import org.as2gateway.testkit.TestGateway;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.as2gateway.transport.pdx.synthetic.SyntheticPdx;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One gateway that sends a file by AS2, by SFTP, and by PDX: what each place shows of the three.
 */
@Tag("slow")
class TransportsIT {
  private static final Map<String, String> PARTNERS =
      Map.of("as2", "them", "sftp", "acme", "pdx", "usps");
  private static final List<String> ONLY_AS2 =
      List.of("messageId", "subject", "compressed", "mic", "micAlgorithm", "disposition", "mdn");
  private static final int MDN_COLUMN = 13;
  private static final JsonMapper JSON = JsonMapper.shared();

  @TempDir private static Path folder;
  private static final Map<String, String> IDS = new LinkedHashMap<>();
  private static final HttpClient BROWSER = HttpClient.newHttpClient();
  private static OpenSsh.Server sshd;
  private static SyntheticPdx pdx;
  private static TestGateway them;
  private static RunningGateway us;
  private static Path home;
  private static String cookie;

  @BeforeAll
  static void send() throws Exception {
    var ourKey = TestPki.rsa("CN=us");
    var theirKey = TestPki.rsa("CN=them");
    them =
        TestGateway.start(
            new TestHome(folder.resolve("them"))
                .station("them", theirKey)
                .partner("us", ourKey.certificate())
                .partnership("us", "them", Map.of()));
    pdx = SyntheticPdx.open(folder.resolve("pdx"), 0, "jane", "secret", Clock.systemUTC());
    OpenSsh openSsh = new OpenSsh(folder);
    Path hostKey = openSsh.key("host", "ed25519", "");
    Path userKey = openSsh.key("user", "ed25519", "");
    sshd = openSsh.server(hostKey, List.of(userKey));
    String good = openSsh.fingerprint(hostKey);
    String other = openSsh.fingerprint(userKey);
    TestHome ours =
        new TestHome(folder.resolve("us"))
            .settings(
                TestHome.SETTINGS.replace(
                    "admin: { port: 0 }", "admin: { port: " + freePort() + " }"))
            .station("us", ourKey)
            .partner("them", theirKey.certificate())
            .partner("acme", TestPki.rsa("CN=acme").certificate())
            .partner("moved", TestPki.rsa("CN=moved").certificate())
            .partner("usps", TestPki.rsa("CN=usps").certificate())
            .partnership("us", "them", TestHome.sending(them.url()))
            .partnership("us", "acme", sftp(good))
            .partnership("us", "moved", sftp(other))
            .partnership("us", "usps", pdx());
    home = ours.path();
    Files.copy(userKey, home.resolve("certs/us/id_ed25519"));
    Path secrets = Files.createDirectories(home.resolve("data/secrets"));
    Files.writeString(secrets.resolve("pdx-login"), "jane\nsecret\n" + pdx.url() + "\n");
    us = RunningGateway.start(ours.config(), Map.of(), Clock.systemUTC());
    String secret =
        us.gateway()
            .identity()
            .accounts()
            .addFirst("boss", "correct horse battery", "127.0.0.1")
            .secret();
    cookie = "as2-" + url().getPort() + "=" + secret;
    for (String transport : List.of("as2", "sftp", "pdx")) {
      IDS.put(transport, send(transport));
    }
  }

  @AfterAll
  static void stop() {
    us.close();
    them.close();
    pdx.close();
    sshd.close();
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static Map<String, String> sftp(String hostKey) throws Exception {
    Path in = Files.createDirectories(folder.resolve("in"));
    String user = System.getProperty("user.name");
    return Map.of(
        "gw.transport",
        "sftp",
        "gw.sftp_url",
        "sftp://" + user + "@127.0.0.1:" + sshd.port() + in,
        "gw.sftp_key",
        "us",
        "gw.sftp_host_key",
        hostKey);
  }

  private static Map<String, String> pdx() {
    return Map.of(
        "gw.transport",
        "pdx",
        "gw.pdx_environment",
        "CAT",
        "gw.pdx_login",
        "pdx-login",
        "gw.pdx_requests",
        "1000");
  }

  private static String send(String transport) throws Exception {
    Path file = Files.writeString(folder.resolve("by-" + transport + ".txt"), "by " + transport);
    ShellRun run = ShellRun.of(home, "send", "us-to-" + PARTNERS.get(transport), file, "--wait");
    assertThat(run.status()).as(run.out() + run.err()).isZero();
    Matcher id = Pattern.compile("queued as (\\S+)").matcher(run.out());
    assertThat(id.find()).as(run.out()).isTrue();
    return id.group(1);
  }

  private static URI url() {
    return us.adminUrl().orElseThrow();
  }

  private static String page(String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(url().resolve(path)).header("Cookie", cookie).build();
    var answer = BROWSER.send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return answer.body();
  }

  private static JsonNode api(String path) throws Exception {
    String token = Files.readString(home.resolve("data/secrets/admin-token")).strip();
    HttpRequest request =
        HttpRequest.newBuilder(url().resolve("/api/v1" + path))
            .header("Authorization", "Bearer " + token)
            .build();
    var answer = BROWSER.send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private static List<String> ids(JsonNode messages) {
    List<String> ids = new ArrayList<>();
    messages.forEach(message -> ids.add(message.path("id").asString()));
    return ids;
  }

  /** A row of a table by a link in it. */
  private static String row(String page, String link) {
    for (String row : page.split("<tr>", -1)) {
      if (row.contains(link)) {
        return row.substring(0, row.indexOf("</tr>"));
      }
    }
    throw new AssertionError("no row with " + link + " in\n" + page);
  }

  @ParameterizedTest
  @ValueSource(strings = {"as2", "sftp", "pdx"})
  void the_api_names_the_transport_and_omits_what_only_as2_has(String transport) throws Exception {
    JsonNode message = api("/messages/" + IDS.get(transport));
    assertThat(message.path("transport").asString()).isEqualTo(transport);
    assertThat(message.path("status").asString())
        .isEqualTo(transport.equals("as2") ? "acknowledged" : "sent");
    for (String field : ONLY_AS2) {
      assertThat(message.has(field)).as(field).isEqualTo(transport.equals("as2"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"as2", "sftp", "pdx"})
  void lists_and_exports_are_filtered_by_transport(String transport) throws Exception {
    String wanted = IDS.get(transport);
    List<String> others = new ArrayList<>(IDS.values());
    others.remove(wanted);
    assertThat(ids(api("/messages?transport=" + transport).path("messages")))
        .contains(wanted)
        .doesNotContainAnyElementsOf(others);
    String filter = "?transport=" + transport;
    assertThat(page("/messages" + filter)).contains(wanted).doesNotContain(others);
    assertThat(page("/messages?q=transport:" + transport)).contains(wanted).doesNotContain(others);
    assertThat(page("/messages.csv" + filter)).contains(wanted).doesNotContain(others);
    JsonNode exported = JSON.readTree(page("/messages.json" + filter));
    assertThat(ids(exported)).contains(wanted).doesNotContainAnyElementsOf(others);
    exported.forEach(
        message -> {
          assertThat(message.path("transport").asString()).isEqualTo(transport);
          assertThat(message.has("mdn")).isEqualTo(transport.equals("as2"));
        });
    ShellRun run = ShellRun.of(home, "messages", "--transport", transport);
    assertThat(run.out()).contains(wanted, " " + transport + " ").doesNotContain(others);
  }

  @Test
  void only_rows_of_as2_tell_of_a_receipt() throws Exception {
    String list = page("/messages");
    assertThat(row(list, IDS.get("as2"))).contains("verified").doesNotContain("no receipts");
    assertThat(row(list, IDS.get("sftp"))).contains("has no receipts", "SFTP");
    assertThat(row(list, IDS.get("pdx"))).contains("has no receipts", "PDX");
    String csv = page("/messages.csv");
    for (String transport : IDS.keySet()) {
      String line =
          csv.lines().filter(l -> l.startsWith(IDS.get(transport))).findFirst().orElseThrow();
      assertThat(line).endsWith("," + transport);
      assertThat(line.split(",", -1)[MDN_COLUMN])
          .isEqualTo(transport.equals("as2") ? "verified" : "");
    }
  }

  @Test
  void today_claims_receipts_of_as2_alone() throws Exception {
    LocalTime now = LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.MINUTES);
    String today = page("/?start=%s&end=%s".formatted(now.minusHours(20), now.plusHours(1)));
    assertThat(row(today, "night-them")).contains("all proven").doesNotContain("no receipts");
    for (String partner : List.of("acme", "usps")) {
      assertThat(row(today, "night-" + partner))
          .contains("1 without a receipt", "no receipts")
          .doesNotContain("proven", "none");
    }
  }

  @Test
  void metrics_count_open_messages_by_transport() throws Exception {
    String metrics = page("/metrics");
    PARTNERS.forEach(
        (transport, partner) ->
            assertThat(metrics)
                .containsPattern(
                    "as2_outbound_open\\{partnership=\"us-to-"
                        + partner
                        + "\",transport=\""
                        + transport
                        + "\"\\} 0"));
    assertThat(metrics)
        .contains("as2_messages{status=\"sent\"} 2", "as2_messages{status=\"acknowledged\"} 1");
  }

  @Test
  void receipts_are_refused_where_there_are_none() throws Exception {
    assertThat(ShellRun.of(home, "receipt", IDS.get("as2")).status()).isZero();
    for (String transport : List.of("sftp", "pdx")) {
      ShellRun run = ShellRun.of(home, "receipt", IDS.get(transport));
      assertThat(run.status()).isNotZero();
      assertThat(page("/messages/" + IDS.get(transport)))
          .doesNotContain("id=\"receipt\"", "Disposition", "Message-ID");
    }
    assertThat(page("/messages/" + IDS.get("as2"))).contains("id=\"receipt\"");
  }

  @Test
  void an_alert_names_the_partner_and_the_transport() throws Exception {
    Path file = Files.writeString(folder.resolve("lost.txt"), "lost");
    assertThat(ShellRun.of(home, "send", "us-to-moved", file).status()).isZero();
    JsonNode alert =
        await()
            .atMost(Duration.ofSeconds(60))
            .pollInterval(Duration.ofMillis(500))
            .until(
                () -> {
                  for (JsonNode one : api("/alerts").path("alerts")) {
                    if (one.path("partner").asString("").equals("moved")) {
                      return one;
                    }
                  }
                  return null;
                },
                found -> found != null);
    assertThat(alert.path("title").asString() + alert.path("detail").asString())
        .contains("SFTP", "moved");
  }
}
