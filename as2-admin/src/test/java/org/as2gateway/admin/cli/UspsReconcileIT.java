package org.as2gateway.admin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.as2gateway.usps.Samples;
import org.as2gateway.usps.files.ExtractLines;
import org.as2gateway.usps.files.PieceKey;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An extract is imported, and manifests are compared with it: commands of a running gateway. */
@Tag("slow")
final class UspsReconcileIT {
  private static final String EFN = Samples.efn(1);

  @TempDir private static Path folder;
  private static ManifestSender us;

  @BeforeAll
  static void start() throws Exception {
    us = ManifestSender.start(folder);
    Files.createDirectories(us.home().resolve("usps"));
    Files.writeString(
        us.home().resolve("usps/mids.csv"), "mid,owner\r\n999999999,Acme\r\n900000001,Other\r\n");
    Path manifest = Files.writeString(folder.resolve("x.manifest"), Samples.manifest(EFN, 100, 3));
    assertThat(run("send", "Us-to-Them", manifest).status()).isZero();
    long last = PieceKey.of(Samples.pic(102)).hash();
    Awaitility.await().until(() -> !us.usps().ledger().pieces().filesOf(List.of(last)).isEmpty());
    Path extract =
        Files.writeString(
            folder.resolve("extract.txt"),
            line(100, "01") + line(101, "04") + line(900, "07"),
            StandardCharsets.ISO_8859_1);
    ShellRun imported = run("usps", "scans", extract, "--import");
    assertThat(imported.out()).contains("3 events, 3 of them new; 0 lines");
    assertThat(run("usps", "scans", extract, "--import").out()).contains("3 events, 0 of them new");
  }

  @AfterAll
  static void stop() throws IOException {
    us.close();
  }

  @Test
  void shows_the_counts_of_files_and_pieces_of_no_manifest() {
    assertThat(run("usps", "reconcile").out())
        .containsPattern(EFN + " +scanned +3 +2 +1 +1 +0 +1 +1")
        .contains("in no manifest: 1 scanned piece")
        .contains(Samples.pic(900));
  }

  @Test
  void shows_the_pieces_of_a_file_with_those_that_were_never_scanned() throws IOException {
    JsonNode json = JsonMapper.shared().readTree(run("usps", "reconcile", EFN, "--json").out());
    assertThat(json.path("pieces").findValuesAsString("pic"))
        .containsExactlyInAnyOrder(
            Samples.pic(100), Samples.pic(101), Samples.pic(102), Samples.pic(900));
    assertThat(json.path("notes")).isEmpty();
  }

  @Test
  void writes_tables_for_spreadsheets() {
    assertThat(run("usps", "reconcile", EFN, "--csv", "--outcome", "never-scanned").out())
        .isEqualTo(
            "pic,efn,outcome,code,text,local date,local time,facility\r\n"
                + Samples.pic(102)
                + ","
                + EFN
                + ",never-scanned,,,,,\r\n");
    assertThat(run("usps", "reconcile", "--csv").out())
        .contains(
            EFN + ",Us-to-Them,scanned,20260115,3,2,1,1,0,1,1,202601181305,202601181305,Acme\r\n");
    assertThat(run("usps", "reconcile", "--csv", "--outcome", "never-manifested").out())
        .contains(Samples.pic(900) + "," + EFN + ",never-manifested,07,");
    assertThat(run("usps", "reconcile", "--csv", "--outcome", "lost").status()).isEqualTo(2);
  }

  @Test
  void compares_the_files_of_one_owner() {
    assertThat(run("usps", "reconcile", "--owner", "Acme").out())
        .contains(EFN, "in no manifest: 1 scanned piece", Samples.pic(900));
    assertThat(run("usps", "reconcile", "--owner", "Other").out())
        .doesNotContain(EFN, Samples.pic(900))
        .contains("in no manifest: 0 scanned pieces");
    assertThat(run("usps", "reconcile", "--owner", "Acme", "--csv").out()).contains(EFN, ",Acme");
    assertThat(run("usps", "reconcile", "--owner", "Other", "--csv").out()).doesNotContain(EFN);
    ShellRun nobody = run("usps", "reconcile", "--owner", "Nobody");
    assertThat(nobody.status()).isEqualTo(1);
    assertThat(nobody.err()).contains("o mailer ID is listed for the owner 'Nobody'");
    assertThat(run("usps", "reconcile", EFN, "--owner", "Acme").status()).isEqualTo(2);
  }

  @Test
  void shows_the_events_of_a_piece() {
    assertThat(run("usps", "piece", "42020260" + Samples.pic(100)).out())
        .contains("file " + EFN)
        .containsPattern("20260118 +1305 +01 +delivered +Delivered +WASHINGTON, DC");
  }

  @Test
  void a_file_that_was_not_sent_is_not_found() {
    ShellRun run = run("usps", "reconcile", "9275099999999900000099");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("No file with the number '9275099999999900000099'");
  }

  private static ShellRun run(Object... arguments) {
    return us.run(arguments);
  }

  private static String line(int piece, String code) {
    String line = ExtractLines.line(Samples.pic(piece), code, "EVENT", "20260118", "1305");
    return ExtractLines.inFile(EFN, line) + "\r\n";
  }
}
