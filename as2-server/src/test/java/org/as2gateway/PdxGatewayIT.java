package org.as2gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.store.log.EvidenceKind;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.testkit.TestGateway;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.as2gateway.transport.TransportKind;
import org.as2gateway.transport.pdx.JdbcPdxFiles;
import org.as2gateway.transport.pdx.PdxCall;
import org.as2gateway.transport.pdx.PdxDesk;
import org.as2gateway.transport.pdx.synthetic.Fault;
import org.as2gateway.transport.pdx.synthetic.SyntheticPdx;
import org.as2gateway.usps.Samples;
import org.as2gateway.usps.files.ExtractLines;
import org.as2gateway.usps.ledger.FileState;
import org.as2gateway.usps.ledger.UspsFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway sends and receives by PDX, which a synthetic server stands for. */
@Tag("slow")
class PdxGatewayIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path root;
  private SyntheticPdx pdx;
  private TestHome home;

  @BeforeEach
  void open() throws Exception {
    pdx = SyntheticPdx.open(root.resolve("pdx"), 0, "synthetic-user", "secret", Clock.systemUTC());
    home =
        new TestHome(root.resolve("home"))
            .station("mailer", TestPki.rsa("mailer"))
            .partner("usps", TestPki.rsa("usps").certificate());
    home.partnership("mailer", "usps", attributes());
    writeLogin("secret");
  }

  @AfterEach
  void close() {
    pdx.close();
  }

  private static Map<String, String> attributes() {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("gw.transport", "pdx");
    attributes.put("gw.pdx_environment", "TEM");
    attributes.put("gw.pdx_login", "pdx-login");
    attributes.put("gw.pdx_interval", "1s");
    attributes.put("gw.pdx_requests", "1000");
    return attributes;
  }

  private void receives() throws IOException {
    home.partnership("usps", "mailer", attributes());
  }

  private void writeLogin(String password) throws IOException {
    Path secrets = Files.createDirectories(home.path().resolve("data/secrets"));
    Files.writeString(
        secrets.resolve("pdx-login"), "synthetic-user\n" + password + "\n" + pdx.url() + "\n");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private MessageRecord submit(TestGateway gateway, String filename) throws Exception {
    return gateway.submit("mailer-to-usps", filename, bytes("H1|" + filename));
  }

  private void offer(String filename) throws IOException {
    pdx.offer("TEM", filename, new ByteArrayInputStream(bytes("events of " + filename)));
  }

  private List<String> inbox() throws IOException {
    Path inbox = home.path().resolve("inbox/usps");
    if (Files.notExists(inbox)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(inbox)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void an_upload_is_sent_with_the_answer_as_evidence() throws Exception {
    try (TestGateway gateway = TestGateway.start(home)) {
      MessageRecord sent = gateway.awaitEnd(submit(gateway, "a.manifest").id());
      assertThat(sent.status()).isEqualTo(MessageStatus.SENT);
      assertThat(sent.transport()).isEqualTo(TransportKind.PDX);
      assertThat(pdx.uploads()).hasSize(1);
      assertThat(Files.readString(pdx.uploads().get(0).path())).isEqualTo("H1|a.manifest");
      assertThat(evidence(gateway, sent, EvidenceKind.TRANSFER))
          .contains("server 127.0.0.1", "environment TEM", "filename a.manifest", "inferred")
          .doesNotContain("secret");
      assertThat(evidence(gateway, sent, EvidenceKind.SERVER_ANSWER))
          .contains("200", "\"filename\":\"a.manifest\"", "SYNTHETIC");
    }
  }

  private static String evidence(TestGateway gateway, MessageRecord message, EvidenceKind kind) {
    return new String(
        gateway.gateway().messages().evidence(message.id(), kind).get(0).content().toBytes(),
        StandardCharsets.UTF_8);
  }

  @Test
  void an_upload_whose_answer_was_lost_is_found_in_the_list_and_not_sent_again() throws Exception {
    pdx.fail(PdxCall.UPLOAD, Fault.TAKEN_CUT, 1);
    try (TestGateway gateway = TestGateway.start(home)) {
      MessageRecord sent = gateway.awaitEnd(submit(gateway, "a.manifest").id());
      assertThat(sent.status()).isEqualTo(MessageStatus.SENT);
      assertThat(pdx.uploads()).hasSize(1);
      assertThat(pdx.count(PdxCall.UPLOAD)).isEqualTo(1);
    }
  }

  @Test
  void where_the_list_cannot_tell_an_operator_is_asked() throws Exception {
    pdx.fail(PdxCall.UPLOAD, Fault.SERVER_ERROR, 1);
    try (TestGateway gateway = TestGateway.start(home)) {
      MessageRecord failed = gateway.awaitEnd(submit(gateway, "a.manifest").id());
      assertThat(failed.status()).isEqualTo(MessageStatus.FAILED);
      assertThat(failed.state().failure().reason()).isEqualTo(Reason.OUTCOME_UNKNOWN);
      assertThat(failed.error()).contains("send it again", "0 of its 0 entries");
      assertThat(pdx.count(PdxCall.UPLOAD)).isEqualTo(1);
      gateway.gateway().resend(failed.id());
      assertThat(gateway.awaitEnd(failed.id()).status()).isEqualTo(MessageStatus.SENT);
      assertThat(pdx.uploads()).hasSize(1);
    }
  }

  @Test
  void an_earlier_file_of_the_same_name_proves_nothing() throws Exception {
    try (TestGateway gateway = TestGateway.start(home)) {
      gateway.awaitEnd(submit(gateway, "a.manifest").id());
      pdx.fail(PdxCall.UPLOAD, Fault.SERVER_ERROR, 1);
      MessageRecord second = gateway.awaitEnd(submit(gateway, "a.manifest").id());
      assertThat(second.status()).isEqualTo(MessageStatus.FAILED);
      assertThat(second.error()).contains("1 of its 1 entries");
    }
  }

  @Test
  void a_refusal_of_the_file_fails_with_the_answer_kept() throws Exception {
    pdx.fail(PdxCall.UPLOAD, Fault.REFUSED, 1);
    try (TestGateway gateway = TestGateway.start(home)) {
      MessageRecord failed = gateway.awaitEnd(submit(gateway, "a.manifest").id());
      assertThat(failed.status()).isEqualTo(MessageStatus.FAILED);
      assertThat(failed.error()).contains("status 400", "the file is refused");
      assertThat(gateway.gateway().messages().answers(failed.id())).hasSize(1);
    }
  }

  @Test
  void a_refused_sign_in_is_not_tried_again_until_the_file_changes() throws Exception {
    writeLogin("wrong");
    try (TestGateway gateway = TestGateway.start(home)) {
      MessageRecord queued = submit(gateway, "a.manifest");
      gateway.await(queued.id(), message -> message.state().attempts() >= 3);
      assertThat(gateway.gateway().pdx().statuses())
          .singleElement()
          .matches(PdxDesk.Status::isRefused);
      assertThat(pdx.count(PdxCall.UPLOAD)).isZero(); // refused before it counts as a call
      writeLogin("secret");
      assertThat(gateway.awaitEnd(queued.id()).status()).isEqualTo(MessageStatus.SENT);
      assertThat(gateway.gateway().pdx().statuses())
          .singleElement()
          .matches(status -> !status.isRefused());
    }
  }

  @Test
  void each_file_is_taken_once() throws Exception {
    receives();
    pdx.setPageSize(2);
    for (int i = 1; i <= 5; i++) {
      offer("extract-" + i + ".dat");
    }
    try (TestGateway gateway = TestGateway.start(home)) {
      await().atMost(PATIENCE).until(() -> inbox().size() == 5);
      int lists = pdx.count(PdxCall.EXTRACTS);
      await().atMost(PATIENCE).until(() -> pdx.count(PdxCall.EXTRACTS) >= lists + 2);
      assertThat(inbox()).hasSize(5);
      assertThat(pdx.count(PdxCall.DOWNLOAD)).isEqualTo(5);
      JdbcPdxFiles.Kept kept = gateway.gateway().pdx().files("usps-to-mailer", 10).get(0);
      assertThat(kept.state()).isEqualTo(JdbcPdxFiles.State.TAKEN);
      MessageRecord message =
          gateway.gateway().messages().find(kept.message().orElseThrow()).orElseThrow();
      assertThat(message.transport()).isEqualTo(TransportKind.PDX);
      assertThat(evidence(gateway, message, EvidenceKind.TRANSFER)).contains("unknownField");
    }
    assertThat(Files.readString(home.path().resolve("inbox/usps/extract-3.dat")))
        .isEqualTo("events of extract-3.dat");
  }

  @Test
  void a_download_that_broke_off_comes_again() throws Exception {
    receives();
    offer("extract.dat");
    pdx.fail(PdxCall.DOWNLOAD, Fault.CUT, 1);
    try (TestGateway gateway = TestGateway.start(home)) {
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  gateway.gateway().pdx().files("usps-to-mailer", 1).stream()
                      .anyMatch(file -> file.note().contains("closed the connection")));
      assertThat(inbox()).isEmpty();
    }
  }

  @Test
  void an_account_that_only_sends_does_not_lapse() throws Exception {
    Map<String, String> attributes = attributes();
    attributes.put("gw.pdx_idle", "1s");
    home.partnership("mailer", "usps", attributes);
    try (TestGateway gateway = TestGateway.start(home)) {
      await().atMost(PATIENCE).until(() -> pdx.count(PdxCall.EXTRACTS) >= 2);
      assertThat(gateway.gateway().pdx().statuses())
          .singleElement()
          .matches(status -> status.trouble().isEmpty());
      assertThat(inbox()).isEmpty();
    }
  }

  @Test
  void the_usps_desk_reads_what_comes_by_pdx_and_knows_what_went_by_it() throws Exception {
    Map<String, String> sending = attributes();
    sending.put("gw.usps", "manifests");
    home.partnership("mailer", "usps", sending);
    Map<String, String> receiving = attributes();
    receiving.put("gw.usps", "answers");
    home.partnership("usps", "mailer", receiving);
    String efn = Samples.efn(1);
    String event = ExtractLines.line(Samples.pic(100), "07", "EVENT", "20260117", "0900");
    try (TestGateway gateway = TestGateway.start(home)) {
      gateway.submit("mailer-to-usps", "tonight.manifest", bytes(Samples.manifest(efn, 100, 3)));
      UspsFile received = awaitFile(gateway, efn, FileState.RECEIVED);
      assertThat(received.times().receivedBy()).isEqualTo("pdx");
      pdx.offer(
          "TEM",
          "extract.txt",
          new ByteArrayInputStream(bytes(ExtractLines.inFile(efn, event) + "\r\n")));
      assertThat(awaitFile(gateway, efn, FileState.SCANNED).scans().scanned()).isEqualTo(1);
    }
  }

  private static UspsFile awaitFile(TestGateway gateway, String efn, FileState state) {
    return await()
        .atMost(PATIENCE)
        .until(
            () -> gateway.gateway().usps().ledger().files().find(efn).orElse(null),
            file -> file != null && file.state() == state);
  }
}
