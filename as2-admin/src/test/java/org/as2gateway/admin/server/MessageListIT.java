package org.as2gateway.admin.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.as2gateway.store.log.As2Facts;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.Failure;
import org.as2gateway.store.log.MdnState;
import org.as2gateway.store.log.MessageIds;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.store.log.PayloadRecord;
import org.as2gateway.store.log.TransferState;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The list of messages over records that are only in the log: nothing is sent. */
@Tag("browser")
class MessageListIT {
  private static final String LONG =
      "A-COMPANY-WITH-A-VERY-LONG-AS2-IDENTIFIER-OF-SIXTY-CHARACTERS";
  private static final String[] FILES = {"one.manifest", "two.manifest", "three.manifest"};

  @TempDir private static Path folder;

  @RegisterExtension
  static final Desk DESK =
      Desk.of(
          () -> {
            var them = TestPki.rsa("CN=them").certificate();
            Map<String, String> url = TestHome.sending(java.net.URI.create("http://127.0.0.1:9/"));
            return new TestHome(folder)
                .station("Us", TestPki.rsa("CN=us"))
                .partner("usps-dts", them)
                .partner("Acme", them)
                .partnership("Us", "usps-dts", url)
                .partnership("Us", "Acme", url);
          });

  private static Page page;
  private static String failed;
  private static String received;
  private static String refused;

  @BeforeAll
  static void fill() {
    page = DESK.boss();
    received = add(Direction.OUT, "usps-dts", MessageStatus.ACKNOWLEDGED, "early.manifest");
    failed = add(Direction.OUT, "usps-dts", MessageStatus.FAILED, FILES);
    add(Direction.OUT, "Acme", MessageStatus.FAILED, "f".repeat(200) + ".txt");
    add(Direction.OUT, "Acme", MessageStatus.CANCELLED, "dropped.txt");
    refused = add(Direction.IN, LONG, MessageStatus.REFUSED, "refused.txt");
  }

  private static String add(
      Direction direction, String partner, MessageStatus status, String... files) {
    return addOfType("text/plain", direction, partner, status, files);
  }

  private static String addOfType(
      String type, Direction direction, String partner, MessageStatus status, String... files) {
    String id = MessageIds.next(java.time.Clock.systemUTC());
    Instant now = Instant.now();
    boolean isIn = direction == Direction.IN;
    boolean hasError = status == MessageStatus.FAILED || status == MessageStatus.REFUSED;
    Failure failure = hasError ? new Failure(null, "no answer ".repeat(30)) : null;
    MdnState mdn = status == MessageStatus.FAILED ? MdnState.PENDING : MdnState.VERIFIED;
    DESK.station()
        .gateway()
        .messages()
        .insert(
            new MessageRecord(
                id,
                direction,
                isIn ? "" : "Us-to-" + partner,
                List.of(files).stream()
                    .map(file -> new PayloadRecord(file, type, 7, "00ff", null))
                    .toList(),
                new TransferState(status, failure, 2, now, now, null, null),
                new As2Facts(
                    isIn ? partner : "Us",
                    isIn ? "Us" : partner,
                    "<" + id + "@test>",
                    "a subject",
                    true,
                    true,
                    false,
                    null,
                    null,
                    mdn)));
    return id;
  }

  private static Locator search(String text) {
    page.navigate("/messages");
    page.locator("[name=q]").fill(text);
    Desk.press(page, "Search");
    return page.locator("#rows tbody tr");
  }

  @Test
  void search_knows_negation_alternatives_beginnings_and_ages() {
    String mine = " -file:extra";
    assertThat(search("-status:acknowledged,REFUSED" + mine)).hasCount(3);
    assertThat(search("Status:FAILED status:refused" + mine)).hasCount(3);
    assertThat(search("status:failed partner:usps" + mine)).hasCount(1);
    assertThat(page.locator("select[name=partner]")).hasValue("usps-dts");
    assertThat(page.locator("select[name=status]")).hasValue("failed");
    assertThat(search("status:failed,canceled to:acme")).hasCount(2);
    assertThat(page.locator("select[name=status] option:checked")).hasText("failed or canceled");
    assertThat(search("from:a-company since:24h")).hasCount(1);
    assertThat(search("until:24h")).hasCount(0);
    assertThat(search("manifest -early")).hasCount(1);
    assertThat(search("\"no answer no answer\" receipt:pending")).hasCount(2);
    Desk.assertAccessible(page);
  }

