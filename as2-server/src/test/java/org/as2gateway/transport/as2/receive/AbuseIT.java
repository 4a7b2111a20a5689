package org.as2gateway.transport.as2.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.testkit.OpenSslEntities;
import org.as2gateway.testkit.RawHttp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Attacks on the parsers and on what messages name, against a gateway with a heap of 128 MiB
 * ({@code docs/abuse.md}). What is refused for one reason only stands in {@link RefusedContentIT},
 * {@link DecryptionFailuresIT} and {@link FileNamesIT}.
 */
@Tag("slow")
class AbuseIT {
  private static final MimeEntity PAYLOAD = PartnerSide.payload("orders.edi", "UNA:+.? '\nUNB");
  private static final String UNEXPECTED = "200 processed/error: unexpected-processing-error";
  private static final String DECRYPTION = "200 processed/error: decryption-failed";
  private static final String DECOMPRESSION = "200 processed/error: decompression-failed";
  private static final String INTEGRITY = "200 processed/error: integrity-check-failed";
  private static final String INSUFFICIENT = "200 processed/error: insufficient-message-security";

  private static BesiegedGateway gateway;

  /** Nobody may ever connect to it: it is where messages want MDNs to go. */
  private static ServerSocket elsewhere;

  @BeforeAll
  static void open(@TempDir Path folder) throws Exception {
    elsewhere = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    elsewhere.setSoTimeout(300);
    gateway = BesiegedGateway.start(folder, URI.create("http://127.0.0.1:9/receipts"));
  }

  @AfterAll
  static void close() throws Exception {
    gateway.close();
    elsewhere.close();
  }

  private static void assertAnswer(String name, String from, MimeEntity entity, String answer)
      throws Exception {
    assertThat(gateway.endure(name, () -> gateway.answerTo(PartnerSide.identity(from), entity)))
        .as(name)
        .isEqualTo(answer);
  }

  @Test // protocol.md §2.3, §2.6
  void mime_without_end_is_refused_within_its_budget() throws Exception {
    assertAnswer(
        "multipart/signed in itself, 10,000 deep",
        "clear",
        Bombs.signedInSigned(10_000),
        UNEXPECTED);
    assertAnswer("multipart/related of 200,000 parts", "open", Bombs.related(200_000), UNEXPECTED);
    assertAnswer("a part with 100,000 header lines", "open", Bombs.longHeaderBlock(), UNEXPECTED);
    String parameters = ";a=\"\\\"\"".repeat(6000);
    assertAnswer(
        "Content-Type with 6,000 parameters",
        "clear",
        Damage.text("multipart/signed" + parameters, "x"),
        UNEXPECTED);
    assertAnswer(
        "500,000 delimiters that are none",
        "clear",
        Damage.text("multipart/signed; boundary=b", "--b x\r\n".repeat(500_000)),
        UNEXPECTED);
    assertAnswer(
        "Content-Type with 2,500 sections of one parameter",
        "clear",
        Damage.text("multipart/signed" + ";b*1*=%41".repeat(2500), "x"),
        UNEXPECTED);
  }

  @Test // protocol.md §2.6: a scan that begins again with each octet would cost hours here
  void a_delimiter_line_in_chunks_of_one_octet_costs_what_it_weighs() throws Exception {
    String answer =
        gateway.endure(
            "10 delimiters with 60,000 spaces behind, in chunks of one octet",
            () -> {
              Headers headers =
                  PartnerSide.identity("clear")
                      .with(PartnerSide.SIGNED_RECEIPT)
                      .with("Content-Type", "multipart/signed; boundary=b");
              String line = "5\r\n\r\n--b\r\n" + "1\r\n \r\n".repeat(60_000) + "1\r\nx\r\n";
              try (RawHttp http = RawHttp.connect(gateway.url())) {
                http.writePostHead(gateway.url(), headers, OptionalLong.empty());
                for (int i = 0; i < 10; i++) {
                  http.write(line);
                }
                http.write("0\r\n\r\n");
                return Integer.toString(http.readResponse().status());
              }
            });
    assertThat(answer).isEqualTo("200");
  }

