package org.as2gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.as2gateway.testkit.TestGateway;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.as2gateway.usps.Samples;
import org.as2gateway.usps.files.ExtractLines;
import org.as2gateway.usps.ledger.FileState;
import org.as2gateway.usps.ledger.UspsFile;
import org.as2gateway.usps.scans.ReconciledPiece;
import org.as2gateway.usps.scans.Scan;
import org.as2gateway.usps.scans.ScanFile;
import org.as2gateway.usps.scans.Scans;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A manifest is sent to a partner, and extracts come back. */
@Tag("slow")
class UspsScansIT {
  private static final String EFN = Samples.efn(1);

  @TempDir private Path folder;

  private TestGateway them;
  private TestGateway us;

  @BeforeEach
  void start() throws Exception {
    var ours = TestPki.rsa("CN=us");
    var theirs = TestPki.rsa("CN=them");
    TestHome home =
        new TestHome(folder.resolve("us"))
            .station("us", ours)
            .partner("them", theirs.certificate())
            .partnership("them", "us", Map.of("gw.usps", "answers"));
    us = TestGateway.start(home);
    them =
        TestGateway.start(
            new TestHome(folder.resolve("them"))
                .station("them", theirs)
                .partner("us", ours.certificate())
                .partnership("us", "them", Map.of())
                .partnership("them", "us", TestHome.sending(us.url())));
    Map<String, String> manifests = new LinkedHashMap<>(TestHome.sending(them.url()));
    manifests.put("gw.usps", "manifests");
    home.partnership("us", "them", manifests);
    us.awaitPartnership("us-to-them");
  }

  @AfterEach
  void stop() {
    us.close();
    them.close();
  }

  @Test
  void extracts_that_come_in_tell_what_became_of_a_manifest() throws Exception {
    String extract =
        line(100, "MA", "20260115", "1830")
            + line(100, "07", "20260117", "0900")
            + line(100, "01", "20260118", "1305")
            + line(101, "04", "20260118", "1400")
            + line(900, "01", "20260118", "1500")
            + "not an event\r\n";
    us.submit("us-to-them", "tonight.manifest", Samples.manifest(EFN, 100, 3).getBytes(ISO_8859_1));
    send(extract);

    UspsFile file = await(2);
    assertThat(file.state()).isEqualTo(FileState.SCANNED);
    assertThat(file.scans())
        .isEqualTo(new UspsFile.Scans(2, 1, 1, 0, "202601170900", "202601181400"));
    assertThat(scans().ofPiece("42020260" + Samples.pic(100)))
        .extracting(Scan::code)
        .containsExactly("MA", "07", "01");
    assertThat(scans().filesOfPiece(Samples.pic(100))).containsExactly(EFN);
    ScanFile read = scans().files().newest(1).get(0);
    assertThat(read.unreadable()).isEqualTo(1);
    assertThat(read.source().name()).isEqualTo("extract.txt");

    List<String> found = new ArrayList<>();
    assertThat(scans().reconciliation().pieces(file, piece -> found.add(text(piece)))).isTrue();
    assertThat(found)
        .containsExactlyInAnyOrder(
            Samples.pic(100) + " delivered",
            Samples.pic(101) + " returned",
            Samples.pic(102) + " never-scanned",
            Samples.pic(900) + " never-manifested");
  }

  @Test
  void the_same_extract_twice_counts_once() throws Exception {
    us.submit("us-to-them", "tonight.manifest", Samples.manifest(EFN, 100, 2).getBytes(ISO_8859_1));
    String extract = line(100, "07", "20260117", "0900") + line(101, "01", "20260117", "0901");
    send(extract);
    await(2);
    send(extract + line(101, "01", "20260117", "0902"));
    Awaitility.await().until(() -> scans().files().newest(9).size() == 2);
    Awaitility.await().until(() -> scans().files().newest(1).get(0).isComplete());

    assertThat(scans().files().newest(1).get(0).added()).isEqualTo(1);
    assertThat(scans().ofPiece(Samples.pic(100))).hasSize(1);
    assertThat(await(2).scans().delivered()).isEqualTo(1);
  }

  private static String text(ReconciledPiece piece) {
    return piece.number() + " " + piece.outcome().text();
  }

  private void send(String extract) throws Exception {
    String id = them.submit("them-to-us", "extract.txt", extract.getBytes(ISO_8859_1)).id();
    them.awaitEnd(id);
  }

  private UspsFile await(int scanned) {
    return Awaitility.await()
        .until(
            () -> us.gateway().usps().ledger().files().find(EFN),
            file -> file.filter(found -> found.scans().scanned() == scanned).isPresent())
        .orElseThrow();
  }

  private Scans scans() {
    return us.gateway().usps().scans();
  }

  private static String line(int piece, String code, String date, String time) {
    String line = ExtractLines.line(Samples.pic(piece), code, "EVENT", date, time);
    return ExtractLines.inFile(EFN, line) + "\r\n";
  }
}
