package org.as2gateway.admin.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Page;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.as2gateway.people.accounts.Actor;
import org.as2gateway.people.accounts.Identity;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.testkit.ScriptedProvider;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Signing in at a provider that is strict with us, and at one that is not what it seems. */
@Tag("browser")
class ProviderSignInIT {
  private static final String WAY = "/login/provider?next=%2Faudit%3Fq%3Dsign";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir private static Path folder;

  @RegisterExtension static final Desk DESK = Desk.of(ProviderSignInIT::withProvider);

  private static ScriptedProvider provider;
  private static URI url;
  private static Identity identity;

  private static TestHome withProvider() throws Exception {
    provider = ScriptedProvider.start(folder);
    String roles = "  roles: { viewer: staff, operator: edi ops, administrator: 'boss, root' }";
    return new TestHome(folder.resolve("home"))
        .settings(TestHome.SETTINGS + provider.settings() + "  label: Example Inc\n" + roles)
        .station("Us", TestPki.rsa("CN=us"));
  }

  @BeforeAll
  static void start() {
    // By another name than the provider's, so that the two are two sites to a browser.
    url = URI.create("http://localhost:" + DESK.url().getPort());
    identity = DESK.identity();
  }

  @AfterAll
  static void stop() throws Exception {
    provider.close();
  }

  @AfterEach
  void mend() {
    provider.honest();
  }

  @Test
  void browser_goes_to_the_provider_and_comes_back_to_the_page_wanted() {
    provider.person(claims("s-1", "Ann.Example", "root", "staff"));
    Page page = DESK.pageAt(url);
    page.navigate("/audit?q=user-add");
    Desk.assertAccessible(page);
    page.click("text=Sign in with Example Inc");
    assertThat(page).hasURL(url + "/audit?q=user-add");
    assertThat(page.locator(".who")).containsText("ann.example");
    assertThat(page.locator("tbody")).containsText("from: " + provider.issuer() + ", s-1");
    assertThat(page.context().cookies())
        .noneMatch(cookie -> cookie.name.startsWith("as2-way"))
        .allMatch(cookie -> cookie.httpOnly || cookie.name.equals("as2-zone"));
    page.navigate("/account");
    assertThat(page.locator("main")).containsText("You sign in with your identity provider");
    Desk.assertAccessible(page);
    page.navigate("/users");
    assertThat(page.locator("tr", new Page.LocatorOptions().setHasText("ann.example")))
        .containsText("single sign-on");

    Page plain = DESK.plainPageAt(url);
    plain.navigate("/audit?q=user-add");
    plain.click("text=Sign in with Example Inc");
    assertThat(plain).hasURL(url + "/audit?q=user-add");
  }

  @Test
  void role_follows_the_groups_at_each_sign_in_and_ends_with_them() throws Exception {
    provider.person(claims("s-2", "bob", "edi ops", "others"));
    assertThat(signIn()).isEqualTo(Role.OPERATOR);
    provider.person(claims("s-2", "robert", "staff"));
    assertThat(signIn()).isEqualTo(Role.VIEWER);
    assertThat(identity.accounts().users()).noneMatch(user -> user.name().equals("robert"));

    String session = session(comeBack(leave())).orElseThrow();
    assertThat(identity.signIns().present(session, false)).isPresent();
    provider.person(claims("s-2", "bob", "others"));
    assertRefused(comeBack(leave()), "assigns no role");
    assertThat(identity.signIns().present(session, false)).isEmpty();
  }

  @Test
  void stranger_without_a_role_gets_no_account() throws Exception {
    provider.person(claims("s-3", "carol"));
    assertRefused(comeBack(leave()), "assigns no role");
    provider.person(Map.of("sub", "s-4", "preferred_username", "../carol", "groups", "staff"));
    assertRefused(comeBack(leave()), "user name from the identity provider is not valid");
    provider.person(Map.of("preferred_username", "carol", "groups", "staff"));
    assertRefused(comeBack(leave()), "ID token is not valid");
    assertThat(identity.accounts().users()).noneMatch(user -> user.name().contains("carol"));
    assertThat(identity.audit().newest(Long.MAX_VALUE, "sign-in-failed", 9))
        .anyMatch(entry -> String.valueOf(entry.after()).contains("no role to 'carol'"));
  }

  @Test
  void account_with_a_password_is_not_handed_to_its_namesake_nor_to_another_subject()
      throws Exception {
    provider.person(claims("s-5", "BOSS", "root"));
    assertRefused(comeBack(leave()), "'boss' is already a local account");
    provider.person(claims("s-6", "dave", "staff"));
    assertThat(signIn()).isEqualTo(Role.VIEWER);
    provider.person(claims("s-7", "dave", "root"));
    assertRefused(comeBack(leave()), "'dave' is already a local account");
  }