  @Test // protocol.md §2.6: before anything is allocated
  void asn_1_with_absurd_lengths_and_depths_is_refused() throws Exception {
    assertAnswer(
        "CMS of 2^55 octets, by its length",
        "open",
        Damage.pkcs7("enveloped-data", Bombs.hex("30877fffffffffffff0609")),
        UNEXPECTED);
    assertAnswer(
        "CMS with a length of 126 octets",
        "open",
        Damage.pkcs7("enveloped-data", Bombs.concat(Bombs.hex("30fe"), new byte[126])),
        UNEXPECTED);
    assertAnswer(
        "recipients of 2 GiB, by their length",
        "partner",
        Bombs.envelope(Bombs.hex("31847fffffff3000")),
        DECRYPTION);
    assertAnswer(
        "recipients nested 500,000 deep, indefinite",
        "partner",
        Bombs.envelope(Bombs.concat(Bombs.hex("3180"), Bombs.repeated("3080", 500_000))),
        DECRYPTION);
    assertAnswer(
        "recipients nested 50,000 deep, definite",
        "partner",
        Bombs.envelope(Bombs.set(Bombs.definiteNesting(50_000))),
        DECRYPTION);
    assertAnswer(
        "100,000 recipients",
        "partner",
        Bombs.envelope(Bombs.set(Bombs.repeated("3000", 100_000))),
        DECRYPTION);
    assertAnswer(
        "content octets nested 500,000 deep",
        "open",
        Bombs.compressed(Bombs.repeated("2480", 500_000)),
        UNEXPECTED);
    assertAnswer(
        "10,000,000 empty content segments",
        "open",
        Bombs.compressed(Bombs.concat(Bombs.hex("2480"), Bombs.repeated("0400", 10_000_000))),
        UNEXPECTED);
  }

  @Test
  void a_signature_that_is_an_asn_1_bomb_is_refused() throws Exception {
    assertAnswer(
        "signature nested 100,000 deep, indefinite",
        "clear",
        Bombs.signedBy(PAYLOAD, Bombs.repeated("3080", 100_000)),
        INTEGRITY);
    assertAnswer(
        "signature nested 50,000 deep, definite",
        "clear",
        Bombs.signedBy(PAYLOAD, Bombs.definiteNesting(50_000)),
        INTEGRITY);
    assertAnswer(
        "signature of 10 MiB", "clear", Bombs.signedBy(PAYLOAD, new byte[10 << 20]), UNEXPECTED);
    MimeEntity inside = Bombs.signedBy(PAYLOAD, Bombs.definiteNesting(50_000));
    assertAnswer("the same inside an envelope", "partner", gateway.enveloped(inside), DECRYPTION);
  }

  @Test // protocol.md §2.6: ratio
  void compression_bombs_are_refused() throws Exception {
    MimeEntity bomb = Bombs.zeros(4L << 30);
    assertAnswer("4 GiB of zeros, compressed", "open", bomb, DECOMPRESSION);
    assertAnswer("the same, signed", "clear", gateway.signed(bomb), DECOMPRESSION);
    assertAnswer(
        "the same, signed, in an envelope",
        "partner",
        gateway.enveloped(gateway.signed(bomb)),
        DECRYPTION);
    MimeEntity nested = OpenSslEntities.compressed(OpenSslEntities.compressed(bomb));
    assertAnswer("compressed three times", "open", nested, UNEXPECTED);
  }

  @Test // protocol.md §2.2, §2.3
  void wrapped_and_stripped_signatures_are_refused() throws Exception {
    MimeEntity signed = gateway.signed(PAYLOAD);
    assertAnswer("signature stripped by type", "clear", Bombs.stripped(signed), INSUFFICIENT);
    assertAnswer(
        "signature stripped by type, encrypted",
        "partner",
        gateway.enveloped(Bombs.stripped(signed)),
        INSUFFICIENT);
    String evil = "--w\r\nContent-Type: text/plain\r\n\r\nevil\r\n--w\r\n";
    String genuine = new String(signed.toBytes(), StandardCharsets.ISO_8859_1);
    MimeEntity around =
        Damage.text("multipart/mixed; boundary=w", evil + genuine + "\r\n--w--\r\n");
    assertAnswer("a signed message as second part of another", "clear", around, INSUFFICIENT);
    String type = signed.headers().first("Content-Type").orElseThrow();
    String boundary = type.replaceFirst(".*boundary=\"([^\"]*)\".*", "$1");
    String inserted = "--" + boundary + "\r\nContent-Type: text/plain\r\n\r\nevil\r\n";
    assertAnswer(
        "a part slipped in before the signed one",
        "clear",
        new MimeEntity(
            signed.headers(),
            Damage.latin1(inserted + new String(signed.body(), StandardCharsets.ISO_8859_1))),
        UNEXPECTED);
    assertAnswer(
        "an empty first part, the signed one as prologue",
        "clear",
        Damage.typed(signed, type.replace(boundary, "other")),
        UNEXPECTED);
  }

