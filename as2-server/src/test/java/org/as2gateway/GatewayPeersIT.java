package org.as2gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.as2.wire.Compression;
import org.as2gateway.as2.wire.EncryptionAlgorithm;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.as2.wire.SignatureAlgorithm;
import org.as2gateway.store.log.MdnState;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.store.payload.SubmittedFiles;
import org.as2gateway.store.payload.SubmittedFiles.SubmittedFile;
import org.as2gateway.testkit.As2LibOptions;
import org.as2gateway.testkit.As2LibReceiver;
import org.as2gateway.testkit.As2LibSender;
import org.as2gateway.testkit.As2LibStation;
import org.as2gateway.testkit.HandMadeMdn;
import org.as2gateway.testkit.OpenSslEntities;
import org.as2gateway.testkit.RawHttp;
import org.as2gateway.testkit.ScriptedPartner;
import org.as2gateway.testkit.Scripts;
import org.as2gateway.testkit.TestGateway;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.as2gateway.transport.as2.explain.Explanation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A whole gateway and peers that this project did not write, both ways, over sockets. */
@Tag("slow")
class GatewayPeersIT {
  private static final OwnKey US = TestPki.rsa("us");
  private static final OwnKey THEM = TestPki.rsa("them");
  private static final byte[] PAYLOAD =
      "UNA:+.? '\nUNB+\r\n\0\u00ff".repeat(5000).getBytes(StandardCharsets.ISO_8859_1);

  @TempDir Path folder;

  static Stream<Arguments> layers() {
    List<Arguments> all = new ArrayList<>();
    for (Compression compression : Compression.values()) {
      for (boolean isSigned : new boolean[] {true, false}) {
        for (boolean isEncrypted : new boolean[] {true, false}) {
          all.add(
              Arguments.of(
                  isSigned ? Optional.of(SignatureAlgorithm.SHA256) : Optional.empty(),
                  isEncrypted ? Optional.of(EncryptionAlgorithm.AES256_CBC) : Optional.empty(),
                  compression));
        }
      }
    }
    return all.stream();
  }

  private TestHome home() throws Exception {
    return new TestHome(folder.resolve("home"))
        .station("us", US)
        .partner("them", THEM.certificate())
        .partnership(
            "them", "us", Map.of("gw.allow_unsigned", "true", "gw.allow_unencrypted", "true"));
  }

  private As2LibStation as2Lib() {
    return new As2LibStation(folder.resolve("as2-lib"), "them", THEM, "us", US.certificate());
  }

  /** as2-lib's own MIC is wrong when unsigned and compressed before signing (As2LibExchangeIT). */
  @ParameterizedTest
  @MethodSource("layers")
  void as2_lib_sends_to_the_gateway(
      Optional<SignatureAlgorithm> sign,
      Optional<EncryptionAlgorithm> encrypt,
      Compression compression)
      throws Exception {
    try (TestGateway gateway = TestGateway.start(home())) {
      As2LibOptions options = As2LibOptions.defaults().with(sign, encrypt, compression);
      As2LibSender.Result result =
          new As2LibSender(as2Lib()).send(gateway.url(), options, "orders 1.edi", PAYLOAD);

      boolean isMicWrong = sign.isEmpty() && compression == Compression.BEFORE_SIGNING;
      assertThat(result.isVerified()).as(result.toString()).isEqualTo(!isMicWrong);
      MessageRecord message = gateway.awaitInbound(result.messageId());
      assertThat(message.status()).isEqualTo(MessageStatus.DELIVERED);
      assertThat(message.as2().isSigned()).isEqualTo(sign.isPresent());
      assertThat(message.as2().isEncrypted()).isEqualTo(encrypt.isPresent());
      assertThat(message.as2().isCompressed()).isEqualTo(compression != Compression.NONE);
      assertThat(gateway.inbox("them")).hasSize(1);
      assertThat(gateway.inbox("them").get(0))
          .hasFileName("orders 1.edi")
          .hasBinaryContent(PAYLOAD);
    }
  }

