package org.as2gateway.admin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.as2gateway.Gateway.OperationRefused;
import org.as2gateway.Gateway.OperationRefused.Reason;
import org.as2gateway.admin.port.FakeGateway;
import org.as2gateway.admin.port.FakeServer;
import org.as2gateway.config.ConfigException;
import org.as2gateway.store.log.MdnState;
import org.as2gateway.store.log.MessageStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Commands that talk to a running gateway. */
@Tag("slow")
class GatewayCommandsIT {
  @TempDir private Path home;
  private final FakeGateway gateway = new FakeGateway();
  private FakeServer server;

  @BeforeEach
  void start() throws ConfigException, IOException {
    server = FakeServer.start(gateway, home);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void send_and_wait_prints_what_was_verified() throws IOException {
    Path file = Files.writeString(home.resolve("a b.edi"), "payload");
    gateway.submittedStatus = MessageStatus.ACKNOWLEDGED;
    ShellRun run =
        ShellRun.of(
            home, "send", "us-to-them", file, "--wait", "--content-type", "application/edi-x12");
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains("a b.edi: queued as SUBMITTED <SUBMITTED@test>")
        .contains("acknowledged, the receipt is valid")
        .contains("✓ signature     valid, sha-256")
        .contains("✓ MIC")
        .contains("✓ disposition");
    assertThat(gateway.submittedBytes).isEqualTo(7);
    assertThat(gateway.submittedFilename).isEqualTo("a b.edi");
    assertThat(gateway.submittedContentType).hasValue("application/edi-x12");
  }

  @Test // RFC 6362
  void send_together_makes_one_message_of_all_files() throws IOException {
    Path one = Files.writeString(home.resolve("order ü.xml"), "<a/>");
    Path two = Files.writeString(home.resolve("empty.txt"), "");
    gateway.submittedStatus = MessageStatus.ACKNOWLEDGED;
    ShellRun run = ShellRun.of(home, "send", "us-to-them", one, two, "--together", "--wait");
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("2 files: queued as SUBMITTED").contains("the receipt is valid");
    assertThat(gateway.submittedFilenames).containsExactly("order ü.xml", "empty.txt");
    assertThat(gateway.submittedBytes).isEqualTo(4);
    assertThat(gateway.submittedContentType).isEmpty();
  }

  @Test
  void send_and_wait_fails_when_the_receipt_does_not_hold() throws IOException {
    Path file = Files.writeString(home.resolve("empty"), "");
    gateway.submittedStatus = MessageStatus.FAILED;
    gateway.submittedMdn = MdnState.REJECTED;
    ShellRun run = ShellRun.of(home, "send", "us-to-them", file, "--wait");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains("empty: failed");
  }

  @Test
  void send_says_which_partnership_or_file_is_wrong_before_it_sends() throws IOException {
    Path file = Files.writeString(home.resolve("a"), "x");
    ShellRun unknown = ShellRun.of(home, "send", "us-to-thm", file);
    assertThat(unknown.status()).isEqualTo(1);
    assertThat(unknown.err()).contains("us-to-thm").contains("did you mean 'us-to-them'");
    ShellRun missing = ShellRun.of(home, "send", "us-to-them", file, home.resolve("b"));
    assertThat(missing.status()).isEqualTo(1);
    assertThat(missing.err()).contains("nothing was sent");
    assertThat(gateway.submittedBytes).isZero();

    gateway.refusal = Optional.of(new OperationRefused(Reason.CONFLICT, "as2_url is missing"));
    ShellRun incomplete = ShellRun.of(home, "send", "us-to-them", file);
    assertThat(incomplete.status()).isEqualTo(1);
    assertThat(incomplete.err()).contains("was not accepted: as2_url is missing");
  }

  @Test
  void messages_are_listed_with_filters() {
    gateway.add("M1", MessageStatus.ACKNOWLEDGED);
    gateway.add("M2", MessageStatus.FAILED);
    ShellRun list =
        ShellRun.of(home, "messages", "--since", "2d", "--limit", "1", "--partner", "Them");
    assertThat(list.out().lines().findFirst())
        .hasValueSatisfying(line -> assertThat(line).startsWith("ID"));
    assertThat(list.out()).contains("M2").doesNotContain("M1 ");
    assertThat(gateway.queries().get(0).partnerId()).isEqualTo("THEM");
    assertThat(gateway.queries().get(0).since()).isBefore(Instant.now());
    assertThat(
            JsonMapper.shared()
                .readTree(ShellRun.of(home, "messages", "--json").out())
                .get("messages"))
        .hasSize(2);

    assertThat(ShellRun.of(home, "messages", "--since", "yesterday").err())
        .contains("--since is 'yesterday'");
    ShellRun wrong = ShellRun.of(home, "messages", "--status", "lost");
    assertThat(wrong.status()).isEqualTo(1);
    assertThat(wrong.err()).contains("status is 'lost'").contains("acknowledged");
  }

  @Test
  void receipt_tells_each_check_and_fails_if_one_does_not_hold() {
    gateway.add("M1", MessageStatus.ACKNOWLEDGED);
    ShellRun good = ShellRun.of(home, "receipt", "<M1@test>");
    assertThat(good.status()).isZero();
    assertThat(good.out()).contains("✓ signature").contains("✓ message").doesNotContain("✗");

    gateway.breakMdns();
    ShellRun bad = ShellRun.of(home, "receipt", "M1");
    assertThat(bad.out()).contains("✗ signature");
    assertThat(ShellRun.of(home, "receipt", "M9").err()).contains("no message has the id");
  }

  @Test
  void hold_and_release_tell_what_became_of_it() {
    assertThat(ShellRun.of(home, "hold", "us-to-them").out()).contains("us-to-them is on hold");
    assertThat(gateway.held()).containsExactly("us-to-them");
    assertThat(ShellRun.of(home, "release", "us-to-them", "--json").out())
        .contains("\"held\"")
        .contains("false");
    assertThat(gateway.held()).isEmpty();
    gateway.refusal = Optional.of(new OperationRefused(Reason.NOT_FOUND, "no such partnership"));
    ShellRun unknown = ShellRun.of(home, "hold", "us-to-thm");
    assertThat(unknown.status()).isEqualTo(1);
    assertThat(unknown.err()).contains("no such partnership");
  }

  @Test
  void resend_and_cancel_tell_what_became_of_it() {
    gateway.add("M1", MessageStatus.QUEUED);
    assertThat(ShellRun.of(home, "resend", "M1").out()).contains("queued M1 <M1@test>");
    assertThat(ShellRun.of(home, "cancel", "M1").out()).contains("message M1 is cancelled");
    gateway.refusal = Optional.of(new OperationRefused(Reason.CONFLICT, "it has ended"));
    ShellRun ended = ShellRun.of(home, "cancel", "M1");
    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.err()).isEqualTo("as2: it has ended" + System.lineSeparator());
    assertThat(List.of(ended.out())).containsExactly("");
  }
}