  @Test // protocol.md §2.2: in force by our clock, not by what the message says
  void a_back_dated_signature_of_an_expired_certificate_does_not_count() throws Exception {
    MimeEntity backDated =
        OpenSslEntities.multipartSigned(
            PAYLOAD, BackDatedSignature.of(PAYLOAD, PartnerSide.LAPSED), "sha-256");
    Headers headers =
        PartnerSide.identity("lapsed")
            .with("Date", BackDatedSignature.headerDate(PartnerSide.LAPSED));
    MimeEntity entity = gateway.enveloped(backDated);
    String answer =
        gateway.endure(
            "back-dated signature of an expired certificate",
            () -> gateway.answerTo(headers, entity));
    // in a CBC envelope a signature by somebody else has no word of its own
    assertThat(answer).isEqualTo(DECRYPTION);
  }

  @Test // protocol.md §2.7: no URL out of a message is ever dialled
  void no_disguise_of_a_url_makes_the_gateway_connect() throws Exception {
    String there = "127.0.0.1:" + elsewhere.getLocalPort();
    List<String> urls =
        List.of(
            "http://" + there + "/",
            "http://127.0.0.1:9@" + there + "/receipts",
            "http://" + there + "#@127.0.0.1:9/receipts",
            "http://" + there + "/\\@127.0.0.1:9/receipts",
            "http://127.0.0.1:9\\@" + there + "/receipts",
            "//" + there + "/receipts",
            "http:" + there + "/receipts",
            "ftp://" + there + "/receipts",
            "jar:http://" + there + "/a.jar!/receipts",
            "file:///etc/passwd",
            "mailto:a@" + there,
            " http://" + there + "/receipts ",
            "http://127.0.0.1:9/receipts, http://" + there + "/receipts",
            "http://127.0.0.1:9/../receipts",
            "http://127.0.0.1:9/receipts/",
            "https://127.0.0.1:9/receipts");
    gateway.endure(
        "asynchronous MDN to 16 other URLs",
        () -> {
          for (String url : urls) {
            Headers headers =
                PartnerSide.identity("open")
                    .with("Receipt-Delivery-Option", url)
                    .with("Return-Path", "<a@" + there + ">");
            assertThat(gateway.answerTo(headers, PAYLOAD))
                .as(url)
                .isEqualTo("200 failed/failure: unsupported format");
          }
          return "200 failed/failure: unsupported format";
        });
    org.assertj.core.api.Assertions.assertThatThrownBy(elsewhere::accept)
        .isInstanceOf(SocketTimeoutException.class);
  }

  @Test // protocol.md §2.8, security.md §3: names that are none of a file
  void traversal_in_any_field_names_no_file() throws Exception {
    String evil = "../../../../evil";
    Headers identity = PartnerSide.identity("clear", "<" + evil + "@x>");
    MimeEntity entity = PartnerSide.payload("x", "x");
    List<Headers> requests =
        List.of(
            identity.with("Subject", evil),
            PartnerSide.identity(evil),
            PartnerSide.identity("\"" + evil + "\\\\..\\\\evil\""),
            Headers.of("AS2-From", "clear", "AS2-To", evil, "Message-ID", "<1@x>"),
            identity.with("Content-ID", evil).with("From", evil).with("Content-Location", evil),
            identity.with("Content-Disposition", "attachment; filename=" + evil),
            identity.with("EDIINT-Features", evil).with("AS2-Version", evil));
    gateway.endure(
        "traversal in names, ids, subject, type and boundary",
        () -> {
          for (Headers headers : requests) {
            String answer = gateway.answerTo(headers, entity);
            assertThat(answer).isIn("403", INSUFFICIENT);
          }
          MimeEntity typed = Damage.text("multipart/related; boundary=" + evil, "--" + evil);
          return gateway.answerTo(identity, typed);
        });
    try (var files = Files.walk(gateway.home().getParent())) {
      assertThat(files.filter(file -> file.getFileName().toString().contains("evil"))).isEmpty();
    }
    assertThat(Files.exists(Path.of("/evil"))).isFalse();
  }