  /** as2-lib's MIC is wrong when signed and compressed before that: its receipt is rejected. */
  @ParameterizedTest
  @MethodSource("layers")
  void the_gateway_sends_to_as2_lib(
      Optional<SignatureAlgorithm> sign,
      Optional<EncryptionAlgorithm> encrypt,
      Compression compression)
      throws Exception {
    As2LibOptions options = As2LibOptions.defaults().with(sign, encrypt, compression);
    try (As2LibReceiver receiver = As2LibReceiver.start(as2Lib(), options)) {
      Map<String, String> attributes = new LinkedHashMap<>(TestHome.sending(receiver.url()));
      attributes.put("sign", sign.map(SignatureAlgorithm::spelling).orElse("none"));
      attributes.put("encrypt", encrypt.map(EncryptionAlgorithm::spelling).orElse("none"));
      if (compression != Compression.NONE) {
        attributes.put("compression_type", "zlib");
        attributes.put(
            "compression_mode",
            compression == Compression.BEFORE_SIGNING
                ? "compress-before-signing"
                : "compress-after-signing");
      }
      try (TestGateway gateway = TestGateway.start(home().partnership("us", "them", attributes))) {
        MessageRecord sent =
            gateway.awaitEnd(gateway.submit("us-to-them", "orders 1.edi", PAYLOAD).id());

        As2LibReceiver.Received received = receiver.awaitReceived(1);
        assertThat(Files.readAllBytes(received.file())).isEqualTo(PAYLOAD);
        assertThat(received.messageId()).isEqualTo(sent.as2().messageId());
        assertThat(received.isSigned()).isEqualTo(sign.isPresent());
        assertThat(received.isEncrypted()).isEqualTo(encrypt.isPresent());
        boolean isMicWrong = sign.isPresent() && compression == Compression.BEFORE_SIGNING;
        assertThat(sent.as2().mdn()).isEqualTo(isMicWrong ? MdnState.REJECTED : MdnState.VERIFIED);
        assertThat(sent.status())
            .isEqualTo(isMicWrong ? MessageStatus.FAILED : MessageStatus.ACKNOWLEDGED);
        assertThat(gateway.gateway().explain(sent).map(Explanation::finding))
            .isEqualTo(
                isMicWrong
                    ? Optional.of("it is the sha-256 of the content before it was compressed")
                    : Optional.empty());
      }
    }
  }

  @Test // the reason for gw.multiple_attachments in its profile
  void as2_lib_takes_several_files_for_one() throws Exception {
    As2LibOptions options = As2LibOptions.defaults();
    try (As2LibReceiver receiver = As2LibReceiver.start(as2Lib(), options);
        TestGateway gateway =
            TestGateway.start(home().partnership("us", "them", TestHome.sending(receiver.url())))) {
      SubmittedFile[] files = new SubmittedFile[2];
      for (int i = 0; i < files.length; i++) {
        files[i] =
            new SubmittedFile(
                i + ".txt", Optional.of("text/plain"), new ByteArrayInputStream(new byte[] {'x'}));
      }
      MessageRecord sent =
          gateway.awaitEnd(
              gateway
                  .gateway()
                  .submit("us-to-them", Optional.empty(), SubmittedFiles.of(files))
                  .id());

      assertThat(sent.as2().mdn()).as(String.valueOf(sent.error())).isEqualTo(MdnState.VERIFIED);
      assertThat(receiver.awaitReceived(1).file())
          .content(StandardCharsets.ISO_8859_1)
          .contains("filename=\"0.txt\"", "filename=\"1.txt\"");
    }
  }

  @Test
  void as2_lib_answers_the_gateway_asynchronously() throws Exception {
    As2LibOptions options = As2LibOptions.defaults();
    try (As2LibReceiver receiver = As2LibReceiver.start(as2Lib(), options);
        TestGateway gateway = TestGateway.start(home())) {
      Map<String, String> attributes = new LinkedHashMap<>(TestHome.sending(receiver.url()));
      attributes.put("as2_receipt_option", gateway.url().toString());
      gateway.home().partnership("us", "them", attributes);
      gateway.awaitPartnership("us-to-them");

      MessageRecord sent = gateway.awaitEnd(gateway.submit("us-to-them", "a.edi", PAYLOAD).id());

      assertThat(sent.as2().mdn()).as(String.valueOf(sent.error())).isEqualTo(MdnState.VERIFIED);
      assertThat(sent.status()).isEqualTo(MessageStatus.ACKNOWLEDGED);
    }
  }

