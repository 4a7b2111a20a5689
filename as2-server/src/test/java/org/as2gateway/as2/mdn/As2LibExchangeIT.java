package org.as2gateway.as2.mdn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.as2.smime.CryptoProviders;
import org.as2gateway.as2.smime.DetachedSigner;
import org.as2gateway.as2.smime.MessageReader;
import org.as2gateway.as2.smime.MessageSink;
import org.as2gateway.as2.smime.MessageWriter;
import org.as2gateway.as2.smime.ReadLimits;
import org.as2gateway.as2.smime.ReadOutcome;
import org.as2gateway.as2.smime.ReadPolicy;
import org.as2gateway.as2.smime.SignatureCheck;
import org.as2gateway.as2.smime.WriteRequest;
import org.as2gateway.as2.smime.WrittenMessage;
import org.as2gateway.as2.wire.Compression;
import org.as2gateway.as2.wire.Disposition;
import org.as2gateway.as2.wire.EncryptionAlgorithm;
import org.as2gateway.as2.wire.ErrorWord;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.KeyTransport;
import org.as2gateway.as2.wire.MessageId;
import org.as2gateway.as2.wire.MicAlgorithm;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.as2.wire.SignatureAlgorithm;
import org.as2gateway.store.payload.KeptFiles;
import org.as2gateway.testkit.As2LibOptions;
import org.as2gateway.testkit.As2LibReceiver;
import org.as2gateway.testkit.As2LibSender;
import org.as2gateway.testkit.As2LibStation;
import org.as2gateway.testkit.RawHttp;
import org.as2gateway.testkit.ScriptedExchange;
import org.as2gateway.testkit.ScriptedPartner;
import org.as2gateway.testkit.Scripts;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages and receipts go to and fro between the codec and as2-lib. */
@Tag("slow")
class As2LibExchangeIT {
  private static final OwnKey US = TestPki.rsa("us");
  private static final OwnKey THEM = TestPki.rsa("them");
  private static final byte[] PAYLOAD =
      "UNA:+.? '\nUNB+\r\n\0\u00ff".repeat(3000).getBytes(StandardCharsets.ISO_8859_1);

  @TempDir Path folder;

  static Stream<Arguments> layers() {
    List<Arguments> all = new ArrayList<>();
    for (Compression compression : Compression.values()) {
      for (boolean isSigned : new boolean[] {true, false}) {
        all.add(arguments(isSigned, null, compression));
        all.add(arguments(isSigned, EncryptionAlgorithm.AES256_CBC, compression));
      }
    }
    all.add(arguments(true, EncryptionAlgorithm.TRIPLE_DES, Compression.BEFORE_SIGNING));
    return all.stream();
  }

  private static Arguments arguments(
      boolean isSigned, EncryptionAlgorithm encryption, Compression compression) {
    return Arguments.of(
        isSigned ? Optional.of(SignatureAlgorithm.SHA256) : Optional.empty(),
        Optional.ofNullable(encryption),
        compression);
  }

  private As2LibStation them() {
    return new As2LibStation(folder.resolve("them"), "them", THEM, "us", US.certificate());
  }

  /**
   * as2-lib takes the MIC of an unsigned message that is compressed before signing over the
   * compressed part, against RFC 4130 §7.3.1 (protocol.md §3.2 and §3.3): noted, not imitated.
   */
  @ParameterizedTest
  @MethodSource("layers")
  void as2_lib_sends_and_verifies_our_receipt(
      Optional<SignatureAlgorithm> sign,
      Optional<EncryptionAlgorithm> encrypt,
      Compression compression)
      throws Exception {
    boolean isMicWrong = sign.isEmpty() && compression == Compression.BEFORE_SIGNING;
    try (ScriptedPartner us = ScriptedPartner.start(folder)) {
      us.answerAlways(Scripts.compute(200, this::receive));
      As2LibOptions options = As2LibOptions.defaults().with(sign, encrypt, compression);
      As2LibSender.Result result =
          new As2LibSender(them()).send(us.url(), options, "a b.edi", PAYLOAD);

      assertThat(result.error()).isEmpty();
      assertThat(result.isVerified()).as(result.toString()).isEqualTo(!isMicWrong);
    }
  }