  @Test
  void disabled_account_stays_out_and_has_no_password_to_come_in_with() throws Exception {
    provider.person(claims("s-8", "erin", "staff"));
    assertThat(signIn()).isEqualTo(Role.VIEWER);
    Actor boss = new Actor("boss", "-");
    assertThatThrownBy(() -> identity.accounts().setPassword(boss, "erin", Desk.PASSWORD, false))
        .hasMessageContaining("signs in with the identity provider");
    identity.accounts().change(boss, "erin", Role.VIEWER, false);
    assertRefused(comeBack(leave()), "disabled");
    identity.accounts().remove(boss, "erin");
    assertThat(signIn()).isEqualTo(Role.VIEWER);
  }

  @Test
  void token_that_does_not_hold_is_refused() throws Exception {
    provider.person(claims("s-9", "frank", "root"));
    assertBent(claims -> claims.put("nonce", "0".repeat(64)));
    assertBent(claims -> claims.remove("nonce"));
    assertBent(claims -> claims.put("aud", "another client"));
    assertBent(claims -> claims.put("aud", List.of(ScriptedProvider.CLIENT, "another")));
    assertBent(claims -> claims.put("azp", "another client"));
    assertBent(claims -> claims.put("iss", "https://elsewhere.example/"));
    assertBent(claims -> claims.put("exp", Instant.now().getEpochSecond() - 120));
    assertBent(claims -> claims.remove("exp"));
    assertBent(claims -> claims.put("nbf", Instant.now().getEpochSecond() + 900));
    assertBent(claims -> claims.remove("sub"));
    provider.signWithForeignKey();
    assertRefused(comeBack(leave()), "ID token is not valid");
    provider.honest().algorithm("none");
    assertRefused(comeBack(leave()), "ID token is not valid");
    provider.honest().algorithm("HS256");
    assertRefused(comeBack(leave()), "ID token is not valid");
    assertThat(identity.accounts().users()).noneMatch(user -> user.name().equals("frank"));

    provider.honest();
    assertThat(signIn()).isEqualTo(Role.ADMINISTRATOR);
  }

  @Test
  void answer_counts_in_the_browser_that_asked_and_once() throws Exception {
    provider.person(claims("s-10", "grace", "staff"));
    long before = provider.requests("/token");
    Left mine = leave();
    Left other = leave();
    URI back = back(mine);
    assertRefused(get(back, other.cookie()), "started in another browser");
    assertRefused(get(back, ""), "started in another browser");
    URI otherState = URI.create(back.toString().replaceAll("state=\\w", "state=x"));
    assertRefused(get(otherState, mine.cookie()), "started in another browser");
    assertThat(provider.requests("/token")).isEqualTo(before);

    assertThat(get(back, mine.cookie()).statusCode()).isEqualTo(200);
    assertRefused(get(back, mine.cookie()), "refused the authorization code");
    URI denied = URI.create(url + "/login/provider/back?error=access_denied&state=");
    String state = back.getRawQuery().replaceAll(".*state=(\\w+).*", "$1");
    assertRefused(get(URI.create(denied + state), mine.cookie()), "refused the sign-in");
  }

  /** A way to the provider that has been begun. */
  private record Left(URI way, String cookie) {}

  private static Left leave() throws Exception {
    HttpResponse<String> answer = get(URI.create(url + WAY), "");
    assertThat(answer.statusCode()).isEqualTo(303);
    String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie).contains("HttpOnly", "SameSite=Lax");
    URI way = URI.create(answer.headers().firstValue("Location").orElseThrow());
    assertThat(way.getRawQuery()).contains("realm=test&", "code_challenge=", "&nonce=");
    assertThat(way.getRawQuery()).doesNotContain(cookie.replaceAll(".*=(\\w+)\\..*", "$1"));
    return new Left(way, cookie.split(";", 2)[0]);
  }

  private static URI back(Left left) throws Exception {
    HttpResponse<String> answer = get(left.way(), "");
    assertThat(answer.statusCode()).isEqualTo(303);
    return URI.create(answer.headers().firstValue("Location").orElseThrow());
  }

  private static HttpResponse<String> comeBack(Left left) throws Exception {
    return get(back(left), left.cookie());
  }

  private static void assertBent(Consumer<Map<String, Object>> change) throws Exception {
    provider.bend(change);
    assertRefused(comeBack(leave()), "");
    provider.honest();
  }

  private static void assertRefused(HttpResponse<String> answer, String why) {
    assertThat(answer.body()).contains(why);
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(session(answer)).isEmpty();
  }

  private static Role signIn() throws Exception {
    HttpResponse<String> answer = comeBack(leave());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("0;url=/audit?q=sign");
    String session = session(answer).orElseThrow();
    return identity.signIns().present(session, false).orElseThrow().user().role();
  }

  private static Optional<String> session(HttpResponse<String> answer) {
    String name = "as2-" + url.getPort() + "=";
    return answer.headers().allValues("Set-Cookie").stream()
        .filter(cookie -> cookie.startsWith(name))
        .map(cookie -> cookie.substring(name.length()).split(";", 2)[0])
        .findFirst();
  }

  private static Map<String, Object> claims(String subject, String name, String... groups) {
    return Map.of("sub", subject, "preferred_username", name, "groups", List.of(groups));
  }

  private static HttpResponse<String> get(URI uri, String cookie) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    if (!cookie.isEmpty()) {
      request.header("Cookie", cookie);
    }
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }
}
