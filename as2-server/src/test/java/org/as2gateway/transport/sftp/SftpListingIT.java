package org.as2gateway.transport.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.as2gateway.store.db.h2.OrderedFilePath;
import org.as2gateway.testkit.OpenSsh;
import org.as2gateway.testkit.TestGateway;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What it costs to show a partner many messages, as H2 counts the statements that it executes. */
@Tag("slow")
final class SftpListingIT {
  private static final int FEW = 2;
  private static final int MANY = 200;

  @TempDir private Path folder;
  private OpenSsh openSsh;
  private Path partnerKey;
  private TestHome home;
  private TestGateway gateway;

  @BeforeEach
  void start() throws Exception {
    openSsh = new OpenSsh(folder);
    partnerKey = openSsh.key("partner", "ed25519", "");
    home = new TestHome(folder.resolve("home"));
    home.settings(TestHome.SETTINGS + "sftp: { enabled: true, host: 127.0.0.1, port: 0 }\n");
    home.station("US", TestPki.rsa("US")).partner("USPS", TestPki.rsa("USPS").certificate());
    home.partnership("US", "USPS", Map.of("gw.transport", "sftp"));
    Files.copy(Path.of(partnerKey + ".pub"), home.path().resolve("certs/USPS/partner.pub"));
    gateway = TestGateway.start(home);
  }

  @AfterEach
  void stop() {
    if (gateway != null) {
      gateway.close();
    }
  }

  @Test
  void many_messages_cost_as_many_statements_as_few() throws Exception {
    submit(0, FEW);
    long listing = statements("ls -1 out\n");
    long stat = statements("ls -l out/file-1.txt\n");
    assertThat(listing).isPositive();
    assertThat(stat).isPositive();
    submit(FEW, MANY);
    assertThat(statements("ls -1 out\n")).isEqualTo(listing);
    assertThat(statements("ls -l out/file-1.txt\n")).isEqualTo(stat);
    Path got = folder.resolve("got");
    sftp("get out/file-150.txt " + got + "\n");
    assertThat(got).hasBinaryContent(content(150));
    assertThat(listed()).hasSize(MANY - 1).doesNotContain("out/file-150.txt");
    assertThat(statements("ls -1 out\n")).isEqualTo(listing);
  }

  private void submit(int from, int to) throws Exception {
    for (int i = from; i < to; i++) {
      gateway.submit("US-to-USPS", "file-" + i + ".txt", content(i));
    }
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(500))
        .until(() -> listed().size() == to);
  }

  private static byte[] content(int number) {
    return ("content of " + number).getBytes(StandardCharsets.UTF_8);
  }

  private List<String> listed() throws Exception {
    return Arrays.stream(sftp("ls -1 out\n").split("\n", -1))
        .filter(line -> line.startsWith("out/"))
        .toList();
  }

  /** How many statements about messages these commands of OpenSSH's client cost. */
  private long statements(String batch) throws Exception {
    Path file = home.path().resolve("data/db/gateway");
    String url = "jdbc:h2:retry:" + OrderedFilePath.SCHEME + ":" + file + ";IFEXISTS=TRUE";
    try (Connection connection = DriverManager.getConnection(url, "sa", "");
        Statement statement = connection.createStatement()) {
      statement.execute("SET QUERY_STATISTICS_MAX_ENTRIES 1000");
      statement.execute("SET QUERY_STATISTICS TRUE");
      try {
        sftp(batch);
        return count(statement);
      } finally {
        statement.execute("SET QUERY_STATISTICS FALSE");
      }
    }
  }

  private static long count(Statement statement) throws SQLException {
    try (ResultSet found =
        statement.executeQuery(
            "SELECT SUM(execution_count) FROM information_schema.query_statistics"
                + " WHERE sql_statement LIKE '%sftp_offer%' OR sql_statement LIKE '%sftp_upload%'"
                + " OR sql_statement LIKE '%FROM message m WHERE m.id %'"
                + " OR sql_statement LIKE '%FROM payload %'")) {
      found.next();
      return found.getLong(1);
    }
  }

  private String sftp(String batch) throws Exception {
    String hostKey = openSsh.publicOf(home.path().resolve("data/secrets/sftp-host-key")).strip();
    int port = gateway.gateway().sftp().port().get().orElseThrow();
    OpenSsh.Result result =
        openSsh.sftp(new OpenSsh.Client(port, "USPS", partnerKey, hostKey), batch);
    assertThat(result.status()).as(result.output()).isZero();
    return result.output();
  }
}
