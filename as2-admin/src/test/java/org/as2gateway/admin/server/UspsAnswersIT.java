package org.as2gateway.admin.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.Gateway;
import org.as2gateway.testkit.TestGateway;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** An answer of an invented layout is learned, and what it rejects is corrected. */
@Tag("browser")
class UspsAnswersIT {
  private static final String EFN = "9275099999999900000019";
  private static final String PIECE = "92612999999999000000001024";

  @TempDir private static Path folder;
  private static TestGateway postal;

  @RegisterExtension static final Desk DESK = Desk.of(UspsAnswersIT::home);

  private static TestHome home() throws Exception {
    var us = TestPki.rsa("CN=us");
    var them = TestPki.rsa("CN=them");
    postal =
        TestGateway.start(
            new TestHome(folder.resolve("them"))
                .station("Postal", them)
                .partner("Us", us.certificate())
                .partnership("Us", "Postal", Map.of()));
    Map<String, String> manifests = new LinkedHashMap<>(TestHome.sending(postal.url()));
    manifests.put("gw.usps", "manifests");
    return new TestHome(folder.resolve("us"))
        .station("Us", us)
        .partner("Postal", them.certificate())
        .partnership("Us", "Postal", manifests);
  }

  @AfterAll
  static void stop() {
    postal.close();
  }

  @Test
  void profile_is_learned_from_a_sample_and_a_rejected_piece_corrected_and_sent() throws Exception {
    Page page = DESK.pageOf("boss");
    page.navigate("/usps/answers");
    assertThat(page.locator("main")).containsText("No files here");
    Desk.assertAccessible(page);
    send();
    page.setInputFiles(
        "[name=file]",
        new FilePayload(
            "night.cnf",
            "text/plain",
            (EFN + ";" + PIECE + ";E;<b>bad</b> street\r\n").getBytes(StandardCharsets.UTF_8)));
    Desk.press(page, "Add file");
    assertThat(page.locator("h1")).hasText("night.cnf");
    assertThat(page.locator("main")).containsText("No profile reads it");
    assertThat(page.locator("#lines")).containsText("<b>bad</b> street");
    Desk.assertAccessible(page);

    learn(page);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> gateway().usps().ledger().files().find(EFN).orElseThrow().state().text(),
            "partly"::equals);
    page.reload();
    assertThat(page.locator("#files")).containsText("partly");
    assertThat(page.locator("main")).containsText("Read by profile Invented");
    page.locator("#files a").click();
    correct(page);

    page.navigate("/usps/profiles");
    Desk.assertAccessible(page);
    page.locator("#profiles a").click();
    Desk.press(page, "Remove profile");
    assertThat(page.locator(".notice")).containsText("The profile was removed");
    page.locator("text=Bring back").click();
    assertThat(page.locator(".notice")).containsText("The change was taken back");
  }

  private static void learn(Page page) {
    page.click("text=Learn a profile from this file");
    assertThat(page.locator("[name=files]")).hasValue("*.cnf");
    page.locator("[name=name]").fill("Invented");
    page.locator("[name=separator]").fill(";");
    page.locator("[name=column-efn]").fill("first");
    Desk.press(page, "Preview");
    assertThat(page.locator("[role=alert]"))
        .containsText("The place of the file number is 'first'");
    page.locator("[name=column-efn]").fill("1");
    page.locator("[name=column-piece]").fill("2");
    page.locator("[name=column-level]").fill("3");
    page.locator("[name=column-text]").fill("4");
    page.locator("[name=rejected]").fill("E");
    Desk.press(page, "Preview");
    assertThat(page.locator("#sample-fields li")).hasCount(4);
    assertThat(page.locator("#lines")).containsText("rejects piece " + PIECE);
    assertThat(page.locator("main")).containsText("the profile would be tried on it");
    Desk.assertAccessible(page);
    Desk.press(page, "Save");
    assertThat(page.locator(".notice")).containsText("The profile was saved");
  }

  private static void correct(Page page) {
    assertThat(page.locator("h1")).hasText("Correct " + EFN);
    Desk.assertAccessible(page);
    Desk.press(page, "Build and check");
    assertThat(page.locator("[role=alert]")).containsText("No pieces are chosen");
    page.locator("[name=piece]").check();
    page.locator("[name=field-" + PIECE + "]").fill("7");
    page.locator("[name=value-" + PIECE + "]").fill("0005");
    Desk.press(page, "Build and check");
    assertThat(page.locator("main")).containsText("2 records, 1 pieces");
    assertThat(page.locator("main")).containsText("The check finds nothing that stops it");
    Desk.assertAccessible(page);
    Desk.press(page, "Send");
    assertThat(page.locator("h1")).containsText("night-correction-1.manifest");
    page.navigate("/usps/files/" + EFN + "/correct");
    assertThat(page.locator("#drafts")).containsText("sent");
  }

  private static Gateway gateway() {
    return DESK.station().gateway();
  }

  private static void send() throws Exception {
    byte[] manifest = UspsManifest.text().getBytes(StandardCharsets.ISO_8859_1);
    String id =
        gateway()
            .submit(
                "Us-to-Postal",
                "night.manifest",
                Optional.empty(),
                Optional.empty(),
                new ByteArrayInputStream(manifest))
            .id();
    Awaitility.await()
        .atMost(Duration.ofSeconds(40))
        .until(() -> gateway().messages().find(id).orElseThrow().status().isEnd());
    Awaitility.await()
        .atMost(Duration.ofSeconds(40))
        .until(
            () -> gateway().usps().ledger().files().find(EFN).map(f -> f.state().text()),
            Optional.of("received")::equals);
  }
}
