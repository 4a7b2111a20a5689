package org.as2gateway.transport.as2.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MessageId;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.testkit.RawHttp;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * protocol.md §7.7, receiving: a partner on raw sockets that does what the text of
 * draft-harding-as2-restart-07 says, and a stranger that does not.
 */
@Tag("slow")
class RestartIT {
  private static final int CONTENT = 200_000;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir private Path folder;
  private PartnerSide side;

  @BeforeEach
  void open() throws Exception {
    side = PartnerSide.open(folder);
  }

  @AfterEach
  void close() throws Exception {
    side.close();
  }

  /** A message under its ETag, and the ways to send pieces of it. */
  private final class Sending {
    private final String from;
    private final String tag;
    private final String filename;
    private final Headers headers;
    private final byte[] body;

    Sending(String from, String tag) throws IOException {
      this.from = from;
      this.tag = tag;
      this.filename = UUID.randomUUID() + ".bin";
      byte[] content = new byte[CONTENT];
      new Random().nextBytes(content);
      String text = new String(content, StandardCharsets.ISO_8859_1);
      MimeEntity entity = side.enveloped(side.signed(PartnerSide.payload(filename, text)));
      this.headers =
          PartnerSide.identity(from)
              .with(PartnerSide.SIGNED_RECEIPT)
              .with(entity.headers())
              .with("ETag", tag);
      this.body = entity.body();
    }

    int length() {
      return body.length;
    }

    Headers range(long first) {
      return headers.with(
          "Content-Range", "bytes " + first + "-" + (length() - 1) + "/" + length());
    }

    /** Sends from one octet to before another, and breaks off. */
    void breakOff(int first, int end) throws IOException {
      try (RawHttp http = RawHttp.connect(side.url())) {
        http.writePostHead(
            side.url(),
            first > 0 ? range(first) : headers,
            OptionalLong.of((long) length() - first));
        http.write(Arrays.copyOfRange(body, first, end));
      }
    }

    /** What HEAD says is held. */
    RawHttp.Response ask() throws IOException {
      try (RawHttp http = RawHttp.connect(side.url())) {
        http.write(
            "HEAD %s HTTP/1.1\r\nEtag: %s\r\nAS2-To: us\r\nAS2-From: %s\r\nAS2-Version: 1.2\r\nConnection: close\r\nHost: yourhost.com\r\n\r\n"
                .formatted(side.url().getPath(), tag, from));
        return http.readHeadResponse();
      }
    }

    long held() throws IOException {
      RawHttp.Response answer = ask();
      assertThat(answer.status()).isEqualTo(200);
      return Long.parseLong(answer.headers().first("Content-Length").orElseThrow());
    }

    void awaitHeld(long octets) {
      Awaitility.await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(20))
          .until(this::held, held -> held == octets);
    }

    /** Posts the rest from there; comes again while the connection before is not let go of. */
    RawHttp.Response goOn(long first) {
      return post(range(first), rest((int) first));
    }

    byte[] rest(int first) {
      return Arrays.copyOfRange(body, first, length());
    }

    RawHttp.Response whole() {
      return post(headers, body);
    }