  private MimeEntity receive(ScriptedExchange.Request request) throws IOException {
    ByteArrayOutputStream sink = new ByteArrayOutputStream();
    MimeEntity message = request.entity();
    ReadOutcome outcome =
        new MessageReader(CryptoProviders.shared())
            .read(
                message.headers(),
                new ByteArrayInputStream(message.body()),
                policy(),
                new OnePayload(sink));
    assertThat(outcome).isInstanceOf(ReadOutcome.Opened.class);
    assertThat(sink.toByteArray()).isEqualTo(PAYLOAD);
    ReadOutcome.Opened opened = (ReadOutcome.Opened) outcome;
    assertThat(opened.payloads().get(0).filename()).contains("a b.edi");
    Instant now = Instant.now();
    MdnContent content =
        MdnContent.answering(
                message.headers(), now, new MessageId("<mdn@us>"), now, Disposition.processed())
            .withMic(opened.mic().fieldValue());
    return MdnWriter.writeSigned(
        content, new DetachedSigner(US, SignatureAlgorithm.SHA256, true, true), "sha-256");
  }

  private static ReadPolicy policy() {
    return new ReadPolicy(
        List.of(US),
        List.of(THEM.certificate()),
        EnumSet.allOf(SignatureAlgorithm.class),
        EnumSet.allOf(EncryptionAlgorithm.class),
        false,
        false,
        MicAlgorithm.SHA256,
        new ReadLimits(1L << 30, 200, 10));
  }

  /**
   * as2-lib takes the MIC of a signed message always over the uncompressed part, against RFC 5402
   * §4.1 (protocol.md §3.1) where it was compressed before signing: noted, not imitated.
   */
  @ParameterizedTest
  @MethodSource("layers")
  void as2_lib_receives_and_we_verify_its_receipt(
      Optional<SignatureAlgorithm> sign,
      Optional<EncryptionAlgorithm> encrypt,
      Compression compression)
      throws Exception {
    As2LibOptions options = As2LibOptions.defaults().with(sign, encrypt, compression);
    try (As2LibReceiver receiver = As2LibReceiver.start(them(), options)) {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      WrittenMessage written =
          new MessageWriter(CryptoProviders.shared(), Clock.systemUTC())
              .write(request(sign, encrypt, compression), body);
      Headers headers = headers().with(written.headers());

      RawHttp.Response answer = RawHttp.post(receiver.url(), headers, body.toByteArray());

      As2LibReceiver.Received received = receiver.awaitReceived(1);
      assertThat(Files.readAllBytes(received.file())).isEqualTo(PAYLOAD);
      assertThat(received.isSigned()).isEqualTo(sign.isPresent());
      assertThat(received.isEncrypted()).isEqualTo(encrypt.isPresent());
      assertThat(received.isCompressed()).isEqualTo(compression != Compression.NONE);
      Mdn mdn = (Mdn) MdnReader.read(answer.headers(), answer.entity().body());
      assertThat(mdn.isPositive()).isTrue();
      assertThat(
              mdn.signature()
                  .orElseThrow()
                  .verify(List.of(THEM.certificate()), EnumSet.of(SignatureAlgorithm.SHA256)))
          .isInstanceOf(SignatureCheck.Valid.class);
      boolean isMicWrong = sign.isPresent() && compression == Compression.BEFORE_SIGNING;
      assertThat(written.mics().contains(mdn.mic().orElseThrow())).isEqualTo(!isMicWrong);
    }
  }

