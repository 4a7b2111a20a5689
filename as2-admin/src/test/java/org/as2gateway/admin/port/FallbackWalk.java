package org.as2gateway.admin.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.as2gateway.Gateway;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/** Messages that go another way, and what is said of them afterwards. */
final class FallbackWalk {
  private static final String MESSAGE = "/api/v1/messages/{id}";
  private static final String PARTNERSHIP = "/api/v1/partnerships/{name}";
  private static final String REASON = "{\"reason\":\"it is down\"}";

  private final Asker asker;
  private final Gateway gateway;

  FallbackWalk(Asker asker, Gateway gateway) {
    this.asker = asker;
    this.gateway = gateway;
  }

  /** Sends a failed message another way; then it arrives all the same. */
  void walk(String failed) throws Exception {
    JsonNode offer = asker.ask("GET", MESSAGE + "/fallback", failed).path("offer");
    assertThat(offer.path("partnership").asString()).isEqualTo("Us-to-Them");
    assertThat(offer.path("nothingArrived").asBoolean()).isFalse();
    asker.ask("GET", PARTNERSHIP + "/fallback", "Us-to-Liar");
    asker.ask("POST", PARTNERSHIP + "/send-by-fallback", "Us-to-Them", REASON);
    JsonNode accepted = asker.ask("POST", MESSAGE + "/send-by-fallback", failed, REASON);
    assertThat(
            asker
                .ask("GET", MESSAGE, accepted.path("id").asString())
                .path("otherWay")
                .path("original")
                .asString())
        .isEqualTo(failed);
    assertThat(asker.ask("POST", MESSAGE + "/told", failed, "{}").path("status").asInt())
        .isEqualTo(409);

    assertThat(asker.ask("POST", MESSAGE + "/resend", failed).path("status").asInt())
        .isEqualTo(409);

    MessageRecord message = gateway.messages().find(failed).orElseThrow(); // a late receipt comes
    MessageRecord arrived =
        message.withState(
            message
                .state()
                .concluded(MessageStatus.ACKNOWLEDGED, null, message.state().updatedAt()));
    assertThat(gateway.messages().update(arrived, message)).isTrue();
    JsonNode way =
        Awaitility.await()
            .atMost(Duration.ofSeconds(30))
            .until(
                () -> asker.ask("GET", MESSAGE, failed).path("otherWay"),
                found -> found.path("deliveredTwice").asBoolean());
    assertThat(way.path("message").asString()).isEqualTo(accepted.path("id").asString());
    JsonNode told = asker.ask("POST", MESSAGE + "/told", failed, "{\"note\":\"called them\"}");
    assertThat(told.path("otherWay").path("told").path("note").asString()).isEqualTo("called them");
  }
}
