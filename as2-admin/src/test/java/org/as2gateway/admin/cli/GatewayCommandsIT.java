package org.as2gateway.admin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.as2gateway.admin.port.SampleMessages;
import org.as2gateway.admin.server.RunningGateway;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.people.accounts.AuditEntry;
import org.as2gateway.people.accounts.Identity;
import org.as2gateway.people.accounts.SignInOutcome;
import org.as2gateway.store.log.MessageLog;
import org.as2gateway.store.log.MessageQuery;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.store.log.PayloadRecord;
import org.as2gateway.testkit.HandMadeMdn;
import org.as2gateway.testkit.ScriptedPartner;
import org.as2gateway.testkit.Scripts;
import org.as2gateway.testkit.TestGateway;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Commands that talk to a running gateway. Them is a gateway too; the receipts of Liar prove
 * nothing; the partnership to Half is incomplete.
 */
@Tag("slow")
class GatewayCommandsIT {
  @TempDir private static Path folder;
  private static final String PASSWORD = "correct horse battery";
  private static ScriptedPartner liar;
  private static TestGateway them;
  private static RunningGateway us;
  private static Path home;

  @BeforeAll
  static void start() throws Exception {
    OwnKey ours = TestPki.rsa("CN=us");
    them =
        TestGateway.start(
            new TestHome(folder.resolve("them"))
                .station("Them", SampleMessages.THEM)
                .partner("Us", ours.certificate())
                .partnership("Us", "Them", several(Map.of())));
    liar =
        ScriptedPartner.start(folder)
            .answerAlways(
                Scripts.compute(
                    200,
                    request ->
                        HandMadeMdn.report(
                            request.messageId(), HandMadeMdn.PROCESSED, Optional.empty())));
    Map<String, String> strict = new LinkedHashMap<>(TestHome.sending(them.url()));
    strict.put("gw.send_min_bytes", "1000");
    TestHome ourHome =
        new TestHome(folder.resolve("us"))
            .settings(
                TestHome.SETTINGS.replace(
                    "admin: { port: 0 }", "admin: { port: " + freePort() + " }"))
            .station("Us", ours)
            .partner("Them", SampleMessages.THEM.certificate())
            .partner("Liar", SampleMessages.THEM.certificate())
            .partner("Half", SampleMessages.THEM.certificate())
            .partnership("Us", "Them", several(TestHome.sending(them.url())))
            .partnership("Us", "Liar", TestHome.sending(liar.url()))
            .partner("Strict", SampleMessages.THEM.certificate())
            .partnership("Us", "Strict", strict)
            .partnership("Us", "Half", Map.of())
            .station("Other", TestPki.rsa("CN=other"))
            .partner("Twin", SampleMessages.THEM.certificate())
            .partnership("Us", "Twin", TestHome.sending(them.url()))
            .partnership("Other", "Twin", TestHome.sending(them.url()));
    us = RunningGateway.start(ourHome.config(), Map.of(), Clock.systemUTC());
    home = ourHome.path();
  }

