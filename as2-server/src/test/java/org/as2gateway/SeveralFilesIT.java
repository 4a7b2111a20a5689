package org.as2gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.as2.wire.MessageId;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.delivery.RefusedOperation;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.MdnState;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.store.log.PayloadRecord;
import org.as2gateway.store.payload.SubmittedFiles;
import org.as2gateway.store.payload.SubmittedFiles.SubmittedFile;
import org.as2gateway.testkit.HandMadeMdn;
import org.as2gateway.testkit.OpenSslEntities;
import org.as2gateway.testkit.ScriptedPartner;
import org.as2gateway.testkit.Scripts;
import org.as2gateway.testkit.TestGateway;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** protocol.md §5.9, RFC 6362: several files in one message, from one gateway to another. */
class SeveralFilesIT {
  private static final OwnKey US = TestPki.rsa("us");
  private static final OwnKey THEM = TestPki.rsa("them");
  private static final String BOUNDARY_LIKE = "\r\n--=_\r\n--\r\n\r\nnot a part\r\n";

  @TempDir Path folder;

  private static SubmittedFile file(String name, String type, String content) {
    return new SubmittedFile(
        name,
        Optional.of(type),
        new ByteArrayInputStream(content.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static SubmittedFiles three() {
    return SubmittedFiles.of(
        file("order.xml", "application/xml", "<order/>"),
        file("drawing.pdf", "application/pdf", "%PDF\0\u00ff" + BOUNDARY_LIKE.repeat(9000)),
        file("order.xml", "text/xml", ""));
  }

  private TestHome us(Map<String, String> attributes) throws IOException {
    return new TestHome(folder.resolve("us"))
        .station("us", US)
        .partner("them", THEM.certificate())
        .partnership("us", "them", attributes);
  }

  private TestHome them(Map<String, String> attributes) throws IOException {
    return new TestHome(folder.resolve("them"))
        .station("them", THEM)
        .partner("us", US.certificate())
        .partnership("us", "them", attributes);
  }

  private static Map<String, String> receiving() {
    return new LinkedHashMap<>(Map.of("gw.allow_unsigned", "true", "gw.allow_unencrypted", "true"));
  }

  @ParameterizedTest
  @CsvSource({
    "sha-256, aes256-cbc, none, false, 1.2",
    "sha-256, aes256-gcm, zlib, true, 1.3",
    "sha-512, none, none, true, 1.2",
    "none, none, none, false, 1.2",
    "none, aes128-cbc, zlib, true, 1.1"
  })
  void each_file_arrives_whole_and_the_receipt_covers_them_all(
      String sign, String encrypt, String compression, String chunked, String version)
      throws Exception {
    try (TestGateway them = TestGateway.start(them(receiving()))) {
      Map<String, String> attributes = new LinkedHashMap<>(TestHome.sending(them.url()));
      attributes.put("sign", sign);
      attributes.put("encrypt", encrypt);
      attributes.put("compression_type", compression);
      attributes.put("gw.chunked", chunked);
      attributes.put("gw.as2_version", version);
      try (TestGateway us = TestGateway.start(us(attributes))) {
        MessageRecord sent =
            us.awaitEnd(us.gateway().submit("us-to-them", Optional.empty(), three()).id());

        assertThat(sent.as2().mdn()).as(String.valueOf(sent.error())).isEqualTo(MdnState.VERIFIED);
        assertThat(sent.as2().subject()).isEqualTo("order.xml and 2 more");
        MessageRecord received = them.awaitInbound(sent.as2().messageId());
        assertThat(received.status()).isEqualTo(MessageStatus.DELIVERED);
        assertThat(received.as2().mic()).isEqualTo(sent.as2().mic());
        assertThat(received.payloads())
            .extracting(PayloadRecord::filename, PayloadRecord::contentType, PayloadRecord::sha256)
            .containsExactlyElementsOf(
                sent.payloads().stream()
                    .map(
                        p ->
                            org.assertj.core.groups.Tuple.tuple(
                                p.filename(), p.contentType(), p.sha256()))
                    .toList());
        assertThat(them.inbox("us")).hasSize(3);
        Path inbox = them.home().path().resolve("inbox");
        assertThat(inbox.resolve(received.payloads().get(0).reservedName().orElseThrow()))
            .hasContent("<order/>");
        assertThat(inbox.resolve(received.payloads().get(1).reservedName().orElseThrow()))
            .hasBinaryContent(
                ("%PDF\0\u00ff" + BOUNDARY_LIKE.repeat(9000))
                    .getBytes(StandardCharsets.ISO_8859_1));
        assertThat(inbox.resolve(received.payloads().get(2).reservedName().orElseThrow()))
            .isEmptyFile();
      }
    }
  }

  @Test
  void openssl_finds_each_file_in_what_is_signed() throws Exception {
    OpenSslEntities openSsl = new OpenSslEntities(folder);
    List<MimeEntity> found = new ArrayList<>();
    try (ScriptedPartner partner = ScriptedPartner.start(folder)) {
      partner.answerAlways(
          Scripts.compute(
              200,
              request -> {
                MimeEntity inner = openSsl.decrypted(request.entity(), THEM);
                byte[] signedPart = OpenSslEntities.parts(inner).get(0);
                MimeEntity related = openSsl.verified(inner, US.certificate());
                assertThat(related.headers().first("Content-Type").orElse(""))
                    .startsWith("multipart/related; type=\"application/xml\"");
                for (byte[] part : OpenSslEntities.parts(related)) {
                  found.add(OpenSslEntities.parse(part));
                }
                return openSsl.signed(
                    HandMadeMdn.report(
                        request.messageId(),
                        HandMadeMdn.PROCESSED,
                        Optional.of(HandMadeMdn.mic(signedPart))),
                    THEM,
                    "sha-256");
              }));
      try (TestGateway us = TestGateway.start(us(TestHome.sending(partner.url())))) {
        MessageRecord sent =
            us.awaitEnd(us.gateway().submit("us-to-them", Optional.empty(), three()).id());
        assertThat(sent.as2().mdn()).as(String.valueOf(sent.error())).isEqualTo(MdnState.VERIFIED);

        MessageRecord again = us.gateway().resend(sent.id()); // acknowledged: a new message
        assertThat(us.awaitEnd(again.id()).as2().mdn()).isEqualTo(MdnState.VERIFIED);
        assertThat(again.as2().messageId()).isNotEqualTo(sent.as2().messageId());
        assertThat(us.gateway().payload(again.id(), 2)).isPresent();
      }
    }
    assertThat(found).hasSize(6);
    assertThat(found.get(4).headers().first("Content-Disposition"))
        .contains("attachment; filename=\"drawing.pdf\"");
    assertThat(found.get(1).body()).isEqualTo(found.get(4).body());
    assertThat(new String(found.get(0).body(), StandardCharsets.US_ASCII)).isEqualTo("<order/>");
  }

  @Test
  void more_than_the_partnership_takes_is_refused_and_nothing_stays() throws Exception {
    Map<String, String> attributes =
        new LinkedHashMap<>(TestHome.sending(java.net.URI.create("http://127.0.0.1:1/as2")));
    attributes.put("gw.multiple_attachments", "false");
    try (TestGateway us = TestGateway.start(us(attributes))) {
      assertThatThrownBy(() -> us.gateway().submit("us-to-them", Optional.empty(), three()))
          .isInstanceOf(RefusedOperation.class)
          .hasMessageContaining("at most 1 file a message (gw.multiple_attachments, gw.transport)");
      assertThatThrownBy(
              () -> us.gateway().submit("us-to-them", Optional.empty(), SubmittedFiles.of()))
          .isInstanceOf(RefusedOperation.class)
          .hasMessageContaining("no file");
      assertThat(us.messages()).isEmpty();
      assertThat(us.home().path().resolve("data/stage")).isEmptyDirectory();
      assertThat(us.home().path().resolve("data/payload")).isEmptyDirectory();
    }
  }

  @Test
  void a_hundred_files_go_and_one_more_is_refused() throws Exception {
    try (TestGateway them = TestGateway.start(them(receiving()));
        TestGateway us = TestGateway.start(us(TestHome.sending(them.url())))) {
      MessageRecord sent =
          us.awaitEnd(us.gateway().submit("us-to-them", Optional.empty(), many(100)).id());
      assertThat(sent.as2().mdn()).as(String.valueOf(sent.error())).isEqualTo(MdnState.VERIFIED);
      assertThat(them.inbox("us")).hasSize(100);
      assertThat(
              them
                  .gateway()
                  .messages()
                  .findByMessageId(new MessageId(sent.as2().messageId()))
                  .stream()
                  .filter(message -> message.direction() == Direction.IN))
          .singleElement()
          .satisfies(message -> assertThat(message.payloads()).hasSize(100));
      assertThatThrownBy(() -> us.gateway().submit("us-to-them", Optional.empty(), many(101)))
          .hasMessageContaining("at most 100 files");
    }
  }

  private static SubmittedFiles many(int count) {
    SubmittedFile[] files = new SubmittedFile[count];
    for (int i = 0; i < count; i++) {
      files[i] = file("file-" + i + ".txt", "text/plain", "content of file " + i);
    }
    return SubmittedFiles.of(files);
  }
}