  @Test
  void choice_from_a_list_replaces_the_filter_in_the_search_box() {
    search("status:failed manifest");
    page.locator("select[name=status]").selectOption("acknowledged");
    assertThat(page.locator("[name=q]")).hasValue("manifest");
    Desk.press(page, "Search");
    assertThat(page.locator("#rows tbody tr")).hasCount(1);
    assertThat(page.url()).endsWith("/messages?q=manifest&status=acknowledged");
  }

  @Test
  void search_that_is_not_understood_lists_nothing() {
    search("staus:failed");
    assertThat(page.locator(".box.warn"))
        .containsText(
            "Unknown filter 'staus', did you mean 'status'? Known filters: partner, from");
    assertThat(page.locator("#list")).hasCount(0);
    Desk.assertAccessible(page);
    for (String wrong :
        List.of("since:soon", "status:nonsense", "min:big", "status:", "-since:7d")) {
      assertThat(search(wrong)).hasCount(0);
      assertThat(page.locator(".box.warn")).hasCount(1);
    }
    APIResponse csv = page.request().get(DESK.url() + "/messages.csv?q=staus:failed");
    assertThat(csv.status()).isEqualTo(400);
  }

  @Test
  void list_counts_selects_all_and_turns_round() {
    search("status:failed,acknowledged,cancelled,refused");
    assertThat(page.locator("#count")).hasText("1–5 of 5");
    page.getByLabel("Select all messages on this page").check();
    assertThat(page.locator("#selected")).hasText("5 selected");
    page.locator("#select-" + failed).uncheck();
    assertThat(page.locator("#selected")).hasText("4 selected");
    page.locator("th[aria-sort=descending] a").click();
    assertThat(page.locator("th[aria-sort=ascending]")).hasCount(1);
    assertThat(page.locator("#rows tbody a").first()).hasText("early.manifest");
    Desk.follow(page, "Problems");
    assertThat(page.locator("#rows")).containsText("refused.txt");
    assertThat(page.locator("#rows")).not().containsText("early.manifest");
    Desk.follow(page, "25");
    assertThat(page.url()).endsWith("&size=25");
  }

  @Test
  void no_column_is_cut_off_however_long_the_names_are() {
    page.navigate("/messages");
    Desk.assertNothingCutOff(page);
    Desk.assertAccessible(page);
  }

  @Test
  void message_leads_back_to_its_list_and_on_to_its_neighbors() {
    search("status:failed,acknowledged partner:usps");
    page.locator("#open-" + failed).click();
    assertThat(page.locator("#newer")).hasCount(0);
    page.locator("#older").click();
    assertThat(page.locator("h1")).hasText("early.manifest");
    assertThat(page.locator("#older")).hasCount(0);
    Desk.assertAccessible(page);
    page.locator("#crumb").click();
    assertThat(page.locator("[name=q]")).hasValue("status:failed,acknowledged partner:usps");
  }

  @Test
  void our_rejection_is_no_verified_receipt_and_an_exchange_of_certificates_has_a_name() {
    String type = "application/ediint-cert-exchange+xml";
    String id = addOfType(type, Direction.IN, "extra", MessageStatus.DELIVERED, "extra01KAPW2Y");
    page.navigate("/messages");
    Locator row =
        page.locator("tr", new Page.LocatorOptions().setHas(page.locator("#open-" + refused)));
    assertThat(row).containsText("rejection sent");
    assertThat(row.locator(".badge.good")).hasCount(0);
    assertThat(page.locator("#open-" + id)).hasText("Certificate exchange");
    page.navigate("/messages/" + refused);
    assertThat(page.locator("#receipt .head")).containsText("rejection sent");
  }

