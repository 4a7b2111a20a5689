package org.as2gateway.transport.as2.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MessageId;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.testkit.RawHttp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows of protocol.md §1 that are answered without reading the content. */
class EndpointRowsIT {
  private static final MimeEntity PAYLOAD = PartnerSide.payload("a.edi", "UNA");

  private static PartnerSide side;

  @BeforeAll
  static void open(@TempDir Path folder) throws Exception {
    side = PartnerSide.open(folder);
  }

  @AfterAll
  static void close() throws Exception {
    side.close();
  }

  /** No MDN, no error page, and nothing of the message anywhere. */
  private static void assertBare(RawHttp.Response response, int status) throws IOException {
    assertThat(response.status()).as(response.head()).isEqualTo(status);
    assertThat(response.entity().length()).isZero();
    assertThat(response.headers().contains("Disposition")).isFalse();
    assertThat(response.headers().first("Server")).isEmpty();
    assertThat(side.receipts().requests()).isEmpty();
  }

  private static RawHttp.Response post(Headers identity) throws IOException {
    Headers all = identity.with(PartnerSide.SIGNED_RECEIPT).with(PAYLOAD.headers());
    return RawHttp.post(side.url(), all, PAYLOAD.body());
  }

  @ParameterizedTest // protocol.md §1: AS2-From, AS2-To or Message-ID missing
  @ValueSource(strings = {"AS2-From", "AS2-To", "Message-ID"})
  void a_missing_name_or_id_is_400_without_an_mdn(String name) throws Exception {
    assertBare(post(PartnerSide.identity("open").without(name)), 400);
  }

  @ParameterizedTest // protocol.md §1: two AS2-From, AS2-To or Message-ID headers
  @ValueSource(strings = {"AS2-From", "AS2-To", "Message-ID"})
  void a_doubled_name_or_id_is_400_without_an_mdn_even_if_equal(String name) throws Exception {
    Headers identity = PartnerSide.identity("open");
    assertBare(post(identity.with(name, identity.first(name).orElseThrow())), 400);
    assertBare(post(identity.with(name, "other")), 400);
  }

  @Test // protocol.md §1: … or malformed
  void a_malformed_name_or_id_is_400_without_an_mdn() throws Exception {
    Headers identity = PartnerSide.identity("open");
    assertBare(post(identity.without("AS2-From").with("AS2-From", "")), 400);
    assertBare(post(identity.without("AS2-From").with("AS2-From", "\"\"")), 400);
    assertBare(post(identity.without("AS2-From").with("AS2-From", "x".repeat(129))), 400);
    assertBare(post(identity.without("AS2-To").with("AS2-To", "\u00fcs")), 400);
    assertBare(post(identity.without("Message-ID").with("Message-ID", "  ")), 400);
    assertBare(post(identity.without("Message-ID").with("Message-ID", "<" + "x".repeat(998))), 400);
    assertBare(post(identity.without("Message-ID").with("Message-ID", "<\u00e9@x>")), 400);
  }

  @Test // protocol.md §1: unknown partner pair → 403; never signed, never async
  void an_unknown_pair_is_403_without_an_mdn_and_without_a_connection() throws Exception {
    Headers async =
        Headers.of("Receipt-Delivery-Option", side.receipts().url().toString())
            .with(PartnerSide.SIGNED_RECEIPT);
    Headers stranger = PartnerSide.identity("stranger").with(async);
    assertBare(RawHttp.post(side.url(), stranger.with(PAYLOAD.headers()), PAYLOAD.body()), 403);
    // names are case-sensitive (protocol.md §4.1), and a pair has a direction
    assertBare(post(PartnerSide.identity("OPEN")), 403);
    assertBare(post(Headers.of("AS2-From", "us", "AS2-To", "open", "Message-ID", "<1@x>")), 403);
    assertBare(post(Headers.of("AS2-From", "open", "AS2-To", "clear", "Message-ID", "<1@x>")), 403);
    assertThat(side.receipts().connections()).isZero();
    assertThat(side.gateway().gateway().messages().findByMessageId(new MessageId("<1@x>")))
        .isEmpty();
  }

  @Test // design.md §3: without a key of our own: 403
  void a_pair_whose_receiver_has_no_key_of_ours_is_403() throws Exception {
    assertBare(
        post(Headers.of("AS2-From", "partner", "AS2-To", "keyless", "Message-ID", "<2@x>")), 403);
  }

  @Test // protocol.md §1: Content-Encoding on the request → 415
  void a_content_encoding_is_415() throws Exception {
    assertBare(post(PartnerSide.identity("open").with("Content-Encoding", "gzip")), 415);
  }

