package org.as2gateway.admin.port;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;

/** Rules for expected traffic and holidays over the API. */
final class ExpectedWalk {
  private final Asker asker;

  ExpectedWalk(Asker asker) {
    this.asker = asker;
  }

  void walk() throws Exception {
    String days =
        ",\"zone\":\"America/New_York\",\"days\":[\"monday\",\"friday\"],\"partner\":\"Them\"";
    String file =
        "{\"kind\":\"file\",\"direction\":\"out\",\"file\":\"*.manifest\",\"by\":\"23:00\""
            + days
            + "}";
    String answer =
        "{\"kind\":\"answer\",\"file\":\"*\",\"answer\":\"*.c\",\"withinMinutes\":240" + days + "}";
    String silence =
        "{\"kind\":\"silence\",\"direction\":null,\"silentDays\":2,\"enabled\":false" + days + "}";
    JsonNode made = asker.ask("POST", "/api/v1/expected-rules", file);
    assertThat(made.path("sentence").asString())
        .isEqualTo(
            "Alert if no file like '*.manifest' was sent to Them by 11:00 PM ET on Mon, Fri.");
    String id = made.path("id").asString();
    JsonNode changed = asker.ask("PUT", "/api/v1/expected-rules/{id}", id, answer);
    assertThat(changed.path("withinMinutes").asInt()).isEqualTo(240);
    asker.ask("POST", "/api/v1/expected-rules", silence);
    assertThat(asker.ask("GET", "/api/v1/expected-rules").path("rules").size()).isEqualTo(2);
    asker.ask("GET", "/api/v1/expected-rules/{id}/days", id);
    asker.ask("DELETE", "/api/v1/expected-rules/{id}", id);
    String holidays = "{\"usFederal\":true,\"days\":{\"2026-12-24\":\"Christmas Eve\"}}";
    asker.ask("PUT", "/api/v1/holidays", holidays);
    assertThat(asker.ask("GET", "/api/v1/holidays").path("days").path("2026-12-24").asString())
        .isEqualTo("Christmas Eve");
  }
}