  @Test
  void openssl_builds_a_message_and_verifies_the_receipt() throws Exception {
    OpenSslEntities openSsl = new OpenSslEntities(folder);
    MimeEntity payload = OpenSslEntities.payload("application/edifact", "a.edi", PAYLOAD);
    MimeEntity message =
        openSsl.enveloped(openSsl.signed(payload, THEM, "sha-256"), "aes256", US.certificate());
    Headers headers =
        Headers.of(
            "AS2-Version", "1.2",
            "AS2-From", "them",
            "AS2-To", "us",
            "Message-ID", "<1@them>",
            "Disposition-Notification-To", "them@localhost",
            "Disposition-Notification-Options",
                "signed-receipt-protocol=required, pkcs7-signature; "
                    + "signed-receipt-micalg=required, sha-256");
    try (TestGateway gateway = TestGateway.start(home())) {
      RawHttp.Response answer =
          RawHttp.post(gateway.url(), headers.with(message.headers()), message.body());

      assertThat(answer.status()).isEqualTo(200);
      MimeEntity report = openSsl.verified(answer.entity(), US.certificate());
      String fields = new String(report.body(), StandardCharsets.US_ASCII);
      assertThat(fields)
          .contains("; processed\r\n", "<1@them>", HandMadeMdn.mic(payload.toBytes()));
      assertThat(gateway.awaitInbound("<1@them>").status()).isEqualTo(MessageStatus.DELIVERED);
      assertThat(gateway.inbox("them").get(0)).hasFileName("a.edi").hasBinaryContent(PAYLOAD);
    }
  }

  @Test
  void openssl_takes_apart_a_message_and_signs_the_receipt() throws Exception {
    OpenSslEntities openSsl = new OpenSslEntities(folder);
    try (ScriptedPartner partner = ScriptedPartner.start(folder)) {
      partner.answerAlways(
          Scripts.compute(
              200,
              request -> {
                MimeEntity inner = openSsl.decrypted(request.entity(), THEM);
                byte[] signedPart = OpenSslEntities.parts(inner).get(0);
                assertThat(openSsl.verified(inner, US.certificate()).body()).isEqualTo(PAYLOAD);
                return openSsl.signed(
                    HandMadeMdn.report(
                        request.messageId(),
                        HandMadeMdn.PROCESSED,
                        Optional.of(HandMadeMdn.mic(signedPart))),
                    THEM,
                    "sha-256");
              }));
      TestHome home = home().partnership("us", "them", TestHome.sending(partner.url()));
      try (TestGateway gateway = TestGateway.start(home)) {
        MessageRecord sent = gateway.awaitEnd(gateway.submit("us-to-them", "a.edi", PAYLOAD).id());

        assertThat(sent.as2().mdn()).as(String.valueOf(sent.error())).isEqualTo(MdnState.VERIFIED);
        assertThat(partner.requests()).hasSize(1);
      }
    }
  }

  @Test // libas2 does so
  void a_receipt_that_is_signed_without_its_last_line_end_is_explained() throws Exception {
    OpenSslEntities openSsl = new OpenSslEntities(folder);
    try (ScriptedPartner partner = ScriptedPartner.start(folder)) {
      partner.answerAlways(
          Scripts.compute(
              200,
              request -> {
                MimeEntity inner = openSsl.decrypted(request.entity(), THEM);
                MimeEntity report =
                    HandMadeMdn.report(
                        request.messageId(),
                        HandMadeMdn.PROCESSED,
                        Optional.of(HandMadeMdn.mic(OpenSslEntities.parts(inner).get(0))));
                byte[] all = report.toBytes();
                Path part =
                    openSsl.openSsl().temporary(".entity", Arrays.copyOf(all, all.length - 2));
                byte[] signature = Files.readAllBytes(openSsl.openSsl().sign(part, THEM));
                return OpenSslEntities.multipartSigned(report, signature, "sha-256");
              }));
      TestHome home = home().partnership("us", "them", TestHome.sending(partner.url()));
      try (TestGateway gateway = TestGateway.start(home)) {
        MessageRecord sent = gateway.awaitEnd(gateway.submit("us-to-them", "a.edi", PAYLOAD).id());

        assertThat(sent.as2().mdn()).isEqualTo(MdnState.REJECTED);
        Explanation explanation = gateway.gateway().explain(sent).orElseThrow();
        assertThat(explanation.finding())
            .isEqualTo(
                "it is the sha-256 of the signed part of the receipt, without the last line end");
        assertThat(explanation.known().toString()).contains("libas2");
      }
    }
  }
}
