package org.as2gateway.admin.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.Gateway;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.testkit.TestGateway;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.as2gateway.usps.Samples;
import org.as2gateway.usps.ledger.FileMessage;
import org.as2gateway.usps.ledger.FileState;
import org.as2gateway.usps.ledger.Ledger;
import org.as2gateway.usps.ledger.PieceAnswer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The board and the page of a file, on the morning after a night with synthetic manifests. */
@Tag("browser")
class UspsBoardIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private static Path folder;

  @RegisterExtension static final Desk DESK = Desk.of(UspsBoardIT::home);

  private static TestGateway partner;

  private static TestHome home() throws Exception {
    var us = TestPki.rsa("CN=us");
    var them = TestPki.rsa("CN=them");
    partner =
        TestGateway.start(
            new TestHome(folder.resolve("them"))
                .station("Them", them)
                .partner("Us", us.certificate())
                .partnership("Us", "Them", Map.of()));
    Map<String, String> manifests = new LinkedHashMap<>(TestHome.sending(partner.url()));
    manifests.put("gw.usps", "manifests");
    return new TestHome(folder.resolve("us"))
        .station("Us", us)
        .partner("Them", them.certificate())
        .partnership("Us", "Them", manifests);
  }

  @AfterAll
  static void stop() throws Exception {
    partner.close();
  }

  private static Gateway gateway() {
    return DESK.station().gateway();
  }

  private static void send(String manifest) throws Exception {
    gateway()
        .submit(
            "Us-to-Them",
            "tonight.manifest",
            Optional.empty(),
            Optional.of("text/plain"),
            new ByteArrayInputStream(manifest.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static void await(String efn, FileState state) {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () ->
                gateway()
                    .usps()
                    .ledger()
                    .files()
                    .find(efn)
                    .filter(file -> file.state() == state)
                    .isPresent());
  }

  private static String blocked(int serial) throws Exception {
    String efn = Samples.efn(serial);
    send(Samples.with(Samples.manifest(efn, serial * 10, 2), 2, 4, "055"));
    await(efn, FileState.BLOCKED);
    return efn;
  }

  private static String received(int serial) throws Exception {
    String efn = Samples.efn(serial);
    send(Samples.manifest(efn, serial * 10, 2));
    await(efn, FileState.RECEIVED);
    return efn;
  }

  private static Locator urgent(Page page, String efn) {
    return page.locator("#urgent li", new Page.LocatorOptions().setHasText(efn));
  }

  @Test
  void a_blocked_file_is_first_on_the_board_and_sent_anyway_with_a_reason() throws Exception {
    String efn = blocked(11);
    Page page = DESK.pageOf("boss");
    page.navigate("/usps");
    assertThat(urgent(page, efn)).containsText("is blocked");
    assertThat(urgent(page, efn)).containsText("stc-mismatch in line 2");
    Desk.assertAccessible(page);
    Desk.assertNothingCutOff(page);
    urgent(page, efn).locator("a").click();
    assertThat(page.locator("#state")).hasText("blocked");
    assertThat(page.locator(".findings tbody tr")).containsText("service type code");
    Desk.assertAccessible(page);
    Desk.assertNothingCutOff(page);
    page.getByLabel("Reason for sending it anyway").fill("USPS said so on the phone");
    Desk.press(page, "Send anyway");
    assertThat(page.locator(".notice")).containsText("queued although it was blocked");
    await(efn, FileState.RECEIVED);
    page.reload();
    assertThat(page.locator("#state")).hasText("received");
    assertThat(page.locator("#meaning")).containsText("Nothing says yet that USPS accepted");
    assertThat(page.locator("#timeline li").last().locator("a").last()).hasText("Proof");
  }

  @Test
  void a_blocked_file_is_discarded_and_its_number_is_free() throws Exception {
    String efn = blocked(21);
    Page page = DESK.plainPageOf("boss");
    page.navigate("/usps/files/" + efn);
    Desk.press(page, "Discard");
    assertThat(page.locator(".notice")).containsText("the number may be used again");
    await(efn, FileState.UNUSED);
    send(Samples.manifest(efn, 210, 2));
    await(efn, FileState.RECEIVED);
  }

  @Test
  void a_file_is_marked_as_accepted_with_a_note() throws Exception {
    String efn = received(31);
    Page page = DESK.plainPageOf("boss");
    page.navigate("/usps");
    page.getByLabel("EFN").fill(efn);
    Desk.press(page, "Show");
    page.getByLabel("Note").fill("seen in the portal");
    Desk.press(page, "Mark as accepted");
    assertThat(page.locator(".notice")).containsText("marked as accepted");
    assertThat(page.locator("#state")).hasText("accepted");
    assertThat(page.locator("#timeline li").last()).containsText("by boss");
    assertThat(page.locator("#timeline li").last()).containsText("seen in the portal");
    assertThat(page.locator("#pieces")).containsText("0 of 2");
  }

  @Test
  void a_known_number_is_sent_from_the_page_as_a_correction_only() throws Exception {
    int serial = 61;
    for (Page page : List.of(DESK.pageOf("boss"), DESK.plainPageOf("boss"))) {
      String efn = received(serial);
      Path file =
          Files.writeString(
              folder.resolve("fix" + serial + ".manifest"), Samples.manifest(efn, serial * 10, 1));
      serial++;
      sendFromPage(page, file, false);
      assertThat(page.locator("main")).containsText("efn-reuse");
      sendFromPage(page, file, true);
      Awaitility.await()
          .atMost(PATIENCE)
          .until(
              () -> {
                Ledger ledger = gateway().usps().ledger();
                long id = ledger.files().find(efn).orElseThrow().id();
                return ledger.messages().ofFile(id).stream()
                    .filter(FileMessage::isCorrection)
                    .anyMatch(m -> m.state() == FileMessage.State.RECEIVED);
              });
    }
  }

  private static void sendFromPage(Page page, Path file, boolean isCorrection) {
    page.navigate("/send");
    page.getByLabel("File").setInputFiles(file);
    page.getByLabel("Partnership").selectOption("Us-to-Them");
    page.getByLabel("Correction of a manifest").setChecked(isCorrection);
    page.click("main button.main");
    assertThat(page.locator("h1")).hasText(String.valueOf(file.getFileName()));
    if (!isCorrection) {
      Desk.reloadUntilShown(page, "text=efn-reuse");
    }
  }

  @Test
  void rejected_pieces_stand_with_cause_and_remedy() throws Exception {
    String efn = received(41);
    Ledger ledger = gateway().usps().ledger();
    long file = ledger.files().find(efn).orElseThrow().id();
    Instant now = Instant.now();
    String pic = Samples.pic(410);
    ledger.addPieces(
        file,
        List.of(
            new PieceAnswer(
                1,
                pic,
                PieceAnswer.Severity.REJECTED,
                "pts-01",
                "CHECK DIGIT ERROR",
                7,
                null,
                now)));
    ledger.answer(
        file,
        new Ledger.FileAnswer(FileState.PARTLY, now, "tonight.err", null, "1 piece rejected"));
    Page page = DESK.pageOf("boss");
    page.navigate("/usps?state=partly");
    assertThat(page.locator("#files tbody tr")).containsText("1 rejected");
    page.navigate("/usps");
    assertThat(urgent(page, efn)).containsText("1 of 2 pieces rejected, as 'tonight.err' says");
    page.navigate("/usps/files/" + efn);
    Locator piece = page.locator("#answers tbody tr");
    assertThat(piece).containsText(pic);
    assertThat(piece).containsText("The check digit of the number is wrong.");
    assertThat(piece).containsText("your label software");
    Desk.assertAccessible(page);
    Desk.assertNothingCutOff(page);
  }

  @Test
  void a_viewer_reads_and_filters_and_changes_nothing() throws Exception {
    String efn = received(51);
    gateway().usps().mailerIds().put("999999999", "Acme & Sons");
    DESK.makeUser("reader", Role.VIEWER);
    Page page = DESK.plainPageOf("reader");
    page.navigate("/usps");
    page.getByLabel("Owner").selectOption("Acme & Sons");
    Desk.press(page, "Show");
    assertThat(page.locator("#files")).containsText(efn);
    page.navigate("/usps?owner=Nobody");
    assertThat(page.locator("main")).containsText("No files match.");
    page.navigate("/usps?efn=12345");
    assertThat(page.locator("[role=alert]")).containsText("No file has the number '12345'");
    page.navigate("/usps/files/" + efn);
    assertThat(page.locator("main form")).hasCount(0);
  }
}
