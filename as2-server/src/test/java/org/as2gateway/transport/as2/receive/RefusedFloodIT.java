package org.as2gateway.transport.as2.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MessageId;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.store.log.EvidenceKind;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What refused messages of unverified senders leave behind. */
class RefusedFloodIT {
  private static final MimeEntity JUNK = PartnerSide.payload("junk.edi", "junk");
  private static final Headers LARGE =
      PartnerSide.SIGNED_RECEIPT.with("X-Junk", "j".repeat(50_000));

  private static PartnerSide side;

  @BeforeAll
  static void open(@TempDir Path folder) throws Exception {
    side = PartnerSide.open(folder);
  }

  @AfterAll
  static void close() throws Exception {
    side.close();
  }

  @Test
  void a_hundred_of_them_with_large_headers_take_little_of_the_database() throws Exception {
    side.send("partner", LARGE, JUNK);
    long before = databaseBytes();
    MessageRecord last = side.record(side.send("partner", LARGE, JUNK));
    for (int i = 0; i < 100; i++) {
      last = side.record(side.send("partner", LARGE, JUNK));
    }
    assertThat(last.status()).isEqualTo(MessageStatus.REFUSED);
    var headers =
        side.gateway().gateway().messages().evidence(last.id(), EvidenceKind.REQUEST_HEADERS);
    assertThat(headers).hasSize(1);
    assertThat(headers.get(0).content().length()).isEqualTo(8 * 1024);
    String text = new String(headers.get(0).content().toBytes(), StandardCharsets.ISO_8859_1);
    assertThat(text).containsIgnoringCase("AS2-From: partner");
    assertThat(databaseBytes() - before).isLessThan(5 << 20);
  }

  @Test
  void its_records_may_go_early_and_those_of_a_proven_sender_may_not() throws Exception {
    MessageRecord anybodys = side.record(side.send("partner", LARGE, JUNK));
    sendTakenMessageId();
    var messages = side.gateway().gateway().messages();
    MessageRecord proven =
        messages.findByMessageId(new MessageId("<taken@partner>")).stream()
            .filter(message -> message.status() == MessageStatus.REFUSED)
            .findAny()
            .orElseThrow();

    messages.removeRefused(Instant.now().plus(Duration.ofDays(1)), 1000);
    assertThat(messages.find(anybodys.id())).isEmpty();
    assertThat(messages.find(proven.id())).contains(proven);
  }

  /** A message of the partner under a Message-ID that it used before. */
  private static void sendTakenMessageId() throws Exception {
    Headers headers =
        PartnerSide.identity("partner", "<taken@partner>").with(PartnerSide.SIGNED_RECEIPT);
    side.send(headers, side.enveloped(side.signed(JUNK)));
    MimeEntity other = PartnerSide.payload("other.edi", "other");
    side.send(headers, side.enveloped(side.signed(other)));
  }

  private static long databaseBytes() throws IOException {
    Path folder = side.gateway().home().path().resolve("data/db");
    long bytes = 0;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }
}
