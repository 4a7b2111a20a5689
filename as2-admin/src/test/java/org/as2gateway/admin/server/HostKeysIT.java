package org.as2gateway.admin.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.testkit.OpenSsh;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A server with another host key than the pinned one: what is shown, pinned, and dropped. */
@Tag("browser")
class HostKeysIT {
  private static final String PAGE = "/partners/Them/host-keys";

  @TempDir private static Path folder;

  @RegisterExtension static final Desk DESK = Desk.of(HostKeysIT::home);
  private static OpenSsh openSsh;
  private static OpenSsh.Server sshd;
  private static Path in;
  private static String before;
  private static String now;

  private static TestHome home() throws Exception {
    openSsh = new OpenSsh(folder);
    Path hostKey = openSsh.key("host", "ed25519", "");
    Path userKey = openSsh.key("user", "ed25519", "");
    before = openSsh.fingerprint(openSsh.key("before", "ed25519", ""));
    now = openSsh.fingerprint(hostKey);
    in = Files.createDirectory(folder.resolve("in"));
    sshd = openSsh.server(hostKey, List.of(userKey));
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("gw.transport", "sftp");
    attributes.put(
        "gw.sftp_url",
        "sftp://" + System.getProperty("user.name") + "@127.0.0.1:" + sshd.port() + in);
    attributes.put("gw.sftp_host_key", before);
    attributes.put("gw.sftp_key", "Us");
    TestHome home =
        new TestHome(folder.resolve("us"))
            .station("Us", TestPki.rsa("CN=us"))
            .partner("Them", TestPki.rsa("CN=them").certificate())
            .partnership("Us", "Them", attributes);
    Map<String, String> back = new LinkedHashMap<>(attributes);
    back.put("gw.sftp_poll", Files.createDirectory(folder.resolve("out")).toString());
    home.partnership("Them", "Us", back);
    Files.copy(userKey, home.path().resolve("certs/Us/id_ed25519"));
    return home;
  }

  @BeforeAll
  static void users() throws Exception {
    DESK.makeUser("otto", Role.OPERATOR);
  }

  @AfterAll
  static void stop() {
    if (sshd != null) {
      sshd.close();
    }
  }

  private static String keys(String partnership) throws Exception {
    return DESK.station()
        .gateway()
        .registryEditor()
        .partnership(partnership)
        .orElseThrow()
        .attributes()
        .get("gw.sftp_host_key");
  }

  private static MessageRecord submit() throws Exception {
    return DESK.station()
        .gateway()
        .submit(
            "Us-to-Them",
            "order.txt",
            Optional.empty(),
            Optional.empty(),
            new ByteArrayInputStream("an order".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void the_new_key_is_shown_beside_the_old_one_and_pinned_only_by_a_person() throws Exception {
    MessageRecord sent = submit();
    Page page = DESK.plainPageOf("boss");
    page.navigate("/partners/Them");
    Desk.reloadUntilShown(page, "#host-key");
    assertThat(in).isEmptyDirectory();
    page.navigate("/");
    assertThat(page.locator("#tasks")).containsText("has a new host key");
    assertThat(page.locator("#tasks a[href='" + PAGE + "']").first()).isVisible();
    page.navigate("/partners/Them");
    Desk.follow(page, "Compare the host keys");
    assertThat(page.locator("main")).containsText(before);
    assertThat(page.locator(".shown")).containsText(now);
    assertThat(page.locator(".shown")).containsText("ssh-ed25519");
    assertThat(keys("Us-to-Them")).as("never by itself").isEqualTo(before);

    Page operator = DESK.pageOf("otto");
    operator.navigate(PAGE);
    assertThat(operator.locator(".shown")).containsText(now);
    assertThat(operator.locator("form[action$='/pin']")).hasCount(0);
    Desk.assertAccessible(operator);
    Desk.picture(operator, "-changed");
    Page scripted = DESK.pageOf("boss");
    scripted.navigate(PAGE);
    Desk.assertAccessible(scripted);
    Desk.picture(scripted, "-changed-manager");

    page.getByLabel("Who compared it, and with whom").fill("  ");
    Desk.press(page, "Fingerprint matches: pin");
    assertThat(page.locator("[role=alert]")).containsText("Enter who compared the fingerprint");
    assertThat(keys("Us-to-Them")).isEqualTo(before);
    page.getByLabel("Who compared it, and with whom").fill("Ann of Them, by phone");
    Desk.press(page, "Fingerprint matches: pin");
    assertThat(page.locator(".notice")).containsText("pinned beside the old one");
    for (String partnership : List.of("Us-to-Them", "Them-to-Us")) {
      assertThat(keys(partnership)).isEqualTo(before + ", " + now);
    }
    assertThat(DESK.identity().audit().newest(Long.MAX_VALUE, "host-key-pin", 1))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.before()).isEqualTo(before);
              assertThat(entry.actor().name()).isEqualTo("boss");
              assertThat(entry.after()).contains(now, "Ann of Them, by phone");
            });
    assertThat(page.locator(".shown")).hasCount(0);
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                DESK.station().gateway().messages().find(sent.id()).orElseThrow().status()
                    == MessageStatus.SENT);
    assertThat(in.resolve("order.txt")).hasContent("an order");

    scripted.navigate(PAGE);
    Desk.assertAccessible(scripted);
    scripted.navigate("/partners/Them");
    Desk.press(scripted, "Test connection");
    scripted.getByLabel("Also upload a small test file").check();
    Desk.press(scripted, "Test again");
    assertThat(scripted.locator("main")).containsText("bytes came back");
    Desk.assertAccessible(scripted);
    page.getByLabel("Drop " + before).click();
    assertThat(page.locator(".notice")).containsText("no longer accepted");
    assertThat(keys("Them-to-Us")).isEqualTo(now);
    assertThat(page.getByText("Drop", new Page.GetByTextOptions().setExact(true))).hasCount(0);
    page.navigate("/");
    assertThat(page.locator("#tasks")).not().containsText("has a new host key");
  }
}
