package org.as2gateway.admin.port;

import static org.assertj.core.api.Assertions.assertThat;

import org.as2gateway.usps.Samples;
import org.as2gateway.usps.files.ExtractLines;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/** An extract is read over the API, and every operation about scans. */
final class ScansWalk {
  private static final String SCANS = "/api/v1/usps/scans";
  private static final String PIC = Samples.pic(9001);

  private final Asker asker;
  private final String efn;

  /**
   * A walk.
   *
   * @param efn a file of the ledger that was sent, with the piece 9001
   */
  ScansWalk(Asker asker, String efn) {
    this.asker = asker;
    this.efn = efn;
  }

  void walk() throws Exception {
    String extract =
        ExtractLines.inFile(efn, ExtractLines.line(PIC, "01", "DELIVERED", "20260118", "1305"))
            + "\r\nno event\r\n";
    JsonNode read = asker.ask("POST", SCANS + "?filename=extract.txt", extract);
    assertThat(read.path("added").asLong()).isEqualTo(1);
    assertThat(read.path("unreadableLines").size()).isEqualTo(1);
    assertThat(asker.ask("GET", "/api/v1/usps/extracts").path("extracts").size()).isEqualTo(1);
    Awaitility.await()
        .untilAsserted( // files and their scans find each other within seconds
            () -> {
              JsonNode scans =
                  asker.ask("GET", SCANS + "?efn=" + efn + "&group=delivered&limit=10");
              assertThat(scans.path("scans").path(0).path("pic").asString()).isEqualTo(PIC);
            });
    assertThat(asker.ask("GET", SCANS).path("scans").size()).isEqualTo(1);
    assertThat(asker.ask("GET", SCANS + "?cursor=x").path("status").asInt()).isEqualTo(400);
    JsonNode piece = asker.ask("GET", "/api/v1/usps/pieces/{pic}", "42020260" + PIC);
    assertThat(piece.path("events").path(0).path("code").asString()).isEqualTo("01");
    JsonNode compared = asker.ask("GET", "/api/v1/usps/reconcile?efn=" + efn);
    assertThat(compared.path("files").path(0).path("efn").asString()).isEqualTo(efn);
    assertThat(asker.ask("GET", "/api/v1/usps/reconcile?limit=5").path("files").isEmpty())
        .isFalse();
    asker.ask("GET", "/api/v1/usps/reconcile.csv?efn=" + efn);
    asker.ask("GET", "/api/v1/usps/reconcile.csv");
    JsonNode nobody = asker.ask("GET", "/api/v1/usps/reconcile?owner=nobody");
    assertThat(nobody.path("status").asInt()).isEqualTo(404);
  }
}