  /**
   * What one reader of HTTP takes for the end of a request, another takes for its middle. None of
   * these may get a second answer: what follows it is a message that a proxy never saw.
   */
  private static final List<String> SMUGGLING =
      List.of(
          "Content-Length: 0\r\nContent-Length: 900\r\n\r\n",
          "Content-Length: 0, 900\r\n\r\n",
          "Content-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
          "Transfer-Encoding:\r\n chunked\r\nContent-Length: 0\r\n\r\n0\r\n\r\n",
          "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
          "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
          "Transfer-Encoding: chunked;q=1\r\n\r\n0\r\n\r\n",
          "Transfer-Encoding\u000b: chunked\r\n\r\n0\r\n\r\n",
          "Transfer-Encoding: \u000bchunked\r\n\r\n0\r\n\r\n",
          "X: y\rContent-Length: 0\r\n\r\n",
          "Content-Length: +0\r\n\r\n",
          "Content-Length: 0x0\r\n\r\n",
          "Content-Length: 0 0\r\n\r\n",
          "Content_Length: 0\r\nContent-Length : 0\r\n\r\n",
          "Transfer-Encoding: chunked\r\n\r\n0;a=\"\r\n\r\n\"\r\n\r\n",
          "Transfer-Encoding: chunked\r\n\r\n-0\r\n\r\n",
          "Transfer-Encoding: chunked\r\n\r\n0x0\r\n\r\n",
          "Transfer-Encoding: chunked\r\n\r\n100000000\r\n\r\n",
          "Transfer-Encoding: chunked\r\n\r\n1\r\nxx0\r\n\r\n",
          "Transfer-Encoding: chunked\r\n\r\n0;\n\r\n\r\n");

  @Test // protocol.md §1
  void nothing_is_smuggled_behind_a_request() throws Exception {
    gateway.endure(
        "20 forms of request smuggling",
        () -> {
          for (String framing : SMUGGLING) {
            assertThat(answerBeforeTheEnd(framing)).as(visible(framing)).isIn(400, 403);
          }
          return "400 or 403, closed";
        });
  }

  /** The one answer to a request with another behind it; fails if there are two. */
  private static int answerBeforeTheEnd(String framing) throws IOException {
    String head = "POST /as2 HTTP/1.1\r\nHost: us\r\n";
    String outer = head + PartnerSide.identity("stranger").toLines() + framing;
    Headers inner = PartnerSide.identity("open").with("Content-Type", "text/plain");
    try (RawHttp http = RawHttp.connect(gateway.url())) {
      http.write(outer + head + inner.toLines() + "Content-Length: 4\r\n\r\nevil");
      int status = http.readResponse().status();
      assertThat(http.isClosedByPeer()).as(visible(framing)).isTrue();
      return status;
    }
  }

  private static String visible(String text) {
    return text.replace("\r", "\\r").replace("\n", "\\n").replace("\u000b", "\\v");
  }

  @Test
  void line_feeds_alone_and_endless_chunk_extensions_are_bounded() throws Exception {
    String head = "POST /as2 HTTP/1.1\r\nHost: us\r\n" + PartnerSide.identity("open").toLines();
    String chunked = "Content-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n";
    String answer =
        gateway.endure(
            "a chunk extension of 20 MB",
            () -> {
              try (RawHttp http = RawHttp.connect(gateway.url())) {
                http.write(head + chunked + "1;x=");
                for (int i = 0; i < 20; i++) {
                  http.write("y".repeat(1_000_000));
                }
                http.write("\r\n"); // the rest of the chunk never comes
                http.shutdownOutput();
                return Integer.toString(http.readResponse().status());
              } catch (IOException e) {
                return "closed";
              }
            });
    assertThat(answer).isIn("400", "408", "closed");
    String lineFeeds = (head + "Content-Length: 0\r\n\r\n").replace("\r\n", "\n");
    String bare =
        gateway.endure(
            "line feeds alone",
            () -> {
              try (RawHttp http = RawHttp.connect(gateway.url())) {
                http.write(lineFeeds);
                return Integer.toString(http.readResponse().status());
              }
            });
    assertThat(bare).isEqualTo("400");
  }
}
