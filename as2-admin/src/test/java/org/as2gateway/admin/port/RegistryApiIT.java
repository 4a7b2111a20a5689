package org.as2gateway.admin.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.as2gateway.admin.partners.PartnerSheet;
import org.as2gateway.admin.server.RunningGateway;
import org.as2gateway.people.accounts.AuditEntry;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Changes of the registry over the API of a running gateway. */
@Tag("slow")
class RegistryApiIT {
  private static final JsonMapper JSON = JsonMapper.shared();

  @TempDir private Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private Path xml;
  private RunningGateway station;
  private String token;

  @BeforeEach
  void start() throws Exception {
    TestHome home = new TestHome(folder).station("Us", TestPki.rsa("CN=us"));
    xml = folder.resolve("partnerships.xml");
    Files.writeString(
        xml,
        """
        <partnerships>
          <!-- ours -->
          <partner name="Us" as2_id="US" x509_alias="Us"/>
          <partner name="Them" as2_id="THEM" x509_alias="Them" foreign="kept"/>
          <partnership name="Us-to-Them">
            <sender name="Us"/>
            <receiver name="Them"/>
            <attribute name="as2_url" value="http://127.0.0.1:9/as2"/> <!-- agreed by phone -->
            <attribute name="sign" value="sha-256"/>
          </partnership>
        </partnerships>
        """);
    station = RunningGateway.start(home.config(), Map.of(), Clock.systemUTC());
    token = AdminToken.read(folder).orElseThrow().text();
  }

  @AfterEach
  void stop() {
    station.close();
  }

  @Test
  void partner_is_changed_with_the_json_that_get_gives() throws Exception {
    HttpResponse<String> read = send("GET", "/partners/Them", "");
    ObjectNode json = (ObjectNode) JSON.readTree(read.body());
    assertThat(json.path("attributes").path("foreign").asString()).isEqualTo("kept");
    assertThat(json.path("own").asBoolean()).isFalse();
    assertThat(JSON.readTree(send("GET", "/partners/Us", "").body()).path("own").asBoolean())
        .isTrue();
    json.put("as2Id", "THEM 2").put("email", "them@example.org");

    HttpResponse<String> put = send("PUT", "/partners/Them", json.toString());

    assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
    assertThat(JSON.readTree(put.body()).path("as2Id").asString()).isEqualTo("THEM 2");
    assertThat(Files.readString(xml))
        .contains("<!-- ours -->")
        .contains(
            "<partner name=\"Them\" as2_id=\"THEM 2\" x509_alias=\"Them\" foreign=\"kept\""
                + " email=\"them@example.org\"/>");
    AuditEntry told = audit();
    assertThat(told.action()).isEqualTo("partner-put");
    assertThat(told.before()).contains("as2_id: THEM\n");
    assertThat(told.after()).contains("as2_id: THEM 2\n");
    assertThat(told.actor().name()).isEqualTo("admin-token");
  }

  @Test
  void lost_update_is_refused() throws Exception {
    HttpResponse<String> read = send("GET", "/partnerships/Us-to-Them", "");
    String tag = read.headers().firstValue("ETag").orElseThrow();
    ObjectNode json = (ObjectNode) JSON.readTree(read.body());
    json.put("sign", "sha-512");
    HttpResponse<String> first =
        send("PUT", "/partnerships/Us-to-Them", json.toString(), "If-Match", tag);
    assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
    assertThat(Files.readString(xml))
        .contains("value=\"sha-512\"")
        .contains("/as2\"/> <!-- agreed by phone -->");

    assertThat(
            send("PUT", "/partnerships/Us-to-Them", json.toString(), "If-Match", tag).statusCode())
        .isEqualTo(412);
    assertThat(send("DELETE", "/partnerships/Us-to-Them", "", "If-Match", tag).statusCode())
        .isEqualTo(412);
    assertThat(
            send("PUT", "/partners/Them", "{\"as2Id\":\"X\"}", "If-None-Match", "*").statusCode())
        .isEqualTo(412);
  }

