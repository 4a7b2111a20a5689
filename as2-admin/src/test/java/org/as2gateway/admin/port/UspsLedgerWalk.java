package org.as2gateway.admin.port;

import static org.assertj.core.api.Assertions.assertThat;

import org.as2gateway.admin.server.RunningGateway;
import org.as2gateway.usps.Samples;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Manifests are sent, found in the ledger and marked, over every operation of it. */
final class UspsLedgerWalk {
  private static final String PARTNERSHIP = "/api/v1/partnerships/{name}";
  private static final String FILES = "/api/v1/usps/files";
  private static final String FILE = FILES + "/{efn}";
  private static final String SEND =
      "/api/v1/messages?partnership=Us-to-Them&filename=tonight.manifest";

  private final Asker asker;
  private final RunningGateway station;

  UspsLedgerWalk(Asker asker, RunningGateway station) {
    this.asker = asker;
    this.station = station;
  }

  void walk() throws Exception {
    markPartnership();
    String efn = Samples.efn(501);
    String bad = Samples.with(Samples.manifest(efn, 9001, 2), 1, 17, "000000009");
    String blocked = send("", bad);
    await(efn, "blocked");
    JsonNode finding = asker.ask("GET", FILE, efn).path("findings").path(0);
    assertThat(finding.path("id").asString()).isEqualTo("record-count");
    assertThat(finding.path("message").asString()).isEqualTo(blocked);
    assertThat(accept(efn, "{\"note\":\"x\"}").path("status").asInt()).isEqualTo(409);

    asker.ask("POST", "/api/v1/messages/{id}/discard", blocked);
    send("", Samples.manifest(efn, 9001, 2));
    await(efn, "received");
    send("&correction=true", Samples.manifest(efn, 9001, 1));
    JsonNode page = asker.ask("GET", FILES + "?efn=" + efn + "&mid=999999999&limit=1");
    assertThat(page.path("files").size()).isEqualTo(1);
    assertThat(page.path("next").isNull()).isTrue();
    assertThat(accept(efn, "{\"note\":\" \"}").path("status").asInt()).isEqualTo(422);
    JsonNode accepted = accept(efn, "{\"note\":\"seen on the PDX page\"}");
    assertThat(accepted.path("state").asString()).isEqualTo("accepted");
    asker.ask("GET", FILE + "/evidence", efn);
    assertThat(asker.ask("GET", FILES + "?state=accepted&owner=nobody").path("files").size())
        .isZero();
    assertThat(asker.ask("GET", FILES + "?state=lost").path("status").asInt()).isEqualTo(400);
    assertThat(asker.ask("GET", FILE, "1").path("status").asInt()).isEqualTo(404);
  }

  private void markPartnership() throws Exception {
    ObjectNode partnership = (ObjectNode) asker.ask("GET", PARTNERSHIP, "Us-to-Them");
    ((ObjectNode) partnership.path("attributes")).put("gw.usps", "manifests");
    asker.ask("PUT", PARTNERSHIP, "Us-to-Them", partnership.toString());
    Awaitility.await()
        .until(
            () ->
                station
                    .gateway()
                    .registry()
                    .partnerships()
                    .partnership("Us-to-Them")
                    .orElseThrow()
                    .usps()
                    .isForManifests());
  }

  private String send(String query, String manifest) throws Exception {
    return asker.ask("POST", SEND + query, manifest).path("id").asString();
  }

  private JsonNode accept(String efn, String body) throws Exception {
    return asker.ask("POST", FILE + "/accept", efn, body);
  }

  private void await(String efn, String state) {
    Awaitility.await()
        .until(
            () -> {
              JsonNode files = asker.ask("GET", FILES + "?efn=" + efn).path("files");
              return files.size() == 1 && files.path(0).path("state").asString().equals(state);
            });
  }
}