  @Test // protocol.md §1: body over the partner's limit → 413, from Content-Length before reading
  void a_content_length_over_the_partners_limit_is_413_before_the_body_is_sent() throws Exception {
    try (RawHttp http = RawHttp.connect(side.url())) {
      http.writePostHead(
          side.url(), PartnerSide.identity("small").with(PAYLOAD.headers()), OptionalLong.of(2049));
      assertBare(http.readResponse(), 413);
    }
  }

  @Test // protocol.md §1: 413 as soon as it is known
  void a_chunked_body_is_413_once_it_passes_the_partners_limit() throws Exception {
    try (RawHttp http = RawHttp.connect(side.url())) {
      Headers headers =
          PartnerSide.identity("small").with(PartnerSide.SIGNED_RECEIPT).with(PAYLOAD.headers());
      http.writePostHead(side.url(), headers, OptionalLong.empty());
      http.writeChunk(new byte[2000]);
      http.writeChunk(new byte[100]); // the last chunk never comes
      assertBare(http.readResponse(), 413);
    }
    assertThat(side.gateway().inbox("small")).isEmpty();
  }

  @Test
  void a_body_of_just_the_partners_limit_is_accepted() throws Exception {
    MimeEntity whole = PartnerSide.payload("whole.bin", "x".repeat(2048));
    assertThat(side.accepted("small", whole).bytes()).isEqualTo(2048);
  }

  @ParameterizedTest // protocol.md §1: any path but the AS2 path → 404
  @ValueSource(strings = {"/", "/as2/", "/as2/x", "/AS2", "/as2?x=%2e"})
  void another_path_is_404(String target) throws Exception {
    int expected = target.startsWith("/as2?") ? 400 : 404; // a query does not change the path
    try (RawHttp http = RawHttp.connect(side.url())) {
      http.write("POST " + target + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n");
      assertBare(http.readResponse(), expected);
    }
  }

  @Test // protocol.md §1: method other than POST → 405; GET may give one constant line
  void another_method_is_405() throws Exception {
    for (String method : new String[] {"PUT", "DELETE", "HEAD", "OPTIONS"}) {
      try (RawHttp http = RawHttp.connect(side.url())) {
        http.write(method + " /as2 HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n");
        assertThat(http.readResponse().status()).as(method).isEqualTo(405);
      }
    }
    try (RawHttp http = RawHttp.connect(side.url())) {
      http.write("GET /as2 HTTP/1.1\r\nHost: localhost\r\n\r\n");
      RawHttp.Response response = http.readResponse();
      assertThat(response.status()).isEqualTo(405);
      assertThat(response.text().lines()).hasSize(1);
    }
  }

  @Test // protocol.md §4.3: folded headers are accepted inbound, tabs too
  void folded_headers_are_accepted() throws Exception {
    String body =
        String.join(
            "\r\n", "--b", "Content-Type: text/plain; name=folded.txt", "", "folded", "--b--", "");
    String head =
        String.join(
            "\r\n",
            "POST /as2 HTTP/1.1",
            "Host: localhost",
            "AS2-From: open",
            "AS2-To:",
            " us",
            "Message-ID: <folded@x>",
            "Disposition-Notification-To: x",
            "Content-Type: multipart/related;",
            "\tboundary=\"b\"",
            "Content-Length: " + body.length(),
            "",
            "");
    try (RawHttp http = RawHttp.connect(side.url())) {
      http.write(head + body);
      RawHttp.Response response = http.readResponse();
      assertThat(response.status()).as(response.head()).isEqualTo(200);
      assertThat(side.mdn(response.entity()).disposition()).endsWith("; processed");
    }
    assertThat(side.gateway().inbox("open")).anyMatch(f -> f.endsWith("folded.txt"));
  }

  @Test // protocol.md §7.1, §7.2: 100-continue once the headers pass; chunk extensions
  void expect_continue_and_chunk_extensions_work() throws Exception {
    Headers headers =
        PartnerSide.identity("open").with("Expect", "100-continue").with(PAYLOAD.headers());
    try (RawHttp http = RawHttp.connect(side.url())) {
      http.writePostHead(side.url(), headers, OptionalLong.empty());
      assertThat(http.readResponse().status()).isEqualTo(100);
      http.write("3;name=\"value\"\r\nUNA\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      assertBare(http.readResponse(), 200);
    }
    try (RawHttp http = RawHttp.connect(side.url())) {
      http.writePostHead(
          side.url(),
          PartnerSide.identity("nobody").with("Expect", "100-continue"),
          OptionalLong.of(1L << 30));
      assertBare(http.readResponse(), 403);
    }
  }
}
