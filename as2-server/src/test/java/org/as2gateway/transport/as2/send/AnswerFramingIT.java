package org.as2gateway.transport.as2.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.testkit.ScriptedPartner;
import org.as2gateway.testkit.Scripts;
import org.as2gateway.transport.as2.send.HttpExchange.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Answers as partners frame them, over real connections. What RFC 9112 lets a client accept counts:
 * the partner has taken the message, and would get it again and again otherwise.
 */
class AnswerFramingIT {
  @TempDir Path folder;
  private ClientFixture fixture;
  private ScriptedPartner partner;

  @BeforeEach
  void open() throws IOException {
    fixture = new ClientFixture(folder);
    fixture.replaceBody(100);
    partner = ScriptedPartner.start(folder);
  }

  @AfterEach
  void close() throws IOException {
    fixture.close();
    partner.close();
  }

  private static ScriptedPartner.Script raw(String octets, boolean isClosed) {
    return exchange -> {
      exchange.readBody();
      exchange.write(octets);
      if (isClosed) {
        exchange.close(false);
      } else {
        exchange.stall();
      }
    };
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("org.as2gateway.transport.as2.send.AnswerTable#valid")
  void a_valid_answer_is_read(String name, String octets) throws Exception {
    partner.answer(raw(octets, true));
    Answer answer = fixture.client.send(fixture.request(partner.url()));
    assertThat(answer.status()).as(name).isEqualTo(200);
    assertThat(answer.entity().headers().first("AS2-From")).contains("them");
    assertThat(answer.entity().body()).asString().isEqualTo("abc");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("org.as2gateway.transport.as2.send.AnswerTable#damaged")
  void a_damaged_answer_is_a_broken_connection(String name, String octets) {
    partner.answer(raw(octets, true));
    assertThat(fixture.failure(fixture.request(partner.url())).reason())
        .as(name)
        .isIn(Reason.CONNECTION_LOST, Reason.HTTP_UNREADABLE, Reason.RECEIPT_MISSING);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\nContent-Length: 3\n\nabc",
        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nabc",
        "HTTP/1.1 200\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\nabc\n0\n\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcHTTP/1.1 500 No\r\n\r\n",
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 3\r\n\r\nabc",
        "HTTP/1.0 200 OK\r\nContent-Length: 3\r\n\r\nabc"
      })
  void a_connection_is_not_used_again_after_an_odd_answer(String octets) throws Exception {
    partner.answer(raw(octets, false));
    fixture.client.send(fixture.request(partner.url()));
    partner.answer(Scripts.status(202));
    assertThat(fixture.client.send(fixture.request(partner.url())).status()).isEqualTo(202);
    assertThat(partner.connections()).isEqualTo(2);
  }

  @Test
  void a_connection_is_used_again_after_a_plain_answer() throws Exception {
    Headers type = Headers.of("Content-Type", "text/plain");
    partner.answerAlways(Scripts.respond(200, new MimeEntity(type, ClientFixture.bytes(5))));
    for (int i = 0; i < 5; i++) {
      fixture.client.send(fixture.request(partner.url()));
    }
    assertThat(partner.connections()).isEqualTo(1);
  }
}
