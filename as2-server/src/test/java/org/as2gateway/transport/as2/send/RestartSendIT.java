package org.as2gateway.transport.as2.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.store.log.MdnState;
import org.as2gateway.store.log.MessageEvent;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.testkit.CuttingProxy;
import org.as2gateway.testkit.ScriptedExchange;
import org.as2gateway.testkit.ScriptedPartner;
import org.as2gateway.testkit.Scripts;
import org.as2gateway.testkit.TestGateway;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** protocol.md §7.7, sending: after a break the partner is asked, and gets what it lacks. */
@Tag("slow")
class RestartSendIT {
  private static final byte[] PAYLOAD = ClientFixture.bytes(200_000);

  @TempDir private Path folder;
  private ScriptedPartner partner;
  private TestGateway us;

  @BeforeEach
  void open() throws Exception {
    partner = ScriptedPartner.start(Files.createDirectories(folder.resolve("partner")));
  }

  @AfterEach
  void close() throws Exception {
    if (us != null) {
      us.close();
    }
    partner.close();
  }

  /** Starts us with a partnership to the scripted partner that asks for no receipt. */
  private void start(String... attributes) throws Exception {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("as2_url", partner.url().toString());
    settings.put("sign", "sha-256");
    for (int i = 0; i < attributes.length; i += 2) {
      settings.put(attributes[i], attributes[i + 1]);
    }
    TestHome home =
        new TestHome(folder.resolve("us"))
            .station("us", TestPki.rsa("us"))
            .partner("them", TestPki.rsa("them").certificate())
            .partnership("us", "them", settings);
    us = TestGateway.start(home);
  }

  private MessageRecord send() throws Exception {
    return us.awaitEnd(us.submit("us-to-them", "a.bin", PAYLOAD).id());
  }

  private byte[] wire(MessageRecord message) throws IOException {
    return Files.readAllBytes(us.home().path().resolve("data/wire").resolve(message.id()));
  }

  private static ScriptedPartner.Script held(int status, long octets) {
    return exchange -> {
      exchange.writeHead(status, Headers.of("Content-Length", "" + octets, "Connection", "close"));
      exchange.close(false);
    };
  }

  private static byte[] body(ScriptedExchange.Request request) throws IOException {
    return Files.readAllBytes(request.bodyFile());
  }

  @Test
  void asks_how_much_is_held_and_sends_the_rest_of_the_same_bytes() throws Exception {
    start("gw.restart", "true");
    partner.answer(Scripts.resetAfter(50_000), held(200, 40_000), Scripts.status(200));
    MessageRecord message = send();
    assertThat(message.status()).isEqualTo(MessageStatus.ACKNOWLEDGED);
    assertThat(message.state().attempts()).isEqualTo(2);

    List<ScriptedExchange.Request> requests = partner.requests();
    byte[] wire = wire(message);
    Headers first = requests.get(0).headers();
    String tag = first.first("ETag").orElseThrow();
    assertThat(tag).matches("\"[0-9a-f]{32}\"");
    assertThat(first.contains("Content-Range")).isFalse();
    assertThat(first.first("EDIINT-Features").orElse("")).contains("AS2-Restart");
    assertThat(requests.get(1).head())
        .isEqualTo(
            "HEAD /as2 HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUser-Agent: AS2-Gateway\r\nETag: %s\r\nAS2-To: them\r\nAS2-From: us\r\nAS2-Version: 1.2\r\n\r\n"
                .formatted(partner.url().getPort(), tag));
    Headers rest = requests.get(2).headers();
    assertThat(rest.first("Content-Range"))
        .contains("bytes 40000-" + (wire.length - 1) + "/" + wire.length);
    assertThat(rest.without("Content-Range").without("Content-Length"))
        .isEqualTo(first.without("Content-Length"));
    assertThat(body(requests.get(2))).isEqualTo(Arrays.copyOfRange(wire, 40_000, wire.length));
    assertThat(us.gateway().messages().events(message.id()))
        .extracting(MessageEvent::detail)
        .contains("goes on at octet 40000");
  }