  private static Map<String, String> several(Map<String, String> attributes) {
    Map<String, String> several = new LinkedHashMap<>(attributes);
    several.put("gw.multiple_attachments", "true");
    return several;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @AfterAll
  static void stop() throws IOException {
    us.close();
    them.close();
    liar.close();
  }

  /** The message that a command says it has queued. */
  private static MessageRecord queued(ShellRun run) {
    Matcher id = Pattern.compile("queued as (\\S+)").matcher(run.out());
    assertThat(id.find()).as(run.out()).isTrue();
    return us.gateway().messages().find(id.group(1)).orElseThrow();
  }

  @Test
  void send_and_wait_prints_what_was_verified() throws IOException {
    Path file = Files.writeString(folder.resolve("a b.edi"), "payload");
    ShellRun run =
        ShellRun.of(
            home, "send", "Us-to-Them", file, "--wait", "--content-type", "application/edi-x12");
    assertThat(run.err().lines()).allMatch(line -> line.matches("a b.edi: (queued|sending)"));
    assertThat(run.status()).isZero();
    MessageRecord sent = queued(run);
    assertThat(run.out())
        .contains("a b.edi: queued as " + sent.id() + " " + sent.as2().messageId())
        .contains("acknowledged, the receipt is valid")
        .contains("✓ signature     valid, sha-256")
        .contains("✓ MIC")
        .contains("✓ disposition");
    PayloadRecord received = them.awaitInbound(sent.as2().messageId()).payloads().get(0);
    assertThat(received.bytes()).isEqualTo(7);
    assertThat(received.filename()).isEqualTo("a b.edi");
    assertThat(received.contentType()).isEqualTo("application/edi-x12");
  }

  @Test // RFC 6362
  void send_together_makes_one_message_of_all_files() throws IOException {
    Path one = Files.writeString(folder.resolve("order ü.xml"), "<a/>");
    Path two = Files.writeString(folder.resolve("empty.txt"), "");
    ShellRun run = ShellRun.of(home, "send", "Us-to-Them", one, two, "--together", "--wait");
    assertThat(run.err().lines()).allMatch(line -> line.matches("2 files: (queued|sending)"));
    assertThat(run.status()).isZero();
    MessageRecord sent = queued(run);
    assertThat(run.out())
        .contains("2 files: queued as " + sent.id())
        .contains("the receipt is valid");
    assertThat(sent.payloads())
        .extracting(PayloadRecord::filename)
        .containsExactly("order ü.xml", "empty.txt");
    assertThat(them.awaitInbound(sent.as2().messageId()).payloads())
        .extracting(PayloadRecord::bytes)
        .containsExactly(4L, 0L);
  }

  @Test
  void send_and_wait_fails_when_the_receipt_does_not_hold() throws IOException {
    Path file = Files.writeString(folder.resolve("empty"), "");
    ShellRun run = ShellRun.of(home, "send", "Us-to-Liar", file, "--wait");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains("empty: failed");
  }

  @Test
  void send_says_which_partnership_or_file_is_wrong_before_it_sends() throws IOException {
    int before = messages();
    Path file = Files.writeString(folder.resolve("a"), "x");
    ShellRun unknown = ShellRun.of(home, "send", "Us-to-Thm", file);
    assertThat(unknown.status()).isEqualTo(1);
    assertThat(unknown.err()).contains("Us-to-Thm").contains("did you mean 'Us-to-Them'");
    ShellRun missing = ShellRun.of(home, "send", "Us-to-Them", file, folder.resolve("b"));
    assertThat(missing.status()).isEqualTo(1);
    assertThat(missing.err()).contains("Cannot read '").contains("Nothing was sent");

    ShellRun incomplete = ShellRun.of(home, "send", "Us-to-Half", file);
    assertThat(incomplete.status()).isEqualTo(1);
    assertThat(incomplete.err()).contains("was not accepted: ").contains("it lacks as2_url");
    assertThat(messages()).isEqualTo(before);
  }

  private static int messages() {
    return us.gateway().messages().search(MessageQuery.newest(1000)).messages().size();
  }

  @Test
  void messages_are_listed_with_filters() {
    MessageLog log = us.gateway().messages();
    Instant now = Clock.systemUTC().instant();
    log.insert(SampleMessages.sent("L1", MessageStatus.DELIVERED, now.minus(Duration.ofHours(1))));
    log.insert(SampleMessages.sent("L2", MessageStatus.DELIVERED, now.minus(Duration.ofDays(3))));
    String all = list();
    assertThat(all.lines().findFirst())
        .hasValueSatisfying(line -> assertThat(line).startsWith("ID"));
    assertThat(all).contains("L1 ").contains("L2 ");
    assertThat(list("--since", "2d")).contains("L1 ").doesNotContain("L2 ");
    assertThat(list("--partner", "Them")).contains("L1 ");
    assertThat(list("--partner", "Liar")).contains("no messages");
    assertThat(list("--direction", "in")).contains("no messages");
    assertThat(list("--limit", "1")).contains("more messages match");
    JsonNode json = JsonMapper.shared().readTree(list("--json"));
    assertThat(json.get("messages")).hasSize(2);
  }

  /** What is listed of the delivered messages. */
  private static String list(String... more) {
    Stream<String> arguments =
        Stream.concat(Stream.of("messages", "--status", "delivered"), Stream.of(more));
    return ShellRun.of(home, arguments.toArray()).out();
  }

  @Test
  void receipt_tells_each_check_and_fails_if_one_does_not_hold() {
    SampleMessages.add(us.gateway().messages(), "M1", MessageStatus.ACKNOWLEDGED);
    ShellRun good = ShellRun.of(home, "receipt", "<M1@test>");
    assertThat(good.status()).isZero();
    assertThat(good.out()).contains("✓ signature").contains("✓ message").doesNotContain("✗");

    SampleMessages.addWithBrokenReceipt(us.gateway().messages(), "M2");
    ShellRun bad = ShellRun.of(home, "receipt", "M2");
    assertThat(bad.out()).contains("✗ signature");
    assertThat(ShellRun.of(home, "receipt", "M9").err()).contains("No message has the id");
  }

  @Test
  void hold_and_release_tell_what_became_of_it() {
    assertThat(ShellRun.of(home, "hold", "Us-to-Liar").out()).contains("Us-to-Liar is on hold");
    assertThat(us.gateway().held()).containsExactly("Us-to-Liar");
    assertThat(ShellRun.of(home, "release", "Us-to-Liar", "--json").out())
        .contains("\"held\"")
        .contains("false");
    assertThat(us.gateway().held()).isEmpty();
    ShellRun unknown = ShellRun.of(home, "hold", "Us-to-Thm");
    assertThat(unknown.status()).isEqualTo(1);
    assertThat(unknown.err()).contains("no outbound partnership 'Us-to-Thm'");
  }

  @Test
  void partner_stands_for_its_only_partnership_and_several_are_listed() throws IOException {
    assertThat(ShellRun.of(home, "hold", "Liar").out()).contains("Us-to-Liar is on hold");
    assertThat(us.gateway().held()).containsExactly("Us-to-Liar");
    assertThat(ShellRun.of(home, "release", "Liar").out()).contains("Us-to-Liar is released");
    Path file = Files.writeString(folder.resolve("twin"), "x");
    ShellRun several = ShellRun.of(home, "send", "Twin", file);
    assertThat(several.status()).isEqualTo(2);
    assertThat(several.err()).contains("Us-to-Twin, Other-to-Twin").contains("name one of them");
    ShellRun nearly = ShellRun.of(home, "release", "Lair");
    assertThat(nearly.status()).isEqualTo(1);
    assertThat(nearly.err()).contains("did you mean 'Liar'?");
    assertThat(ShellRun.of(home, "hold", "Us").status()).as("our own").isEqualTo(1);
  }

  @Test
  void user_reset_gives_a_link_that_sets_a_new_password_once() throws Exception {
    assertThat(ShellRun.of(home, "user", "list").out()).contains("no users yet");
    Identity identity = us.gateway().identity();
    SignInOutcome.SignedIn session = identity.accounts().addFirst("pat", PASSWORD, "-");
    ShellRun reset = ShellRun.of(home, "user", "reset", "Pat", "--two-factor");
    assertThat(reset.err()).isEmpty();
    assertThat(identity.signIns().present(session.secret(), false)).isEmpty();
    Matcher link =
        Pattern.compile("  (http://127\\.0\\.0\\.1:\\d+/reset\\?name=pat&token=(\\w+))\\R")
            .matcher(reset.out());
    assertThat(link.find()).as(reset.out()).isTrue();
    identity.resets().choose("pat", link.group(2), "another horse battery", "-");
    assertThat(identity.resets().accepts("pat", link.group(2))).isFalse();
    assertThat(identity.audit().newest(Long.MAX_VALUE, null, 2))
        .extracting(AuditEntry::action)
        .containsExactly("password-set", "user-reset");
    assertThat(ShellRun.of(home, "user", "list").out()).contains("pat").contains("administrator");

    ShellRun nobody = ShellRun.of(home, "user", "reset", "nobody");
    assertThat(nobody.status()).isEqualTo(1);
    assertThat(nobody.err()).contains("User 'nobody' not found; './as2 user list'");
  }

  private static Object[] with(String[] words, String last) {
    return Stream.concat(Stream.of(words), Stream.of(last)).toArray();
  }

  @Test
  void what_the_api_calls_a_bad_request_is_wrong_usage() {
    String date = "2099-01-01T00:00:00Z";
    String[] offer = {"cert", "offer", "Them", "00000000", "--respond-by", date, "--response-url"};
    ShellRun run = ShellRun.of(home, with(offer, "http:nowhere"));
    assertThat(run.status()).as(run.err()).isEqualTo(2);
    assertThat(run.err()).contains("'responseUrl' is not a URL.", "./as2 cert offer --help");
  }

  @Test
  void blocked_message_is_told_and_sent_anyway_or_discarded() throws Exception {
    Path file = Files.writeString(folder.resolve("small.txt"), "x");
    ShellRun waited = ShellRun.of(home, "send", "Us-to-Strict", "--wait", file);
    assertThat(waited.status()).isEqualTo(1);
    assertThat(waited.out())
        .contains("blocked, file-size: found '1 bytes', expected at least 1000 bytes")
        .contains("./as2 send-anyway ");
    String id = us.gateway().messages().search(blocked()).messages().get(0).id();
    assertThat(ShellRun.of(home, "messages", "--status", "blocked").out()).contains("small.txt");
    ShellRun unsaid = ShellRun.of(home, "send-anyway", id);
    assertThat(unsaid.status()).isEqualTo(2);
    assertThat(ShellRun.of(home, "send-anyway", id, "--reason", "small on purpose").out())
        .contains("message " + id + " is queued");
    ShellRun late = ShellRun.of(home, "discard", id);
    assertThat(late.status()).isEqualTo(1);
    assertThat(late.err()).contains("not blocked");

    ShellRun.of(home, "send", "Us-to-Strict", "--wait", file);
    String other = us.gateway().messages().search(blocked()).messages().get(0).id();
    assertThat(ShellRun.of(home, "discard", other).out())
        .contains("message " + other + " was discarded");
  }

  private static MessageQuery blocked() {
    return MessageQuery.inStatus(MessageStatus.BLOCKED, 10);
  }

  @Test
  void resend_and_cancel_tell_what_became_of_it() throws Exception {
    us.gateway().hold("Us-to-Them");
    Path file = Files.writeString(folder.resolve("c"), "x");
    MessageRecord queued = queued(ShellRun.of(home, "send", "Us-to-Them", file));
    assertThat(ShellRun.of(home, "resend", queued.id()).out())
        .contains("queued " + queued.id() + " " + queued.as2().messageId());
    assertThat(ShellRun.of(home, "cancel", queued.id()).out())
        .contains("message " + queued.id() + " is cancelled");
    us.gateway().release("Us-to-Them");
    ShellRun ended = ShellRun.of(home, "cancel", queued.id());
    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.err())
        .isEqualTo(
            "as2: Message '" + queued.id() + "' is cancelled already." + System.lineSeparator());
    assertThat(ended.out()).isEmpty();
  }
}
