package org.as2gateway.transport.as2.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.delivery.queue.ReceiptLanes;
import org.as2gateway.store.log.MdnState;
import org.as2gateway.store.log.MessageEvent;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.testkit.Scripts;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Anybody can post junk under a partner's name and ask for asynchronous receipts: what the gateway
 * then sends to the partner is little, plain, and in nobody's way.
 */
@Tag("slow")
class UnverifiedReceiptsIT {
  private static final MimeEntity PAYLOAD = PartnerSide.payload("a.txt", "text");

  private PartnerSide side;

  @BeforeEach
  void open(@TempDir Path folder) throws Exception {
    side = PartnerSide.open(folder);
  }

  @AfterEach
  void close() throws Exception {
    side.close();
  }

  private Headers asynchronous(String query) {
    return PartnerSide.SIGNED_RECEIPT.with(
        "Receipt-Delivery-Option", side.receipts().url() + query);
  }

  private List<MessageEvent> events(PartnerSide.Exchange exchange) {
    return side.gateway().gateway().messages().events(side.record(exchange).id());
  }

  private void awaitEvent(PartnerSide.Exchange exchange, String kind) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> events(exchange).stream().anyMatch(event -> event.kind().text().equals(kind)));
  }

  @Test
  void one_goes_to_the_registered_url_without_the_query_that_was_asked() throws Exception {
    PartnerSide.Exchange exchange = side.send("partner", asynchronous("?drop=table"), PAYLOAD);
    awaitEvent(exchange, "mdn-sent");
    assertThat(side.record(exchange).status()).isEqualTo(MessageStatus.REFUSED);
    assertThat(side.receipts().requests())
        .extracting(request -> request.requestLine())
        .containsExactly("POST /as2 HTTP/1.1");
  }

  @Test
  void one_that_fails_is_not_tried_again() throws Exception {
    side.receipts().answerAlways(Scripts.status(503));
    awaitEvent(side.send("partner", asynchronous(""), PAYLOAD), "mdn-failed");
  }

  @Test
  void few_wait_and_they_delay_no_receipt_of_a_verified_message() throws Exception {
    side.receipts().answerAlways(Scripts.stall());
    List<PartnerSide.Exchange> junk = new ArrayList<>();
    for (int i = 0; i < ReceiptLanes.MOST_UNVERIFIED + 10; i++) {
      junk.add(side.send("partner", asynchronous("?" + i), PAYLOAD));
    }
    assertThat(junk).allSatisfy(exchange -> assertThat(exchange.status()).isEqualTo(200));
    assertThat(junk)
        .extracting(exchange -> side.record(exchange).as2().mdn())
        .filteredOn(MdnState.PENDING::equals)
        .hasSize(ReceiptLanes.MOST_UNVERIFIED);
    assertThat(side.record(junk.get(junk.size() - 1)).error()).contains("no receipt sent");
    side.receipts().awaitRequest(1);
    assertThat(side.receipts().requests()).hasSize(1);

    side.receipts().answer(Scripts.status(200));
    awaitEvent(side.send("partner", asynchronous("?order=7"), verified()), "mdn-sent");
    assertThat(side.receipts().requests())
        .extracting(request -> request.requestLine())
        .contains("POST /as2?order=7 HTTP/1.1");
  }

  private List<String> requestLines() {
    return side.receipts().requests().stream().map(request -> request.requestLine()).toList();
  }

  @Test // HTTP headers are not signed: whoever captured a message can repeat it
  void one_of_a_replay_goes_to_the_registered_url_once() throws Exception {
    MimeEntity captured = verified();
    side.accepted("partner", captured);
    side.receipts().answerAlways(Scripts.status(503));
    awaitEvent(side.send("partner", asynchronous("?drop=table"), captured), "mdn-failed");
    assertThat(requestLines()).containsExactly("POST /as2 HTTP/1.1");
  }

  @Test
  void of_a_refused_verified_message_the_first_copy_alone_is_the_partners() throws Exception {
    Headers identity = PartnerSide.identity("partner", "<taken@partner>");
    side.send(identity.with(PartnerSide.SIGNED_RECEIPT), verified());
    MimeEntity other = side.enveloped(side.signed(PartnerSide.payload("a.txt", "other")));
    for (int i = 1; i <= 2; i++) {
      assertThat(side.send(identity.with(asynchronous("?copy=" + i)), other).status())
          .isEqualTo(200);
      int sent = i;
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> side.receipts().requests().size() == sent);
    }
    assertThat(requestLines()).containsExactly("POST /as2?copy=1 HTTP/1.1", "POST /as2 HTTP/1.1");
  }

  @Test // refused messages are kept within a budget
  void one_whose_message_is_dropped_on_the_way_ends_quietly() throws Exception {
    side.receipts()
        .answerAlways(
            exchange -> {
              exchange.readBody();
              Instant later = Instant.now().plus(Duration.ofDays(1));
              side.gateway().gateway().messages().removeRefused(later, 10);
              exchange.respond(200, new MimeEntity(Headers.empty(), new byte[0]));
            });
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    PrintStream console = System.out;
    System.setOut(new PrintStream(log, true, StandardCharsets.UTF_8));
    try {
      side.send("partner", asynchronous(""), PAYLOAD);
      side.receipts().awaitRequest(1);
      side.receipts().answerAlways(Scripts.status(200));
      awaitEvent(side.send("partner", asynchronous(""), PAYLOAD), "mdn-sent");
    } finally {
      System.setOut(console);
    }
    assertThat(log.toString(StandardCharsets.UTF_8)).doesNotContain("No value present");
  }

  private MimeEntity verified() throws IOException {
    return side.enveloped(side.signed(PAYLOAD));
  }
}
