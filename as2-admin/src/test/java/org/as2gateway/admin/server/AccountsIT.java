package org.as2gateway.admin.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.as2gateway.people.accounts.Actor;
import org.as2gateway.people.accounts.PasswordResets;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Tag("browser")
class AccountsIT {
  @TempDir private static Path folder;

  @RegisterExtension
  static final Desk DESK = Desk.of(() -> new TestHome(folder).station("Us", TestPki.rsa("CN=us")));

  private static Page boss;

  @BeforeAll
  static void open() {
    boss = DESK.boss();
  }

  @Test
  void viewer_sees_what_a_viewer_may_and_ends_when_disabled() {
    make("viola", "viewer");
    Desk.assertAccessible(boss);
    Page viola = DESK.page();
    Desk.signIn(viola, "viola");
    changeInitialPassword(viola);
    assertThat(viola.locator("nav")).not().containsText("Users");
    assertThat(viola.navigate("/users").status()).isEqualTo(403);
    assertThat(viola.locator("main")).containsText("This action requires the role 'administrator'");

    boss.navigate("/users");
    boss.locator("tr", new Page.LocatorOptions().setHasText("viola")).locator("summary").click();
    boss.locator("tr", new Page.LocatorOptions().setHasText("viola"))
        .getByText("Can sign in")
        .click();
    boss.locator("tr", new Page.LocatorOptions().setHasText("viola")).getByText("Save").click();
    assertThat(boss.locator("tr", new Page.LocatorOptions().setHasText("viola")))
        .containsText("disabled");
    viola.navigate("/messages");
    assertThat(viola.locator("h1")).hasText("Sign in");
  }

  @Test
  void sign_in_leads_back_to_the_page_wanted_and_works_without_scripts() {
    Page page = DESK.plainPageOf("boss");
    page.navigate("/");
    String before = page.context().cookies().get(0).value;
    page.click("text=Sign out");
    page.navigate("/audit?q=sign-in");
    page.getByLabel("Name").fill("Boss ");
    page.getByLabel("Password").fill("wrong password");
    page.click("main button");
    assertThat(page.locator("[role=alert]")).hasText("The name or password is wrong.");
    page.getByLabel("Password").fill(Desk.PASSWORD);
    page.click("main button");

    assertThat(page).hasURL(DESK.url() + "/audit?q=sign-in");
    assertThat(page.context().cookies().get(0).value).isNotEqualTo(before);
  }

  @Test
  void link_of_a_reset_sets_a_new_password_without_scripts_and_works_once() throws Exception {
    DESK.makeUser("rita", Role.OPERATOR);
    PasswordResets.Link link =
        DESK.identity().resets().begin(new Actor("boss", "-"), "rita", false);
    String path = "/reset?name=rita&token=" + link.secret();
    Page scripted = DESK.page();
    scripted.navigate(path);
    Desk.assertAccessible(scripted);
    Page page = DESK.plainPage();
    page.navigate(path);
    page.getByLabel("New password").fill("another horse battery");
    page.getByLabel("Confirm password").fill("another horse");
    page.click("main button");
    assertThat(page.locator("[role=alert]")).hasText("The two passwords differ.");
    page.getByLabel("New password").fill("another horse battery");
    page.getByLabel("Confirm password").fill("another horse battery");
    page.click("main button");
    assertThat(page.locator("nav")).containsText("Messages");

    assertThat(page.navigate(path).status()).isEqualTo(403);
    assertThat(page.locator("main")).containsText("./as2 user reset NAME");
  }

  @Test
  void last_administrator_stays() {
    boss.navigate("/users");
    boss.locator("tr", new Page.LocatorOptions().setHasText("boss")).locator("summary").click();
    boss.locator("tr", new Page.LocatorOptions().setHasText("boss")).getByText("Remove").click();
    assertThat(boss.locator("[role=alert]")).containsText("the last administrator");
  }

  @Test
  void token_is_shown_once_and_opens_what_its_role_may() throws Exception {
    boss.navigate("/tokens");
    Desk.assertAccessible(boss);
    boss.getByLabel("Purpose").fill("monitoring <b>");
    boss.getByLabel("Role").selectOption("viewer");
    assertThat(boss.getByLabel("Expires").locator("option:checked")).hasText("in 90 days");
    boss.click("text=Create token");
    assertThat(boss.locator("tbody")).containsText("89 days left");
    String secret = boss.locator("#secret").textContent();
    Desk.assertAccessible(boss);
    assertThat(api("GET", "/api/v1/messages", secret)).isEqualTo(200);
    assertThat(api("POST", "/api/v1/messages/x/resend", secret)).isEqualTo(403);
    assertThat(api("GET", "/api/v1/users", secret)).isEqualTo(403);

    boss.navigate("/tokens");
    assertThat(boss.locator("main")).not().containsText(secret);
    boss.click("tbody button");
    assertThat(boss.locator(".notice")).containsText("The token was revoked");
    assertThat(api("GET", "/api/v1/messages", secret)).isEqualTo(401);
  }