    RawHttp.Response post(Headers fields, byte[] octets) {
      return Awaitility.await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(50))
          .until(() -> RawHttp.post(side.url(), fields, octets), r -> r.status() != 503);
    }

    /** Expects a verified positive receipt, and the file whole in the inbox, once. */
    void assertDelivered(RawHttp.Response answer) throws IOException {
      String messageId = headers.first("Message-ID").orElseThrow();
      PartnerSide.Mdn mdn = side.mdn(new PartnerSide.Exchange(messageId, answer));
      assertThat(mdn.disposition()).endsWith("; processed");
      assertThat(side.gateway().awaitInbound(messageId).status())
          .isEqualTo(MessageStatus.DELIVERED);
      assertThat(side.gateway().gateway().messages().findByMessageId(new MessageId(messageId)))
          .as("no copy of it was refused")
          .hasSize(1);
      List<Path> inbox = side.gateway().inbox(from);
      assertThat(inbox).extracting(p -> p.getFileName().toString()).containsExactly(filename);
      assertThat(inbox.get(0)).hasSize(CONTENT);
    }
  }

  private Sending sending(String tag) throws IOException {
    return new Sending("resuming", tag);
  }

  @ParameterizedTest // 0: before the first octet; -1: before the last one
  @ValueSource(ints = {0, 1, 65_536, -1})
  void goes_on_where_a_transfer_broke_off(int cut) throws Exception {
    Sending sending = sending("\"ci1257348820455.829541_tharding_2k_te\"");
    int at = cut < 0 ? sending.length() + cut : cut;
    assertThat(sending.held()).isZero();
    sending.breakOff(0, at);
    sending.awaitHeld(at);
    assertThat(side.gateway().inbox("resuming")).isEmpty();
    sending.assertDelivered(at == 0 ? sending.whole() : sending.goOn(at));
  }

  @RepeatedTest(3)
  void goes_on_after_breaks_at_random() throws Exception {
    Sending sending = sending("\"random\"");
    Random random = new Random();
    int from = 0;
    for (int i = 0; i < 4; i++) {
      int to = from + 1 + random.nextInt(sending.length() / 5);
      sending.breakOff(from, to);
      sending.awaitHeld(to);
      from = to;
    }
    sending.assertDelivered(sending.goOn(from));
  }

  @Test
  void an_answer_that_got_lost_is_fetched_with_the_last_octet() throws Exception {
    Sending sending = sending("lost");
    sending.breakOff(0, sending.length());
    side.gateway().awaitInbound(sending.headers.first("Message-ID").orElseThrow());
    sending.awaitHeld(sending.length());
    RawHttp.Response answer = sending.goOn(sending.length() - 1L);
    sending.assertDelivered(answer);
    assertThat(sending.whole().entity().body()).isEqualTo(answer.entity().body());
  }

  @Test
  void what_is_held_outlives_the_gateway_but_not_its_age() throws Exception {
    Sending kept = sending("\"kept\"");
    Sending old = sending("\"old\"");
    kept.breakOff(0, 1000);
    kept.awaitHeld(1000);
    Path first = files().get(0);
    assertThat(Files.getPosixFilePermissions(first)).as("owner only").hasSize(2);
    old.breakOff(0, 2000);
    old.awaitHeld(2000);
    Path second = files().stream().filter(f -> !f.equals(first)).findAny().orElseThrow();
    side.close();
    Files.setLastModifiedTime(second, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
    side = PartnerSide.open(folder);
    assertThat(old.held()).isZero();
    assertThat(kept.held()).isEqualTo(1000);
    kept.assertDelivered(kept.goOn(1000));
  }

  private Path partial() {
    return side.gateway().home().path().resolve("data/partial");
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(partial())) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  @Test // the draft: 416 with the valid starting position
  void a_range_that_does_not_follow_is_416() throws Exception {
    Sending sending = sending("\"gap\"");
    sending.breakOff(0, 500);
    sending.awaitHeld(500);
    RawHttp.Response gap = sending.goOn(501);
    assertThat(gap.status()).isEqualTo(416);
    assertThat(gap.headers().first("Content-Range")).contains("bytes */500");
    for (String range : List.of("bytes 500-/9", "bytes 500-600/9", "bytes 500-600/99999", "x")) {
      Headers fields = sending.headers.with("Content-Range", range);
      assertThat(sending.post(fields, new byte[101]).status()).as(range).isEqualTo(416);
    }
    assertThat(sending.held()).isEqualTo(500);
    sending.assertDelivered(sending.goOn(500));
  }

  @Test
  void a_message_may_be_sent_over_what_is_held() throws Exception {
    Sending sending = sending("\"again\"");
    sending.breakOff(0, 500);
    sending.awaitHeld(500);
    sending.assertDelivered(sending.post(sending.range(0), sending.body));
  }

  @Test
  void a_chunked_transfer_goes_on_chunked() throws Exception {
    Sending sending = sending("\"chunked\"");
    sending.breakOff(0, 5000);
    sending.awaitHeld(5000);
    RawHttp.Response answer =
        Awaitility.await()
            .atMost(PATIENCE)
            .until(() -> postChunked(sending, 5000), r -> r.status() != 503);
    sending.assertDelivered(answer);
  }

  private RawHttp.Response postChunked(Sending sending, int from) throws IOException {
    try (RawHttp http = RawHttp.connect(side.url())) {
      http.writePostHead(side.url(), sending.range(from), OptionalLong.empty());
      http.writeChunk(Arrays.copyOfRange(sending.body, from, sending.length()));
      http.write("0\r\n\r\n");
      return http.readResponse();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_forged_piece_costs_a_repeat_and_no_message(boolean isFinished) throws Exception {
    Sending sending = sending("\"guessed\"");
    sending.breakOff(0, 70_000);
    sending.awaitHeld(70_000);
    byte[] garbage = new byte[isFinished ? sending.length() - 70_000 : 30_000];
    try (RawHttp stranger = RawHttp.connect(side.url())) {
      stranger.writePostHead(
          side.url(), sending.range(70_000), OptionalLong.of(sending.length() - 70_000L));
      stranger.write(garbage);
      if (isFinished) {
        assertThat(stranger.readResponse().status()).isEqualTo(503);
      }
    }
    if (!isFinished) {
      sending.awaitHeld(100_000);
      assertThat(RawHttp.post(side.url(), sending.range(100_000), sending.rest(100_000)).status())
          .isEqualTo(503);
    }
    sending.awaitHeld(0);
    sending.assertDelivered(sending.whole());
  }

  @Test
  void a_tag_means_nothing_to_another_pair_or_message() throws Exception {
    Sending sending = sending("\"same\"");
    sending.breakOff(0, 700);
    sending.awaitHeld(700);
    Sending other = new Sending("bounded", "\"same\"");
    assertThat(other.held()).isZero();
    assertThat(other.goOn(700).headers().first("Content-Range")).contains("bytes */0");
    Sending later = sending("\"same\"");
    RawHttp.Response refused = later.goOn(700);
    assertThat(refused.status()).isEqualTo(416);
    assertThat(refused.headers().first("Content-Range")).contains("bytes */0");
    assertThat(sending.held()).isEqualTo(700);
    later.assertDelivered(later.whole());
  }

  @Test
  void no_more_is_kept_than_the_partner_may() throws Exception {
    Sending sending = new Sending("bounded", "\"big\"");
    sending.breakOff(0, 1000);
    assertThat(sending.held()).isZero();
    sending.assertDelivered(sending.whole());
    assertThat(files()).isEmpty();
  }

  @Test
  void it_is_off_unless_set() throws Exception {
    Sending sending = new Sending("partner", "\"off\"");
    assertThat(sending.ask().status()).isEqualTo(405);
    assertThat(sending.goOn(10).status()).as("a piece is never read as a message").isEqualTo(416);
    RawHttp.Response answer = sending.post(sending.range(0), sending.body);
    sending.assertDelivered(answer);
    assertThat(answer.headers().first("EDIINT-Features").orElse("")).doesNotContain("AS2-Restart");
    assertThat(sending("\"on\"").whole().headers().first("EDIINT-Features").orElse(""))
        .contains("AS2-Restart");
    assertThat(files()).as("that of the one that was answered").hasSize(1);
  }

  @Test
  void strangers_learn_and_keep_nothing() throws Exception {
    Sending sending = new Sending("stranger", "\"x\"");
    assertThat(sending.ask().status()).isEqualTo(403);
    assertThat(sending.goOn(10).status()).isEqualTo(403);
    assertThat(sending.whole().status()).isEqualTo(403);
    assertThat(files()).isEmpty();
  }
}