  @Test
  void what_would_not_load_is_refused_with_the_reason() throws Exception {
    String before = Files.readString(xml);
    HttpResponse<String> put =
        send(
            "PUT",
            "/partnerships/Us-to-Them",
            "{\"sender\":\"Us\",\"receiver\":\"Them\",\"attributes\":{\"sign\":\"sha-265\"}}");
    assertThat(put.statusCode()).isEqualTo(422);
    assertThat(put.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(put.body()).contains("did you mean 'sha-256'?");
    assertThat(send("PUT", "/partners/Them", "[1]").statusCode()).isEqualTo(400);
    assertThat(send("PUT", "/partners/Them", "{\"as2Id\":7}").statusCode()).isEqualTo(400);
    assertThat(send("DELETE", "/partners/Them", "").statusCode()).isEqualTo(409);
    assertThat(send("GET", "/partners/Then", "").body()).contains("did you mean 'Them'?");
    assertThat(xml).content().isEqualTo(before);
  }

  @Test
  void partner_goes_to_another_gateway_by_export_and_import() throws Exception {
    String pem = PartnerSheet.pem(TestPki.rsa("CN=them").certificate());
    HttpResponse<String> taken =
        send(
            "POST",
            "/certificates",
            JSON.createObjectNode().put("alias", "Them").put("pem", pem).toString());
    assertThat(taken.statusCode()).as(taken.body()).isEqualTo(201);
    String document = send("GET", "/partners/Them/export", "").body();
    assertThat(document).contains("BEGIN CERTIFICATE").doesNotContain("PRIVATE");
    assertThat(send("POST", "/partners", document).statusCode()).isEqualTo(409);

    assertThat(send("DELETE", "/partners/Them?partnerships=true", "").statusCode()).isEqualTo(204);
    assertThat(Files.readString(xml)).doesNotContain("Them");
    HttpResponse<String> imported = send("POST", "/partners", document);

    assertThat(imported.statusCode()).as(imported.body()).isEqualTo(201);
    assertThat(send("GET", "/partnerships/Us-to-Them", "").body())
        .contains("http://127.0.0.1:9/as2");
    assertThat(send("GET", "/partners/Them/health", "").body()).contains("\"messages\":0");
  }

  @Test
  void import_reports_and_a_dry_run_changes_nothing() throws Exception {
    String export =
        "<configuration><partner><name>Alt</name><as2ident>ALT</as2ident>"
            + "<encryptiontype>2</encryptiontype><signtype>2</signtype>"
            + "<localstation>false</localstation></partner></configuration>";
    HttpResponse<String> check = send("POST", "/partners?dryRun=true", export);
    assertThat(check.statusCode()).as(check.body()).isEqualTo(200);
    assertThat(JSON.readTree(check.body()).path("dryRun").asBoolean()).isTrue();
    assertThat(send("GET", "/partners/Alt", "").statusCode()).isEqualTo(404);
    assertThat(send("POST", "/partners?station=Nobody", export).statusCode()).isEqualTo(422);

    HttpResponse<String> imported = send("POST", "/partners?station=Us", export);

    assertThat(imported.statusCode()).as(imported.body()).isEqualTo(201);
    assertThat(imported.body()).contains("\"weak\"", "encrypt '2' is 3des");
    assertThat(send("GET", "/partnerships/Us-to-Alt", "").body())
        .contains("\"sign\":\"sha1\"", "\"encrypt\":\"3des\"");
  }

  @Test
  void import_is_told_which_partner_of_a_foreign_file_is_us() throws Exception {
    String file =
        "<partnerships><partner name=\"OldCo\" as2_id=\"OLDCO\" x509_alias=\"o\"/>"
            + "<partner name=\"Shop\" as2_id=\"SHOP\" x509_alias=\"s\" gw.notes=\"a&#10;b\"/>"
            + "</partnerships>";
    HttpResponse<String> unclear = send("POST", "/partners?dryRun=true", file);
    assertThat(unclear.statusCode()).isEqualTo(422);
    assertThat(unclear.body()).contains("OldCo, Shop");
    assertThat(send("POST", "/partners?us=Nobody", file).statusCode()).isEqualTo(422);
    HttpResponse<String> clear = send("POST", "/partners?us=OldCo", file);
    assertThat(clear.statusCode()).as(clear.body()).isEqualTo(201);
    assertThat(clear.body()).contains("in the file we are 'OldCo' with the AS2 id 'OLDCO'");
    assertThat(send("GET", "/partners/OldCo", "").statusCode()).isEqualTo(404);
    assertThat(send("GET", "/partners/Shop", "").body()).contains("\"gw.notes\":\"a\\nb\"");
    assertThat(send("DELETE", "/partners/Shop?partnerships=true", "").statusCode()).isEqualTo(204);
  }

  @Test
  void password_of_another_program_is_shown_to_nobody_and_kept() throws Exception {
    String xmlBefore = Files.readString(xml);
    Files.writeString(
        xml,
        xmlBefore.replace(
            "<receiver name=\"Them\"/>",
            "<receiver name=\"Them\"/>" + "<attribute name=\"http_password\" value=\"hunter2\"/>"));
    assertThat(Files.readString(xml)).contains("hunter2");
    HttpResponse<String> read = send("GET", "/partnerships/Us-to-Them", "");
    assertThat(read.body()).doesNotContain("hunter2");
    ObjectNode json = (ObjectNode) JSON.readTree(read.body());
    json.put("sign", "sha-384");
    HttpResponse<String> put = send("PUT", "/partnerships/Us-to-Them", json.toString());
    assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
    assertThat(put.body() + send("GET", "/partners/Them/export", "").body())
        .doesNotContain("hunter2");
    assertThat(send("GET", "/registry/revisions", "").body()).doesNotContain("hunter2");
    assertThat(audit().after() + audit().before()).doesNotContain("hunter2");
    assertThat(Files.readString(xml)).contains("hunter2");
  }

  @Test
  void certificates_are_made_activated_and_retired() throws Exception {
    HttpResponse<String> made =
        send(
            "POST",
            "/certificates",
            "{\"alias\":\"Us\",\"newKey\":{\"kind\":\"rsa-2048\",\"validDays\":\"90\"}}");
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    JsonNode key = JSON.readTree(made.body()).path("certificates").get(0);
    String path = "/certificates/Us/" + key.path("fingerprint").asString();
    HttpResponse<String> active =
        send("POST", path + "/activate", "{\"from\":\"2099-01-01T00:00:00Z\"}");
    assertThat(active.body()).contains("\"activeFrom\":\"2099-01-01T00:00:00Z\"");
    assertThat(send("POST", path + "/retire", "{}").body()).doesNotContain("\"retired\":null");
    assertThat(send("POST", path + "/retire", "{\"at\":\"soon\"}").statusCode()).isEqualTo(400);
    assertThat(audit().action()).isEqualTo("certificate-retire");
    HttpResponse<String> late = send("POST", path + "/activate", "{}");
    assertThat(late.statusCode()).isEqualTo(422);
    assertThat(late.body()).contains("put it back first");
    assertThat(send("POST", path + "/put-back", "").body()).contains("\"retired\":null");
    assertThat(audit().action()).isEqualTo("certificate-put-back");
    assertThat(audit().after()).doesNotContain("retired");
    assertThat(send("POST", "/certificates", "{\"alias\":\"../x\",\"newKey\":{}}").statusCode())
        .isEqualTo(422);
    assertThat(send("POST", "/certificates", "{\"alias\":\"x\",\"pem\":\"no\"}").statusCode())
        .isEqualTo(422);
  }

  @Test
  void registry_goes_back_to_a_revision() throws Exception {
    String before = Files.readString(xml);
    send("PUT", "/partners/Them", "{\"as2Id\":\"OTHER\"}");
    JsonNode list = JSON.readTree(send("GET", "/registry/revisions", "").body());
    JsonNode newest = list.path("revisions").get(0);
    assertThat(newest.path("author").asString()).isEqualTo("admin-token");
    assertThat(newest.path("difference").asString()).contains("as2_id=\"OTHER\"");

    long first = newest.path("number").asLong() - 1;
    HttpResponse<String> back = send("POST", "/registry/revisions/" + first + "/roll-back", "");

    assertThat(back.statusCode()).as(back.body()).isEqualTo(200);
    assertThat(xml).content().isEqualTo(before);
    assertThat(send("GET", "/partners/Them", "").body()).contains("\"as2Id\":\"THEM\"");
    assertThat(audit().after()).isEqualTo("as at revision " + first);
    assertThat(send("POST", "/registry/revisions/999/roll-back", "").statusCode()).isEqualTo(404);
    assertThat(send("GET", "/registry/revisions/" + first, "").body()).contains("<partnerships>");
  }

  @Test
  void sheet_tells_partners_how_to_reach_us() throws Exception {
    JsonNode sheet = JSON.readTree(send("GET", "/partners/Us/sheet", "").body());
    assertThat(sheet.path("as2Id").asString()).isEqualTo("US");
    assertThat(sheet.path("certificates").get(0).path("sha256").asString())
        .matches("([0-9A-F]{2}:){31}[0-9A-F]{2}");
    assertThat(sheet.path("urls").get(0).asString()).endsWith("/as2");
  }

  private AuditEntry audit() {
    return station.gateway().identity().audit().newest(Long.MAX_VALUE, null, 1).get(0);
  }

  private HttpResponse<String> send(String method, String path, String body, String... headers)
      throws Exception {
    URI uri = URI.create(station.adminUrl().orElseThrow() + "/api/v1" + path);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .header("Authorization", "Bearer " + token)
            .method(method, BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }
}