  @Test
  void token_may_last_and_one_that_expires_soon_stands_out() throws Exception {
    Actor by = new Actor("boss", "-");
    Instant soon = Instant.now().plus(Duration.ofDays(3));
    DESK.identity().accounts().addToken(by, "nightly job", Role.VIEWER, soon);
    boss.navigate("/tokens");
    boss.getByLabel("Purpose").fill("for good");
    boss.getByLabel("Expires").selectOption("never");
    boss.click("text=Create token");
    assertThat(row("for good").locator("[data-label=Expires]")).hasText("never");
    assertThat(row("nightly job").locator(".badge.warn")).hasText("2 days left");
    Desk.assertAccessible(boss);
    await()
        .until(
            () -> {
              boss.navigate("/alerts");
              return boss.locator("#open").count() > 0
                  && boss.locator("#open").textContent().contains("API token 'nightly job'");
            });
    Desk.assertAccessible(boss);
    for (String name : List.of("nightly job", "for good")) {
      boss.navigate("/tokens");
      row(name).getByText("Revoke").click();
      assertThat(boss.locator(".notice")).containsText("The token was revoked");
    }
  }

  private static Locator row(String text) {
    return boss.locator("tr", new Page.LocatorOptions().setHasText(text));
  }

  @Test
  void audit_log_tells_who_did_what_and_that_it_is_whole() {
    make("otto", "operator");
    boss.navigate("/audit?q=otto");
    assertThat(boss.locator("tbody")).containsText("Created a user");
    assertThat(boss.locator("tbody")).containsText("role: operator, enabled");
    boss.locator("tbody summary").first().click();
    assertThat(boss.locator("tbody .diff .added").first()).isVisible();
    Desk.assertAccessible(boss);
    assertThat(boss.locator("tbody a").first()).hasAttribute("href", "/users");
    boss.getByLabel("User", new Page.GetByLabelOptions().setExact(true)).fill("BOSS");
    boss.getByLabel("Day").fill(LocalDate.now(ZoneId.of("America/Chicago")).toString());
    boss.locator("main button.main").click();
    assertThat(boss.locator("tbody")).containsText("Created a user");
    String csv = boss.request().get(DESK.url() + "/audit.csv?q=otto&user=boss").text();
    assertThat(csv.lines().findFirst().orElse(""))
        .isEqualTo("number,at,user,address,action,subject,before,after");
    assertThat(csv).contains(",boss,", ",user-add,otto,");
    boss.getByLabel("Day").fill("2020-01-01");
    boss.locator("main button.main").click();
    assertThat(boss.locator("main")).containsText("Nothing found.");
    boss.click("text=Verify log integrity");
    assertThat(boss.locator(".box")).containsText("No entries altered or missing");
    Desk.assertAccessible(boss);
  }

  @Test
  void initial_password_is_replaced_before_anything_else_opens_without_scripts() {
    make("nora", "operator");
    Locator row = row("nora");
    assertThat(row).containsText("must change password");
    Page scripted = DESK.page();
    Desk.signIn(scripted, "nora");
    Desk.assertAccessible(scripted);
    Page nora = DESK.plainPage();
    Desk.signIn(nora, "nora");
    nora.navigate("/messages");
    assertThat(nora.locator("h1")).hasText("Choose a new password");
    assertThat(nora.locator("nav")).hasCount(0);
    fillNewPassword(nora, Desk.PASSWORD, Desk.PASSWORD);
    assertThat(nora.locator("[role=alert]"))
        .hasText("The new password must differ from the one you were given.");
    fillNewPassword(nora, "another horse battery", "another horse");
    assertThat(nora.locator("[role=alert]")).hasText("The two new passwords differ.");
    fillNewPassword(nora, "another horse battery", "another horse battery");
    assertThat(nora.locator(".notice")).hasText("Your password was changed.");
    assertThat(nora.locator("nav")).containsText("Messages");
    nora.navigate("/account/new-password");
    assertThat(nora).hasURL(DESK.url() + "/account");

    boss.navigate("/users");
    assertThat(row).not().containsText("must change password");
    row.locator("summary").click();
    row.getByLabel("New password").fill(Desk.PASSWORD);
    row.getByText("Set password").click();
    assertThat(row).containsText("must change password");
  }

  @Test
  void users_page_says_until_when_an_account_is_locked() throws Exception {
    DESK.makeUser("lora", Role.VIEWER);
    for (int i = 0; i < 3; i++) {
      DESK.identity().signIns().signIn("lora", "a guess of mine", "203.0.113.5");
    }
    Locator row = row("lora");
    await()
        .until(
            () -> {
              DESK.identity().signIns().signIn("lora", "a guess of mine", "203.0.113.5");
              boss.navigate("/users");
              return row.textContent().contains("locked until");
            });
    Desk.assertAccessible(boss);
  }

  private static void changeInitialPassword(Page page) {
    assertThat(page.locator("h1")).hasText("Choose a new password");
    fillNewPassword(page, "another horse battery", "another horse battery");
  }

  private static void fillNewPassword(Page page, String password, String again) {
    page.getByLabel("Password you were given").fill(Desk.PASSWORD);
    page.getByLabel("New password", new Page.GetByLabelOptions().setExact(true)).fill(password);
    page.getByLabel("Confirm new password").fill(again);
    page.click("text=Save password");
  }

  private static void make(String name, String role) {
    boss.navigate("/users");
    var form = boss.locator("section", new Page.LocatorOptions().setHasText("New user"));
    form.getByLabel("Name").fill(name);
    form.getByLabel("Role").selectOption(role);
    form.getByLabel("Initial password").fill(Desk.PASSWORD);
    form.getByText("Create user").click();
    assertThat(boss.locator(".notice")).containsText(name);
  }

  private static int api(String method, String path, String secret) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(DESK.url().resolve(path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .header("Authorization", "Bearer " + secret)
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
  }
}
