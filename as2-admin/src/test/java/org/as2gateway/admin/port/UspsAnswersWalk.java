package org.as2gateway.admin.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.as2gateway.admin.server.RunningGateway;
import org.as2gateway.admin.server.UspsManifest;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.usps.answers.AnswerFile;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/**
 * A manifest is sent, a piece of it rejected by an answer of an invented layout, corrected, and the
 * file accepted: over the API, every operation of it. Numbers are synthetic.
 */
final class UspsAnswersWalk {
  static final String EFN = "9275099999999900000019";
  private static final String FIRST = "9205599999999900001012";
  private static final String SECOND = "92612999999999000000001024";
  private static final String ANSWERS = "/api/v1/usps/answers";
  private static final String PROFILES = "/api/v1/usps/profiles";
  private static final String OF_FILE = "/api/v1/usps/files/{efn}/corrections";
  private static final String CORRECTION = "/api/v1/usps/corrections/{id}";
  private static final String PROFILE =
      "{\"name\":\"Invented\",\"files\":\"*.cnf\",\"separator\":\",\",\"columns\":{\"efn\":\"1\","
          + "\"piece\":\"2\",\"level\":\"3\",\"text\":\"4\"},\"accepted\":[\"A\"],"
          + "\"rejected\":[\"E\"],\"warning\":[\"W\"]}";

  private final Asker asker;
  private final RunningGateway station;

  UspsAnswersWalk(Asker asker, RunningGateway station) {
    this.asker = asker;
    this.station = station;
  }

  /** Adds a partner that manifests are sent to, and that sends answers. */
  static void addPartner(TestHome home, X509Certificate certificate, URI url) throws Exception {
    Map<String, String> manifests = new LinkedHashMap<>(TestHome.sending(url));
    manifests.put("gw.usps", "manifests");
    home.partner("Postal", certificate)
        .partnership("Us", "Postal", manifests)
        .partnership("Postal", "Us", Map.of("gw.usps", "answers"));
  }

  void walk(String partnership) throws Exception {
    String sent = "/api/v1/messages?filename=night.manifest&partnership=" + partnership;
    asker.ask("POST", sent, UspsManifest.text());
    awaitState("received");
    walkAnswers();
    String profile = walkProfiles();
    walkCorrections();
    asker.ask("DELETE", PROFILES + "/{id}", profile);
    JsonNode undone = asker.ask("POST", PROFILES + "/{id}/undo", profile);
    assertThat(undone.path("profiles").size()).isEqualTo(1);
  }

  private void awaitState(String state) {
    Awaitility.await().atMost(Duration.ofSeconds(40)).until(() -> state(), state::equals);
  }

  private String state() {
    return station
        .gateway()
        .usps()
        .ledger()
        .files()
        .find(EFN)
        .map(file -> file.state().text())
        .orElse("unknown");
  }

  private void walkAnswers() throws Exception {
    String listing = "FILE " + EFN + "\r\n" + SECOND + "  CHECK DIGIT ERROR\r\n";
    JsonNode kept = asker.ask("POST", ANSWERS + "?filename=error.txt", listing);
    assertThat(kept.path("answer").path("state").asString()).isEqualTo("waiting");
    assertThat(kept.path("files").get(0).path("verdict").asString()).isEqualTo("partly");
    JsonNode meaning = kept.path("lines").get(1).path("meanings").get(0);
    assertThat(meaning.path("sentence").asString())
        .isEqualTo("rejects piece " + SECOND + ": CHECK DIGIT ERROR (a published message)");
    assertThat(meaning.path("message").path("remedy").asString()).isNotEmpty();
    assertThat(state()).isEqualTo("partly");

    String pdf =
        asker
            .ask("POST", ANSWERS + "?filename=pod.pdf", "%PDF-1.7")
            .path("answer")
            .path("id")
            .asString();
    asker.ask("POST", ANSWERS + "/{id}/close", pdf, "{\"note\":\"proof of delivery\"}");
    assertThat(
            asker
                .ask("POST", ANSWERS + "/{id}/close", pdf, "{\"note\":\"again\"}")
                .path("status")
                .asInt())
        .isEqualTo(409);
    JsonNode list = asker.ask("GET", ANSWERS + "?limit=1&state=waiting");
    assertThat(list.path("waiting").asInt()).isEqualTo(1);
    String first = kept.path("answer").path("id").asString();
    asker.ask("GET", ANSWERS + "/{id}?lines=1", first);
    asker.ask("GET", ANSWERS + "/{id}/file", first);
    assertThat(asker.ask("GET", ANSWERS + "/{id}", "x").path("status").asInt()).isEqualTo(404);
  }

