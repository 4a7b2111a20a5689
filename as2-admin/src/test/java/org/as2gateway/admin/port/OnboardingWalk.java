package org.as2gateway.admin.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.as2gateway.admin.partners.PartnerSheet;
import org.as2gateway.testkit.TestPki;
import org.as2gateway.testkit.TestTls;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A partner is set up over the API, every operation of it. */
final class OnboardingWalk {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String ALL = "/api/v1/onboardings";
  private static final String ONE = ALL + "/{id}";

  private final Asker asker;
  private final URI untrusted;
  private final URI url;

  /**
   * A walk.
   *
   * @param untrusted an address whose TLS is that of {@link #tls}
   * @param url where partner {@code Late} is
   */
  OnboardingWalk(Asker asker, URI untrusted, URI url) {
    this.asker = asker;
    this.untrusted = untrusted;
    this.url = url;
  }

  /** TLS that no authority vouches for. */
  static SSLContext tls() {
    return TestTls.context(
        Optional.of(TestPki.issuedBy(TestPki.ca("CN=walk-ca"), "CN=walk")), List.of());
  }

  void walk() throws Exception {
    JsonNode begun = asker.ask("POST", ALL, "{\"partner\":\"Late\"}");
    String id = begun.path("id").asString();
    assertThat(begun.path("next").asString()).isEqualTo("identity");
    assertThat(asker.ask("POST", ALL, "{\"partner\":\"Late\"}").path("status").asInt())
        .isEqualTo(409);
    refuse(id, "url", "ftp://nowhere");
    refuse(id, "phone", "compared by nobody");
    refuse(id, "requested", "yesterday");
    refuse(id, "requested", "+999999999-12-31");
    refuse(id, "station", "Them");

    trust(id);
    answer(id, "url", url.toString());
    answer(id, "pem", PartnerSheet.pem(TestPki.rsa("CN=late").certificate()));
    asker.ask("POST", ONE + "/compared", id, "{\"spokenTo\":\"Ann\"}");
    answer(id, "preset", "generic");
    JsonNode checked = asker.ask("POST", ONE + "/checks", id);
    assertThat(checked.path("checks").path("verdict").asString()).isEqualTo("good");
    assertThat(asker.ask("POST", ONE + "/live", id).path("status").asInt()).isEqualTo(409);
    asker.ask("POST", ONE + "/test", id);
    JsonNode tested =
        Awaitility.await()
            .atMost(Duration.ofSeconds(40))
            .until(() -> asker.ask("GET", ONE, id), one -> !one.path("testVerdict").isNull());
    assertThat(tested.path("testVerdict").asString()).isEqualTo("good");
    assertThat(asker.ask("GET", ALL).path("onboardings").size()).isEqualTo(1);
    JsonNode live = asker.ask("POST", ONE + "/live", id);
    assertThat(live.path("finishedAt").isNull()).isFalse();
    goLiveUntested();
    overSftp();
    giveUp();
  }

  private void overSftp() throws Exception {
    String start = "{\"partner\":\"Files\",\"transport\":\"sftp\"}";
    JsonNode begun = asker.ask("POST", ALL, start);
    String id = begun.path("id").asString();
    assertThat(begun.path("steps").toString())
        .isEqualTo("[\"identity\",\"connection\",\"files\",\"checks\",\"test\",\"live\"]");
    refuse(id, "sftp_side", "nobody");
    refuse(id, "gw.sftp_url", "https://nowhere");
    refuse(id, "gw.pdx_login", "pdx");
    answer(id, "sftp_side", "theirs");
    answer(id, "gw.sftp_url", "sftp://us@127.0.0.1:1/in");
    JsonNode checks = asker.ask("POST", ONE + "/checks", id, "{\"roundTrip\":true}").path("checks");
    assertThat(checks.path("verdict").asString()).isEqualTo("bad");
    assertThat(checks.path("hostKey").isNull()).isTrue();
    assertThat(asker.ask("POST", ONE + "/test", id).path("status").asInt()).isEqualTo(409);
    asker.ask("DELETE", ONE, id);
  }

  private void goLiveUntested() throws Exception {
    JsonNode begun = asker.ask("POST", ALL, "{\"partner\":\"Hasty\",\"as2Id\":\"HASTY\"}");
    assertThat(begun.path("answers").path("as2_id").asString()).isEqualTo("HASTY");
    String id = begun.path("id").asString();
    answer(id, "url", url.toString());
    answer(id, "pem", PartnerSheet.pem(TestPki.rsa("CN=hasty").certificate()));
    asker.ask("POST", ONE + "/compared", id, "{}");
    answer(id, "preset", "generic");
    asker.ask("POST", ONE + "/checks", id);
    JsonNode noReason = asker.ask("POST", ONE + "/live-untested", id, body("reason", " "));
    assertThat(noReason.path("status").asInt()).isEqualTo(400);
    JsonNode live = asker.ask("POST", ONE + "/live-untested", id, body("reason", "no time"));
    assertThat(live.path("finishedAt").isNull()).as(live.toString()).isFalse();
  }

  private void trust(String id) throws Exception {
    answer(id, "url", untrusted.toString());
    answer(id, "as2_id", "Late");
    JsonNode checks = asker.ask("POST", ONE + "/checks", id).path("checks");
    assertThat(checks.path("verdict").asString()).isEqualTo("bad");
    String print = checks.path("untrusted").path("fingerprint").asString();
    assertThat(
            asker
                .ask("POST", ONE + "/trust", id, body("fingerprint", "0".repeat(64)))
                .path("status")
                .asInt())
        .isEqualTo(409);
    JsonNode trusted = asker.ask("POST", ONE + "/trust", id, body("fingerprint", print));
    assertThat(trusted.path("checks").path("verdict").asString()).isEqualTo("good");
    assertThat(trusted.path("checks").path("untrusted").isNull()).isTrue();
  }

  private void answer(String id, String name, String answer) throws Exception {
    JsonNode after = asker.ask("PUT", ONE, id, answers(name, answer));
    assertThat(after.path("answers").has(name)).as(after.toString()).isTrue();
  }

  private void refuse(String id, String name, String answer) throws Exception {
    JsonNode refusal = asker.ask("PUT", ONE, id, answers(name, answer));
    assertThat(refusal.path("status").asInt()).as(name).isEqualTo(422);
  }

  private static String answers(String name, String answer) {
    ObjectNode json = JSON.createObjectNode();
    json.putObject("answers").put(name, answer);
    return json.toString();
  }

  private static String body(String name, String value) {
    return JSON.createObjectNode().put(name, value).toString();
  }

  private void giveUp() throws Exception {
    JsonNode begun = asker.ask("POST", ALL, "{\"partner\":\"Never\",\"station\":\"Us\"}");
    asker.ask("DELETE", ONE, begun.path("id").asString());
    assertThat(asker.ask("GET", ONE, begun.path("id").asString()).path("status").asInt())
        .isEqualTo(404);
  }
}
