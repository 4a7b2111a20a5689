package org.as2gateway.admin.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.as2gateway.usps.Samples;
import org.as2gateway.usps.Workbooks;
import tools.jackson.databind.JsonNode;

/** The check of manifests, tables and mailer IDs over the API. */
final class UspsTablesWalk {
  private static final String MID = "/api/v1/usps/mids/{mid}";
  private static final String CHECK = "/api/v1/usps/check";

  private final Asker asker;

  UspsTablesWalk(Asker asker) {
    this.asker = asker;
  }

  void walk() throws Exception {
    walkCheck();
    JsonNode tables = asker.ask("GET", "/api/v1/usps/tables").path("tables");
    assertThat(tables.findValuesAsString("id")).contains("ssf-020", "event-codes");
    byte[] workbook =
        Workbooks.of(List.of("STC", "Full Description"), List.of("055", "Priority Mail"));
    JsonNode imported =
        asker.ask(
            "POST",
            "/api/v1/usps/service-types?filename=codes.xlsx",
            new String(workbook, StandardCharsets.ISO_8859_1));
    assertThat(imported.path("codes").asInt()).isEqualTo(1);
    assertThat(asker.ask("POST", "/api/v1/usps/service-types", "STC,055").path("detail").asString())
        .contains("no Excel workbook");
    asker.ask("PUT", MID, "999999999", "{\"owner\":\"Acme\"}");
    assertThat(asker.ask("PUT", MID, "12", "{}").path("status").asInt()).isEqualTo(422);
    JsonNode mids = asker.ask("GET", "/api/v1/usps/mids").path("mids");
    assertThat(mids.path(0).path("owner").asString()).isEqualTo("Acme");
    asker.ask("DELETE", MID, "999999999");
    assertThat(asker.ask("DELETE", MID, "999999999").path("status").asInt()).isEqualTo(404);
  }

  private void walkCheck() throws Exception {
    String wrong = Samples.with(Samples.manifest(Samples.efn(502), 5020, 1), 2, 4, "055");
    JsonNode file = asker.ask("POST", CHECK + "?filename=a.manifest", wrong).path("files").path(0);
    assertThat(file.path("verdict").asString()).isEqualTo("block");
    assertThat(file.path("findings").path(0).path("id").asString()).isEqualTo("stc-mismatch");
    assertThat(asker.ask("POST", CHECK, wrong).path("status").asInt()).isEqualTo(400);
  }
}
