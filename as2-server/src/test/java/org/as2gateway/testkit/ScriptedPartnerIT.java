package org.as2gateway.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import javax.net.ssl.SSLContext;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MimeEntity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptedPartnerIT {
  private static final byte[] BODY = "the body".getBytes(StandardCharsets.US_ASCII);
  private static final Headers HEADERS = Headers.of("Message-ID", "<1@x>", "X-Case", "As Is");

  @TempDir Path folder;

  @Test
  void records_the_request_exactly_and_answers_by_script() throws Exception {
    try (ScriptedPartner partner = ScriptedPartner.start(folder)) {
      partner.answer(
          Scripts.compute(
              202, r -> new MimeEntity(Headers.of("X-Echo", r.messageId()), r.entity().body())));
      RawHttp.Response answer = RawHttp.post(partner.url(), HEADERS, BODY);
      RawHttp.Response second = RawHttp.post(partner.url(), HEADERS, BODY);

      assertThat(answer.status()).isEqualTo(202);
      assertThat(answer.headers().first("x-echo")).contains("<1@x>");
      assertThat(answer.text()).isEqualTo("the body");
      assertThat(second.status()).isEqualTo(200);
      assertThat(partner.awaitRequest(1).head())
          .contains("POST /as2 HTTP/1.1\r\n", "X-Case: As Is");
      assertThat(Files.readAllBytes(partner.awaitRequest(2).bodyFile())).isEqualTo(BODY);
    }
  }

  @Test
  void chunks_and_expectations_are_understood_on_a_kept_connection() throws Exception {
    try (ScriptedPartner partner = ScriptedPartner.start(folder);
        RawHttp http = RawHttp.connect(partner.url())) {
      Headers expecting = HEADERS.with("Expect", "100-continue");
      http.writePostHead(partner.url(), expecting, OptionalLong.of(BODY.length));
      assertThat(http.readResponse().status()).isEqualTo(100);
      http.write(BODY);
      assertThat(http.readResponse().status()).isEqualTo(200);
      http.writePostHead(partner.url(), HEADERS, OptionalLong.empty());
      http.writeChunk(BODY);
      http.writeChunk(BODY);
      http.writeChunk(new byte[0]);
      assertThat(http.readResponse().status()).isEqualTo(200);

      assertThat(partner.connections()).isEqualTo(1);
      assertThat(Files.readString(partner.awaitRequest(2).bodyFile()))
          .isEqualTo("the bodythe body");
    }
  }

  @Test
  void faults_look_like_faults_to_the_client() throws Exception {
    MimeEntity entity = new MimeEntity(Headers.empty(), BODY);
    try (ScriptedPartner partner = ScriptedPartner.start(folder)) {
      partner.answer(Scripts.closeBeforeAnswer(false), Scripts.truncated(3, r -> entity));
      URI url = partner.url();
      assertThatThrownBy(() -> RawHttp.post(url, HEADERS, BODY))
          .isInstanceOf(EOFException.class)
          .hasMessageContaining("no answer");
      assertThatThrownBy(() -> RawHttp.post(url, HEADERS, BODY))
          .isInstanceOf(EOFException.class)
          .hasMessageContaining("5 octets");
      partner.stop();
      assertThatThrownBy(() -> RawHttp.connect(url)).isInstanceOf(IOException.class);
      partner.restart();
      assertThat(RawHttp.post(url, HEADERS, BODY).status()).isEqualTo(200);
    }
  }

  @Test
  void tls_shows_the_client_certificate() throws Exception {
    OwnKey server = TestPki.rsa("server");
    OwnKey client = TestPki.rsa("client");
    SSLContext serverTls = TestTls.context(Optional.of(server), List.of(client.certificate()));
    SSLContext clientTls = TestTls.context(Optional.of(client), List.of(server.certificate()));
    try (ScriptedPartner partner = ScriptedPartner.startTls(folder, serverTls);
        RawHttp http = RawHttp.connectTls(partner.url(), clientTls)) {
      http.writePostHead(partner.url(), HEADERS, OptionalLong.of(0));
      assertThat(http.readResponse().status()).isEqualTo(200);
      assertThat(partner.awaitRequest(1).clientCertificate()).contains("CN=client");
    }
  }
}