  @Test
  void resend_of_received_messages_asks_first() {
    Page plain = DESK.plainPageOf("boss");
    plain.navigate("/messages?q=partner:usps+status:failed,acknowledged");
    plain.locator("#select-" + failed).check();
    plain.locator("#select-" + received).check();
    plain.click("text=Resend selected");
    assertThat(plain.locator(".box.warn"))
        .hasText(
            "1 of 2 messages was already received by usps-dts."
                + " Sending it again creates a duplicate there.");
    Desk.press(plain, "Resend only the 1 not received");
    assertThat(plain.locator(".notice")).containsText("Not possible for 1: message '" + failed);

    page.navigate("/messages/" + received);
    page.locator("#resend").click();
    assertThat(page.locator(".box.warn")).containsText("already received by usps-dts");
    Desk.assertAccessible(page);
    Desk.press(page, "Send again");
    assertThat(page.locator("main")).containsText("its payload is no longer kept");
  }

  @Test
  void live_rows_bring_what_can_be_done_with_them() {
    page.navigate("/messages?file=extra-live");
    assertThat(page.locator("#rows")).containsText("Nothing found.");
    add(Direction.OUT, "extra", MessageStatus.CANCELLED, "extra-live.txt");
    assertThat(page.locator("#rows tbody tr")).hasCount(1);
    assertThat(page.locator("#do-resend")).isVisible();
    assertThat(page.locator("#count")).hasText("1–1 of 1");
  }

  @Test
  void keys_go_to_the_search_box_and_through_the_rows() {
    page.navigate("/messages?q=partner:usps");
    page.keyboard().press("j");
    page.keyboard().press("j");
    assertThat(page.locator("#open-" + received)).isFocused();
    page.keyboard().press("k");
    assertThat(page.locator("#open-" + failed)).isFocused();
    page.keyboard().press("?");
    assertThat(page.locator("#keys")).isVisible();
    Desk.press(page, "Close");
    page.keyboard().press("/");
    assertThat(page.locator("[name=q]")).isFocused();
    page.keyboard().type("j?/");
    assertThat(page.locator("[name=q]")).hasValue("j?/");
    assertThat(page.locator("#keys")).isHidden();
    page.locator("#open-" + failed).focus();
    page.keyboard().press("Enter");
    assertThat(page.locator("h1")).hasText("one.manifest and 2 more");
  }

  @Test
  void downloads_have_a_row_a_file_and_names_that_say_what_they_are() throws Exception {
    APIResponse csv = page.request().get(DESK.url() + "/messages.csv?q=status:failed+partner:usps");
    String name = csv.headers().get("content-disposition");
    assertThat(name)
        .matches("attachment; filename\\*=UTF-8''messages_\\d{4}-\\d\\d-\\d\\d_failed\\.csv");
    List<String> lines = csv.text().lines().toList();
    assertThat(lines).hasSize(1 + FILES.length);
    assertThat(lines.get(1)).endsWith(",2,1,3,as2").contains(",one.manifest,7,");
    assertThat(lines.get(3)).endsWith(",,3,,as2").contains(",three.manifest,7,");

    APIResponse evidence =
        page.request().get(DESK.url() + "/api/v1/messages/" + failed + "/evidence");
    assertThat(evidence.headers().get("content-disposition"))
        .matches(".*''uspsdts_one_\\d{4}-\\d\\d-\\d\\d_evidence\\.zip");

    page.navigate("/messages?q=partner:usps+status:failed,acknowledged");
    page.getByLabel("Select all messages on this page").check();
    Path zip = page.waitForDownload(() -> page.click("#do-evidence")).path();
    Set<String> entries = new HashSet<>();
    byte[] content = java.nio.file.Files.readAllBytes(zip);
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(content))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        entries.add(entry.getName().replaceAll("\\d{4}-\\d\\d-\\d\\d", "DAY"));
        assertThat(new ZipInputStream(in).getNextEntry()).isNotNull();
      }
    }
    assertThat(entries)
        .containsExactlyInAnyOrder(
            "uspsdts_one_DAY_evidence.zip", "uspsdts_early_DAY_evidence.zip");
  }
}
