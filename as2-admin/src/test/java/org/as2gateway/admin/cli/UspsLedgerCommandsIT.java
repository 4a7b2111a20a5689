package org.as2gateway.admin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.as2gateway.usps.Samples;
import org.as2gateway.usps.ledger.FileState;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From sent to accepted at the command line of a running gateway. */
@Tag("slow")
final class UspsLedgerCommandsIT {
  private static final String ROUTE = ManifestSender.ROUTE;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private static Path folder;
  private static ManifestSender us;

  @BeforeAll
  static void start() throws Exception {
    us = ManifestSender.start(folder);
  }

  @AfterAll
  static void stop() throws IOException {
    us.close();
  }

  private static String received(int serial) throws IOException {
    String efn = Samples.efn(serial);
    Path manifest = file(serial + ".manifest", Samples.manifest(efn, serial * 100, 3));
    assertThat(run("send", ROUTE, manifest).status()).isZero();
    await(efn, FileState.RECEIVED);
    Awaitility.await().atMost(PATIENCE).until(() -> areEntered(efn));
    return efn;
  }

  private static boolean areEntered(String efn) {
    var ledger = us.usps().ledger();
    return ledger.messages().isEntered(ledger.files().find(efn).orElseThrow().id());
  }

  private static void await(String efn, FileState state) {
    var files = us.usps().ledger().files();
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> files.find(efn).filter(file -> file.state() == state).isPresent());
  }

  private static Path file(String name, String text) throws IOException {
    return us.file(name, text);
  }

  private static ShellRun run(Object... arguments) {
    return us.run(arguments);
  }

  private static JsonNode json(Object... arguments) {
    return JsonMapper.shared().readTree(run(arguments).out());
  }

  @Test
  void ledger_and_show_say_where_a_file_stands() throws IOException {
    String efn = received(1);
    assertThat(run("usps", "ledger", "--efn", efn).out())
        .containsPattern(efn + " +received +20260115 +3 +0 +0 +Us-to-Them");
    assertThat(json("usps", "ledger", "--state", "received", "--json").path("files"))
        .anyMatch(file -> file.path("efn").asString().equals(efn));
    assertThat(run("usps", "ledger", "--mid", "000000000").out()).isEqualTo("no files\n");
    assertThat(run("usps", "show", efn).out())
        .contains("EFN " + efn + ": received")
        .contains("3 pieces: 0 accepted, 0 rejected, 0 scanned")
        .contains("timeline:")
        .contains("the bytes arrived, which is no acceptance");
    assertThat(json("usps", "show", efn, "--json").path("timeline")).isNotEmpty();
  }

  @Test
  void mistakes_are_explained() {
    ShellRun state = run("usps", "ledger", "--state", "lost");
    assertThat(state.status()).isEqualTo(2);
    assertThat(state.err()).contains("lost").contains("received");
    assertThat(run("usps", "ledger", "--limit", "0").err())
        .contains("--limit is 0; expected a number from 1 to 1000");
    ShellRun unknown = run("usps", "show", Samples.efn(99));
    assertThat(unknown.status()).isEqualTo(1);
    assertThat(unknown.err()).contains(Samples.efn(99));
    assertThat(run("usps", "accept", Samples.efn(99)).status()).isEqualTo(2);
    assertThat(run("usps", "accept", Samples.efn(99), "--note", "seen").err())
        .contains(Samples.efn(99));
    assertThat(run("usps", "correct", Samples.efn(99)).err())
        .contains("No pieces are chosen: give --rejected, --pieces or --lines");
    assertThat(run("usps", "answers", folder.resolve("none")).err()).contains("none");
  }

  @Test
  void a_file_is_marked_as_accepted_with_a_note_and_not_before_it_was_sent() throws IOException {
    String efn = received(2);
    ShellRun blank = run("usps", "accept", efn, "--note", " ");
    assertThat(blank.status()).isEqualTo(1);
    assertThat(blank.err()).contains("expected 1 to 500");
    assertThat(run("usps", "accept", efn, "--note", "seen in the portal").out())
        .isEqualTo("EFN " + efn + " is accepted\n");
    assertThat(run("usps", "show", efn).out())
        .containsPattern("accepted by .+: seen in the portal")
        .contains("3 accepted");

    String stopped = Samples.efn(3);
    String bad = Samples.with(Samples.manifest(stopped, 300, 1), 1, 17, "000000009");
    run("send", ROUTE, file("bad.manifest", bad));
    await(stopped, FileState.BLOCKED);
    ShellRun early = run("usps", "accept", stopped, "--note", "seen in the portal");
    assertThat(early.status()).isEqualTo(1);
    assertThat(early.err()).contains("is blocked and nothing of it was sent");
    assertThat(run("usps", "show", stopped).out()).contains("record-count");
  }

  @Test
  void an_answer_rejects_a_piece_that_a_correction_carries_again() throws IOException {
    String efn = received(4);
    String pic = Samples.pic(401);
    Path answer = file("night.err", efn + " " + pic + " CHECK DIGIT ERROR\r\n");
    ShellRun added = run("usps", "answers", answer);
    assertThat(added.status()).as("it waits for a profile").isEqualTo(1);
    assertThat(added.out())
        .containsPattern("night.err +waiting +1 +0 +0")
        .contains("no profile reads it; what is certain was taken from it");
    assertThat(json("usps", "answers", "--json").path("waiting").asInt()).isPositive();
    assertThat(run("usps", "show", efn).out())
        .contains("EFN " + efn + ": partly")
        .contains(pic + ": rejected pts-01");

    Path correction = folder.resolve("correction.manifest");
    ShellRun built = run("usps", "correct", efn, "--rejected", "-o", correction, "--send");
    assertThat(built.status()).as(built.err()).isZero();
    assertThat(built.out())
        .contains("correction of " + efn + ": 2 records, 1 piece")
        .contains("saved in " + correction)
        .contains("sent with message ");
    assertThat(Files.readString(correction)).contains(pic).doesNotContain(Samples.pic(400));
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> run("usps", "show", efn).out().contains("a correction with 1"));
  }

  @Test
  void a_correction_is_built_from_a_list_and_refused_for_what_is_not_known() throws IOException {
    String efn = received(5);
    Path pieces = file("pieces.txt", Samples.pic(500) + "\n\n" + Samples.pic(777) + "\n");
    ShellRun built = run("usps", "correct", efn, "--pieces", pieces);
    assertThat(built.status()).as(built.err()).isZero();
    assertThat(built.out())
        .contains("2 records, 1 piece")
        .contains("left out, in no file that was sent: 1 chosen piece")
        .contains("not sent; correction ");
    ShellRun none = run("usps", "correct", efn, "--rejected");
    assertThat(none.status()).isEqualTo(1);
    ShellRun unknown = run("usps", "correct", Samples.efn(98), "--rejected");
    assertThat(unknown.err()).contains(Samples.efn(98));
    Path lines = file("lines.txt", "not a record\n");
    assertThat(run("usps", "correct", efn, "--lines", lines).status()).isEqualTo(1);
    assertThat(run("usps", "correct", efn, "--lines", lines, "--pieces", pieces).status())
        .isEqualTo(2);
  }
}
