package org.as2gateway.admin.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.as2gateway.admin.server.RunningGateway;
import org.as2gateway.people.accounts.Identity;
import org.as2gateway.people.accounts.SignInOutcome.SignedIn;
import org.as2gateway.testkit.OneTimeCodes;
import tools.jackson.databind.JsonNode;

/** Users, tokens and the audit log over the API, and a user's own account. */
final class AccountWalk {
  private static final String PASSWORD = "correct horse battery";
  private static final String OWN_PASSWORD = "{\"password\":\"" + PASSWORD + "\"}";
  private static final String USER = "/api/v1/users/{name}";
  private static final String CODES = "/api/v1/session/codes";

  private final Asker asker;
  private final RunningGateway station;
  private final Consumer<Map<String, String>> headers;

  /**
   * A walk.
   *
   * @param headers takes the headers that requests have from then on
   */
  AccountWalk(Asker asker, RunningGateway station, Consumer<Map<String, String>> headers) {
    this.asker = asker;
    this.station = station;
    this.headers = headers;
  }

  /** Walks; those are an administrator's headers. */
  void walk(Map<String, String> administrator) throws Exception {
    Identity identity = station.gateway().identity();
    identity.accounts().addFirst("boss", PASSWORD, "-");
    String user = "{\"name\":\"ann\",\"role\":\"viewer\",\"password\":\"" + PASSWORD + "\"}";
    asker.ask("POST", "/api/v1/users", user);
    asker.ask("PUT", USER, "ann", "{\"role\":\"operator\",\"enabled\":true}");
    walkInitialPassword(identity, administrator);
    assertThat(asker.ask("POST", CODES, OWN_PASSWORD).path("status").asInt()).isEqualTo(409);
    headers.accept(session(identity, "ann"));
    walkOwnAccount();
    headers.accept(administrator);
    asker.ask("GET", "/api/v1/users");
    asker.ask("POST", USER + "/reset", "ann", "{\"endTwoFactor\":false}");
    asker.ask("DELETE", USER + "/codes", "ann");
    asker.ask("DELETE", USER, "ann");
    walkTokens();
    JsonNode codes = asker.ask("GET", "/api/v1/audit?limit=3&q=codes-o").path("entries");
    assertThat(codes.size()).as("on and off: " + codes).isGreaterThanOrEqualTo(2);
    asker.ask("GET", "/api/v1/audit/check");
  }

  /** A session of somebody who has to choose another password first, by the API alone. */
  private void walkInitialPassword(Identity identity, Map<String, String> administrator)
      throws Exception {
    String given = "\"password\":\"" + PASSWORD + "\",\"mustChangePassword\":true}";
    JsonNode user =
        asker.ask("POST", "/api/v1/users", "{\"name\":\"new\",\"role\":\"viewer\"," + given);
    assertThat(user.path("mustChangePassword").asBoolean()).isTrue();
    assertThat(
            asker
                .ask("PUT", USER, "new", "{\"role\":\"viewer\"," + given)
                .path("mustChangePassword")
                .asBoolean())
        .isTrue();
    headers.accept(session(identity, "new"));
    assertThat(asker.ask("GET", "/api/v1/messages").path("detail").asString())
        .contains("PUT /api/v1/session/password");
    String change = "{\"old\":\"" + PASSWORD + "\",\"new\":\"";
    JsonNode same = asker.ask("PUT", "/api/v1/session/password", change + PASSWORD + "\"}");
    assertThat(same.path("detail").asString()).contains("must differ");
    JsonNode changed =
        asker.ask("PUT", "/api/v1/session/password", change + "x" + PASSWORD + "\"}");
    assertThat(changed.path("mustChangePassword").asBoolean(true)).isFalse();
    asker.ask("GET", "/api/v1/messages");
    headers.accept(administrator);
    asker.ask("DELETE", USER, "new");
  }

  private void walkOwnAccount() throws Exception {
    asker.ask("GET", "/api/v1/session");
    String guess = "{\"password\":\"a guess of mine\"}";
    assertThat(asker.ask("POST", CODES, guess).path("status").asInt()).isEqualTo(400);
    String secret = asker.ask("POST", CODES, OWN_PASSWORD).path("secret").asString();
    assertThat(asker.ask("POST", CODES + "/confirm", "{\"code\":\"1\"}").path("status").asInt())
        .isEqualTo(400);
    String code = "{\"code\":\"" + OneTimeCodes.at(secret, Instant.now()) + "\"}";
    assertThat(asker.ask("POST", CODES + "/confirm", code).path("recoveryCodes").size())
        .isEqualTo(8);
    JsonNode codes = asker.ask("GET", CODES);
    assertThat(codes.path("on").asBoolean()).isTrue();
    assertThat(codes.path("recoveryCodesLeft").asInt()).isEqualTo(8);
    assertThat(asker.ask("POST", CODES + "/off", guess).path("status").asInt()).isEqualTo(400);
    asker.ask("POST", CODES + "/off", OWN_PASSWORD);
    assertThat(asker.ask("GET", CODES).path("on").asBoolean()).isFalse();
    String change = "{\"old\":\"" + PASSWORD + "\",\"new\":\"another " + PASSWORD + "\"}";
    asker.ask("PUT", "/api/v1/session/password", change);
  }

  private void walkTokens() throws Exception {
    JsonNode token =
        asker.ask(
            "POST",
            "/api/v1/tokens",
            "{\"name\":\"x\",\"role\":\"viewer\",\"expiresAt\":\"2090-01-01T00:00:00Z\"}");
    asker.ask("GET", "/api/v1/tokens");
    asker.ask("DELETE", "/api/v1/tokens/{id}", token.path("id").asString());
  }

  private Map<String, String> session(Identity identity, String user) {
    SignedIn in = (SignedIn) identity.signIns().signIn(user, PASSWORD, "127.0.0.1");
    String csrf = identity.signIns().present(in.secret(), true).orElseThrow().session().csrf();
    String origin = station.adminUrl().orElseThrow().toString();
    String cookie = "as2-" + station.adminUrl().orElseThrow().getPort() + "=" + in.secret();
    return Map.of("Cookie", cookie, "X-CSRF-Token", csrf, "Origin", origin);
  }
}