  @Test
  void of_a_whole_that_is_held_only_the_last_octet_goes_again() throws Exception {
    start("gw.restart", "true");
    partner.answer(Scripts.closeBeforeAnswer(true));
    partner.answer(
        exchange -> held(200, Files.size(partner.requests().get(0).bodyFile())).run(exchange));
    MessageRecord message = send();
    byte[] wire = wire(message);
    assertThat(body(partner.requests().get(2)))
        .isEqualTo(Arrays.copyOfRange(wire, wire.length - 1, wire.length));
  }

  @Test
  void a_receiver_that_does_not_know_it_gets_the_whole_again() throws Exception {
    start("gw.restart", "true");
    partner.answer(Scripts.resetAfter(5), held(405, 77), Scripts.resetAfter(5));
    partner.answer(held(200, 0), Scripts.resetAfter(5), held(200, 999_999_999));
    MessageRecord message = send();
    assertThat(message.status()).isEqualTo(MessageStatus.ACKNOWLEDGED);
    ScriptedExchange.Request last = partner.requests().get(6);
    assertThat(last.headers().contains("Content-Range")).isFalse();
    assertThat(body(last)).isEqualTo(wire(message));
  }

  @Test // a server that answers HEAD with the length of its greeting page
  void a_rest_that_is_refused_is_followed_by_the_whole() throws Exception {
    start("gw.restart", "true");
    partner.answer(Scripts.resetAfter(5), held(200, 1234), Scripts.status(400));
    MessageRecord message = send();
    assertThat(message.status()).isEqualTo(MessageStatus.ACKNOWLEDGED);
    assertThat(message.state().attempts()).isEqualTo(2);
    assertThat(body(partner.requests().get(3))).isEqualTo(wire(message));
  }

  @Test
  void chunked_it_says_the_range_at_once() throws Exception {
    start("gw.restart", "true", "gw.chunked", "true");
    partner.answer(Scripts.resetAfter(50_000), held(200, 40_000), Scripts.status(200));
    MessageRecord message = send();
    int length = wire(message).length;
    assertThat(partner.requests().get(0).headers().first("Content-Range"))
        .contains("bytes 0-" + (length - 1) + "/" + length);
    assertThat(body(partner.requests().get(2)))
        .isEqualTo(Arrays.copyOfRange(wire(message), 40_000, length));
  }

  @Test
  void it_is_off_unless_set() throws Exception {
    start();
    partner.answer(Scripts.resetAfter(50_000));
    MessageRecord message = send();
    assertThat(partner.requests()).hasSize(2);
    assertThat(partner.requests().get(0).headers().contains("ETag")).isFalse();
    assertThat(body(partner.requests().get(1))).isEqualTo(wire(message));
  }

  @RepeatedTest(2)
  void two_gateways_bring_it_over_a_wire_that_breaks_at_random() throws Exception {
    TestHome theirs =
        new TestHome(folder.resolve("them"))
            .station("them", TestPki.rsa("them"))
            .partner("us", TestPki.rsa("us").certificate())
            .partnership("us", "them", Map.of("gw.restart", "true"));
    try (TestGateway them = TestGateway.start(theirs);
        CuttingProxy wire = CuttingProxy.before(them.url())) {
      Map<String, String> sending = TestHome.sending(wire.url());
      sending.put("gw.restart", "true");
      long random = 1L + new Random().nextInt(80_000);
      wire.cutAfter(List.of(0L, 1L, random, 40_000L, 1_000_000_000L));
      TestHome ours =
          new TestHome(folder.resolve("us"))
              .station("us", TestPki.rsa("us"))
              .partner("them", TestPki.rsa("them").certificate())
              .partnership("us", "them", sending);
      us = TestGateway.start(ours);
      MessageRecord message = send();

      assertThat(message.status()).as("cut at " + random).isEqualTo(MessageStatus.ACKNOWLEDGED);
      assertThat(message.as2().mdn()).isEqualTo(MdnState.VERIFIED);
      assertThat(them.inbox("us")).hasSize(1);
      assertThat(them.inbox("us").get(0)).hasBinaryContent(PAYLOAD);
      assertThat(wire.posts()).isGreaterThanOrEqualTo(6);
      // the last octet fetches an answer that was lost
      assertThat(wire.passedBytes())
          .as("nothing else goes twice")
          .isBetween(wire(message).length + 1L, wire(message).length + 10L);
    }
  }
}
