package org.as2gateway.admin.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.as2gateway.pgp.PgpKeyFile;
import org.as2gateway.pgp.PgpNewKey;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** OpenPGP keys over the API: looked at, imported, created, dated. */
final class PgpWalk {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String ALL = "/api/v1/pgp-keys";
  private static final String ONE = ALL + "/{alias}/{fingerprint}";
  private static final char[] SECRET = "theirs".toCharArray();

  private final Asker asker;

  PgpWalk(Asker asker) {
    this.asker = asker;
  }

  void walk() throws Exception {
    JsonNode made =
        asker.ask(
            "POST",
            ALL,
            "{\"alias\":\"Us\",\"newKey\":{\"userId\":\"Us <us@example.com>\",\"kind\":\"curve\","
                + "\"validDays\":\"400\"},\"activeFrom\":\"2090-01-01T00:00:00Z\"}");
    JsonNode key = made.path("keys").path(0);
    assertThat(key.path("own").asBoolean()).isTrue();
    assertThat(key.path("publicKey").asString()).contains("PUBLIC KEY").doesNotContain("PRIVATE");
    String print = key.path("fingerprint").asString();
    String body = JSON.createObjectNode().put("alias", "Them").put("armor", theirs()).toString();
    JsonNode offer = asker.ask("POST", ALL + "/look", body).path("keys").path(0);
    assertThat(offer.path("refusal").isMissingNode()).isTrue();
    asker.ask("POST", ALL, body);
    assertThat(asker.ask("POST", ALL, body).path("detail").asString())
        .contains("already registered");
    JsonNode all = asker.ask("GET", ALL).path("keys");
    assertThat(all.findValuesAsString("fingerprint"))
        .contains(print, offer.path("fingerprint").asString());
    asker.ask("POST", ONE + "/unschedule", "Us", print);
    asker.ask("POST", ONE + "/activate", "Us", print, "{\"from\":\"2026-01-01T00:00:00Z\"}");
    asker.ask("POST", ONE + "/retire", "Us", print, "{\"at\":\"2092-01-01T00:00:00Z\"}");
    JsonNode back = asker.ask("POST", ONE + "/put-back", "Us", print);
    assertThat(back.path("retired").isNull()).isTrue();
  }

  private static String theirs() throws Exception {
    String secret =
        new PgpNewKey("Them", PgpNewKey.Kind.CURVE_25519, Duration.ofDays(100))
            .generate(Instant.now().minusSeconds(60), SECRET);
    return PgpKeyFile.parse(secret.getBytes(StandardCharsets.US_ASCII))
        .keys()
        .get(0)
        .key()
        .toArmor();
  }
}