  private String walkProfiles() throws Exception {
    String made = asker.ask("POST", PROFILES, PROFILE).path("id").asString();
    asker.ask("GET", PROFILES);
    asker.ask("GET", PROFILES + "/{id}", made);
    asker.ask("PUT", PROFILES + "/{id}", made, PROFILE.replace("Invented", "Invented layout"));
    JsonNode preview =
        asker.ask(
            "POST",
            PROFILES + "/preview",
            "{\"profile\":" + PROFILE + ",\"text\":\"" + EFN + ",,A,\\nx,y,E,z\"}");
    assertThat(preview.path("recognized").asBoolean()).isTrue();
    assertThat(preview.path("lines").get(0).path("meanings").get(0).path("sentence").asString())
        .isEqualTo("accepts file " + EFN);
    JsonNode wrong = asker.ask("POST", PROFILES, PROFILE.replace("\"1\"", "\"one\""));
    assertThat(wrong.path("detail").asString())
        .contains("the place of the file number is 'one', expected a number such as 3");
    return made;
  }

  private void walkCorrections() throws Exception {
    JsonNode rejected = asker.ask("GET", OF_FILE, EFN);
    assertThat(rejected.path("rejected").get(0).path("number").asString()).isEqualTo(SECOND);
    assertThat(rejected.path("rejected").get(0).path("message").path("ask").asString())
        .isNotEmpty();
    JsonNode none = asker.ask("POST", OF_FILE, EFN, "{}");
    assertThat(none.path("detail").asString()).contains("no pieces are chosen");
    String left = build("{\"pieces\":[\"" + FIRST + "\"]}");
    asker.ask("GET", CORRECTION, left);
    asker.ask("DELETE", CORRECTION, left);

    String edit = "{\"rejected\":true,\"edits\":{\"" + SECOND + "/7\":\"0005\"}}";
    String id = build(edit);
    asker.ask("GET", CORRECTION + "/file", id);
    JsonNode sent = asker.ask("POST", CORRECTION + "/send", id);
    String message = sent.path("message").asString();
    Awaitility.await()
        .atMost(Duration.ofSeconds(40))
        .until(() -> station.gateway().messages().find(message).orElseThrow().status().isEnd());
    assertThat(asker.ask("POST", CORRECTION + "/send", id).path("status").asInt()).isEqualTo(409);
    Awaitility.await()
        .atMost(Duration.ofSeconds(40))
        .until(() -> messages(), messages -> messages.contains(message));
    asker.ask("POST", ANSWERS + "?filename=second.cnf", EFN + ",,A,");
    assertThat(state()).isEqualTo("accepted");
    assertThat(asker.ask("GET", OF_FILE, EFN).path("rejectedPieces").asInt()).isZero();
    assertThat(station.gateway().usps().answers().files().count(AnswerFile.State.READ))
        .isEqualTo(1);
  }

  /** The messages of the file, those that the ledger links. */
  private List<String> messages() {
    var ledger = station.gateway().usps().ledger();
    long file = ledger.files().find(EFN).orElseThrow().id();
    return ledger.messages().ofFile(file).stream().map(link -> link.message()).toList();
  }

  private String build(String request) throws Exception {
    JsonNode built = asker.ask("POST", OF_FILE, EFN, request);
    assertThat(built.path("check").path("verdict").asString())
        .as(built.toString())
        .isEqualTo("pass");
    assertThat(built.path("correction").path("records").asInt()).isEqualTo(2);
    return built.path("correction").path("id").asString();
  }
}