  /** as2-lib puts AES-GCM into EnvelopedData, where RFC 5084 §1 has AuthEnvelopedData. */
  @Test
  void as2_libs_gcm_is_refused() throws Exception {
    As2LibOptions options =
        As2LibOptions.defaults()
            .with(
                Optional.of(SignatureAlgorithm.SHA256),
                Optional.of(EncryptionAlgorithm.AES128_GCM),
                Compression.NONE);
    try (ScriptedPartner us = ScriptedPartner.start(folder)) {
      new As2LibSender(them()).send(us.url(), options, "a.edi", PAYLOAD);
      MimeEntity message = us.awaitRequest(1).entity();
      ReadOutcome outcome =
          new MessageReader(CryptoProviders.shared())
              .read(
                  message.headers(),
                  new ByteArrayInputStream(message.body()),
                  policy(),
                  new OnePayload(new ByteArrayOutputStream()));
      assertThat(outcome)
          .isInstanceOfSatisfying(
              ReadOutcome.Refused.class,
              refused -> assertThat(refused.word()).isEqualTo(ErrorWord.DECRYPTION_FAILED));
    }
  }

  /**
   * as2-lib knows AES-GCM under {@code smime-type=enveloped-data} only. Under {@code
   * authEnveloped-data}, as RFC 8551 §3.2.2 has it, its receiver stores the ciphertext as payload
   * and says "processed". The MIC gives it away.
   */
  @Test
  void as2_lib_taking_ciphertext_for_payload_is_seen_by_the_mic() throws Exception {
    try (As2LibReceiver receiver = As2LibReceiver.start(them(), As2LibOptions.defaults())) {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      WrittenMessage written =
          new MessageWriter(CryptoProviders.shared(), Clock.systemUTC())
              .write(
                  request(
                      Optional.of(SignatureAlgorithm.SHA256),
                      Optional.of(EncryptionAlgorithm.AES256_GCM),
                      Compression.NONE),
                  body);
      RawHttp.Response answer =
          RawHttp.post(receiver.url(), headers().with(written.headers()), body.toByteArray());

      Mdn mdn = (Mdn) MdnReader.read(answer.headers(), answer.entity().body());
      assertThat(mdn.isPositive()).isTrue();
      assertThat(receiver.awaitReceived(1).isEncrypted()).isFalse();
      assertThat(written.mics()).doesNotContain(mdn.mic().orElseThrow());
    }
  }

  private static Headers headers() {
    return Headers.of(
        "AS2-Version", "1.2",
        "AS2-From", "us",
        "AS2-To", "them",
        "Message-ID", "<1@us>",
        "Subject", "test",
        "MIME-Version", "1.0",
        "Disposition-Notification-To", "us@localhost",
        "Disposition-Notification-Options",
            "signed-receipt-protocol=required, pkcs7-signature; "
                + "signed-receipt-micalg=required, sha-256");
  }

  private WriteRequest request(
      Optional<SignatureAlgorithm> sign,
      Optional<EncryptionAlgorithm> encrypt,
      Compression compression)
      throws IOException {
    Path file = Files.write(folder.resolve("payload"), PAYLOAD);
    return new WriteRequest(
        List.of(
            new WriteRequest.Payload(
                KeptFiles.of(file), "application/octet-stream", Optional.of("a b.edi"))),
        false,
        compression,
        sign.map(s -> new WriteRequest.Signing(US, s, "sha-256", true, true)),
        encrypt.map(
            e ->
                new WriteRequest.Encryption(
                    List.of(THEM.certificate()), e, KeyTransport.RSA_PKCS1)),
        List.of(MicAlgorithm.SHA256));
  }

  /** Keeps the one payload, and the signed entity of a Base64 one. */
  private static final class OnePayload implements MessageSink {
    private final ByteArrayOutputStream payload;
    private final ByteArrayOutputStream entity = new ByteArrayOutputStream();

    OnePayload(ByteArrayOutputStream payload) {
      this.payload = payload;
    }

    @Override
    public OutputStream openPayload(int index) {
      return payload;
    }

    @Override
    public OutputStream openSignedEntity() {
      return entity;
    }

    @Override
    public InputStream reopenPayload(int index) {
      return new ByteArrayInputStream(payload.toByteArray());
    }

    @Override
    public InputStream reopenSignedEntity() {
      return new ByteArrayInputStream(entity.toByteArray());
    }
  }
}
