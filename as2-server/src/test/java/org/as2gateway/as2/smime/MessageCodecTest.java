package org.as2gateway.as2.smime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.as2.wire.Compression;
import org.as2gateway.as2.wire.EncryptionAlgorithm;
import org.as2gateway.as2.wire.ErrorWord;
import org.as2gateway.as2.wire.HeaderNames;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.KeyTransport;
import org.as2gateway.as2.wire.MicAlgorithm;
import org.as2gateway.as2.wire.SignatureAlgorithm;
import org.as2gateway.store.payload.KeptFiles;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class MessageCodecTest {
  private static final OwnKey SENDER = TestPki.rsa("codec sender");
  private static final OwnKey RECEIVER = TestPki.rsa("codec receiver");

  @TempDir private Path folder;

  private final MessageWriter writer =
      new MessageWriter(CryptoProviders.shared(), Clock.systemUTC());
  private final MessageReader reader = new MessageReader(CryptoProviders.shared());

  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Written(WrittenMessage message, byte[] body) {}

  private Written write(WriteRequest request) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    return new Written(writer.write(request, out), out.toByteArray());
  }

  private ReadOutcome read(Written written, ReadPolicy policy, MemorySink sink) throws IOException {
    return reader.read(
        written.message().headers(), new ByteArrayInputStream(written.body()), policy, sink);
  }

  private WriteRequest.Payload payload(byte[] content) throws IOException {
    Path file = Files.createTempFile(folder, "payload", ".bin");
    Files.write(file, content);
    return new WriteRequest.Payload(
        KeptFiles.of(file), "application/edi-x12", Optional.of("4711.x12"));
  }

  private static byte[] content(int size) {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    return content;
  }

  private static Optional<WriteRequest.Signing> signing(OwnKey key, SignatureAlgorithm algorithm) {
    return Optional.of(
        new WriteRequest.Signing(key, algorithm, algorithm.digest().wireName(), true, true));
  }

  private static Optional<WriteRequest.Encryption> encryption(
      OwnKey recipient, EncryptionAlgorithm algorithm, KeyTransport transport) {
    return Optional.of(
        new WriteRequest.Encryption(List.of(recipient.certificate()), algorithm, transport));
  }

  private WriteRequest request(
      byte[] content,
      Compression compression,
      Optional<WriteRequest.Signing> signing,
      Optional<WriteRequest.Encryption> encryption)
      throws IOException {
    return new WriteRequest(
        List.of(payload(content)),
        false,
        compression,
        signing,
        encryption,
        List.of(MicAlgorithm.SHA256));
  }

  static Stream<Arguments> combinations() {
    List<Arguments> all = new ArrayList<>();
    for (Compression compression : Compression.values()) {
      for (boolean isSigned : new boolean[] {true, false}) {
        for (EncryptionAlgorithm encryption : encryptionsOrNone()) {
          for (int size : new int[] {0, 1, 1000, 65_536, 200_001}) {
            all.add(Arguments.of(compression, isSigned, encryption, size));
          }
        }
      }
    }
    return all.stream();
  }

  private static List<EncryptionAlgorithm> encryptionsOrNone() {
    List<EncryptionAlgorithm> all = new ArrayList<>();
    all.add(null);
    all.add(EncryptionAlgorithm.AES256_CBC);
    all.add(EncryptionAlgorithm.AES128_GCM);
    return all;
  }

  @ParameterizedTest
  @MethodSource("combinations")
  void reads_back_every_combination_of_layers(
      Compression compression, boolean isSigned, EncryptionAlgorithm encryption, int size)
      throws Exception {
    byte[] content = content(size);
    Written written =
        write(
            request(
                content,
                compression,
                isSigned ? signing(SENDER, SignatureAlgorithm.SHA256) : Optional.empty(),
                encryption == null
                    ? Optional.empty()
                    : encryption(RECEIVER, encryption, KeyTransport.RSA_PKCS1)));
    MemorySink sink = new MemorySink();

    ReadOutcome outcome = read(written, TestPolicies.lenient(RECEIVER, SENDER.certificate()), sink);

    assertThat(outcome).isInstanceOf(ReadOutcome.Opened.class);
    ReadOutcome.Opened opened = (ReadOutcome.Opened) outcome;
    assertThat(sink.payload(0)).isEqualTo(content);
    assertThat(opened.mic()).isEqualTo(written.message().mic());
    assertThat(opened.layers())
        .isEqualTo(
            new ReadOutcome.Layers(encryption != null, isSigned, compression != Compression.NONE));
    assertThat(opened.payloads())
        .containsExactly(
            new ReadOutcome.Payload(
                Optional.of("4711.x12"),
                "application/edi-x12",
                size,
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content))));
    assertThat(opened.signature().isPresent()).isEqualTo(isSigned);
  }

  @ParameterizedTest
  @EnumSource(value = SignatureAlgorithm.class, names = "MD5", mode = EnumSource.Mode.EXCLUDE)
  void reads_back_every_signature_algorithm(SignatureAlgorithm algorithm) throws Exception {
    Written written =
        write(
            request(content(5000), Compression.NONE, signing(SENDER, algorithm), Optional.empty()));

    ReadOutcome outcome =
        read(written, TestPolicies.lenient(RECEIVER, SENDER.certificate()), new MemorySink());

    assertThat(((ReadOutcome.Opened) outcome).signature().orElseThrow().algorithm())
        .isEqualTo(algorithm);
    assertThat(((ReadOutcome.Opened) outcome).mic().algorithm()).isEqualTo(algorithm.digest());
  }

  @ParameterizedTest
  @EnumSource(EncryptionAlgorithm.class)
  void reads_back_every_cipher_and_key_transport(EncryptionAlgorithm algorithm) throws Exception {
    for (KeyTransport transport : KeyTransport.values()) {
      assertOpens(RECEIVER, encryption(RECEIVER, algorithm, transport));
    }
    OwnKey ec = TestPki.ec("codec ec receiver");
    assertOpens(ec, encryption(ec, algorithm, KeyTransport.RSA_PKCS1));
  }

  private void assertOpens(OwnKey own, Optional<WriteRequest.Encryption> encryption)
      throws IOException {
    byte[] content = content(150_000);
    Written written =
        write(
            request(
                content, Compression.NONE, signing(SENDER, SignatureAlgorithm.SHA256), encryption));
    MemorySink sink = new MemorySink();
    ReadOutcome outcome = read(written, TestPolicies.strict(own, SENDER.certificate()), sink);
    assertThat(outcome).isInstanceOf(ReadOutcome.Opened.class);
    assertThat(sink.payload(0)).isEqualTo(content);
  }

  @Test
  void several_payloads_travel_as_multipart_related() throws Exception {
    byte[] first = content(70_000);
    byte[] second = "second".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    Written written =
        write(
            new WriteRequest(
                List.of(payload(first), payload(second)),
                false,
                Compression.NONE,
                signing(SENDER, SignatureAlgorithm.SHA256),
                encryption(RECEIVER, EncryptionAlgorithm.AES256_CBC, KeyTransport.RSA_PKCS1),
                List.of(MicAlgorithm.SHA256)));
    MemorySink sink = new MemorySink();

    ReadOutcome outcome = read(written, TestPolicies.strict(RECEIVER, SENDER.certificate()), sink);

    assertThat(((ReadOutcome.Opened) outcome).payloads()).hasSize(2);
    assertThat(sink.payload(0)).isEqualTo(first);
    assertThat(sink.payload(1)).isEqualTo(second);
    assertThat(((ReadOutcome.Opened) outcome).covered().isKept()).isTrue();
  }

  @Test
  void base64_payload_is_decoded_and_its_signed_entity_kept() throws Exception {
    byte[] content = content(10_000);
    Written written =
        write(
            new WriteRequest(
                List.of(payload(content)),
                true,
                Compression.NONE,
                signing(SENDER, SignatureAlgorithm.SHA256),
                Optional.empty(),
                List.of(MicAlgorithm.SHA256)));
    MemorySink sink = new MemorySink();

    ReadOutcome outcome = read(written, TestPolicies.lenient(RECEIVER, SENDER.certificate()), sink);

    assertThat(outcome).isInstanceOf(ReadOutcome.Opened.class);
    assertThat(sink.payload(0)).isEqualTo(content);
    assertThat(MessageDigest.getInstance("SHA-256").digest(sink.signedEntity()))
        .isEqualTo(
            java.util.Base64.getDecoder().decode(((ReadOutcome.Opened) outcome).mic().base64()));
  }

  @Test
  void an_envelope_announced_as_base64_is_read_whether_it_is_base64_or_not() throws Exception {
    byte[] content = content(10_000);
    Written written =
        write(
            request(
                content,
                Compression.NONE,
                signing(SENDER, SignatureAlgorithm.SHA256),
                encryption(RECEIVER, EncryptionAlgorithm.AES256_CBC, KeyTransport.RSA_PKCS1)));
    Headers announced =
        written
            .message()
            .headers()
            .without(HeaderNames.CONTENT_TRANSFER_ENCODING)
            .with(HeaderNames.CONTENT_TRANSFER_ENCODING, "base64");
    for (byte[] body :
        List.of(written.body(), java.util.Base64.getMimeEncoder().encode(written.body()))) {
      MemorySink sink = new MemorySink();

      ReadOutcome outcome =
          reader.read(
              announced,
              new ByteArrayInputStream(body),
              TestPolicies.strict(RECEIVER, SENDER.certificate()),
              sink);

      assertThat(outcome).isInstanceOf(ReadOutcome.Opened.class);
      assertThat(sink.payload(0)).isEqualTo(content);
    }
  }

  @Test
  void all_damage_inside_an_envelope_answers_the_same_word() throws Exception {
    for (EncryptionAlgorithm algorithm :
        List.of(EncryptionAlgorithm.AES256_CBC, EncryptionAlgorithm.AES256_GCM)) {
      byte[] content = content(3000);
      Written written =
          write(
              request(
                  content,
                  Compression.BEFORE_SIGNING,
                  signing(SENDER, SignatureAlgorithm.SHA256),
                  encryption(RECEIVER, algorithm, KeyTransport.RSA_PKCS1)));
      Random random = new Random(7);
      for (int i = 0; i < 200; i++) {
        // behind the recipient's name and the algorithm, where damage is no public matter
        int at = 700 + random.nextInt(written.body().length - 700);
        byte[] damaged = written.body().clone();
        damaged[at] ^= (byte) (1 << random.nextInt(8));
        assertDamageIsNotTold(algorithm, new Written(written.message(), damaged), content);
      }
    }
  }

  /** CBC says nothing of octets that nothing signs, such as a certificate beside the signature. */
  private void assertDamageIsNotTold(EncryptionAlgorithm algorithm, Written damaged, byte[] content)
      throws IOException {
    MemorySink sink = new MemorySink();
    ReadOutcome outcome = read(damaged, TestPolicies.strict(RECEIVER, SENDER.certificate()), sink);
    if (outcome instanceof ReadOutcome.Refused refused) {
      assertThat(refused.word()).as(refused.cause()).isEqualTo(ErrorWord.DECRYPTION_FAILED);
    } else {
      assertThat(algorithm.isAead()).isFalse();
      assertThat(sink.payload(0)).isEqualTo(content);
    }
  }

  @Test
  void refuses_what_the_partnership_requires_and_the_message_lacks() throws Exception {
    Written unsigned =
        write(
            request(
                content(10),
                Compression.NONE,
                Optional.empty(),
                encryption(RECEIVER, EncryptionAlgorithm.AES256_CBC, KeyTransport.RSA_PKCS1)));
    Written clear =
        write(
            request(
                content(10),
                Compression.NONE,
                signing(SENDER, SignatureAlgorithm.SHA256),
                Optional.empty()));
    for (Written message : List.of(unsigned, clear)) {
      assertRefused(
          message,
          TestPolicies.strict(RECEIVER, SENDER.certificate()),
          ErrorWord.INSUFFICIENT_MESSAGE_SECURITY);
    }
  }

  @ParameterizedTest // protocol.md §1: only where a tag holds may it be told from damage
  @EnumSource(
      value = EncryptionAlgorithm.class,
      names = {"AES256_CBC", "AES256_GCM"})
  void a_strangers_signature_is_authentication_failed_only_under_a_tag(
      EncryptionAlgorithm algorithm) throws Exception {
    Written message =
        write(
            request(
                content(10),
                Compression.NONE,
                signing(TestPki.rsa("codec stranger"), SignatureAlgorithm.SHA256),
                encryption(RECEIVER, algorithm, KeyTransport.RSA_PKCS1)));
    assertRefused(
        message,
        TestPolicies.strict(RECEIVER, SENDER.certificate()),
        algorithm.isAead() ? ErrorWord.AUTHENTICATION_FAILED : ErrorWord.DECRYPTION_FAILED);
  }

  @Test
  void a_message_for_somebody_else_is_decryption_failed() throws Exception {
    Written message =
        write(
            request(
                content(10),
                Compression.NONE,
                signing(SENDER, SignatureAlgorithm.SHA256),
                encryption(SENDER, EncryptionAlgorithm.AES256_CBC, KeyTransport.RSA_PKCS1)));
    assertRefused(
        message, TestPolicies.strict(RECEIVER, SENDER.certificate()), ErrorWord.DECRYPTION_FAILED);
  }

  @Test
  void changed_content_in_the_clear_is_integrity_check_failed() throws Exception {
    Written message =
        write(
            request(
                content(5000),
                Compression.NONE,
                signing(SENDER, SignatureAlgorithm.SHA256),
                Optional.empty()));
    byte[] changed = message.body().clone();
    changed[2500] ^= 1;
    assertRefused(
        new Written(message.message(), changed),
        TestPolicies.lenient(RECEIVER, SENDER.certificate()),
        ErrorWord.INTEGRITY_CHECK_FAILED);
  }

  @Test
  void a_compression_bomb_is_decompression_failed() throws Exception {
    Written message =
        write(
            request(
                new byte[40 * 1024 * 1024],
                Compression.AFTER_SIGNING,
                signing(SENDER, SignatureAlgorithm.SHA256),
                Optional.empty()));
    assertRefused(
        message,
        TestPolicies.lenient(RECEIVER, SENDER.certificate()),
        ErrorWord.DECOMPRESSION_FAILED);
  }

  @Test
  void micalg_that_contradicts_the_signature_costs_a_second_pass_only() throws Exception {
    Written message =
        write(
            new WriteRequest(
                List.of(payload(content(5000))),
                false,
                Compression.NONE,
                Optional.of(
                    new WriteRequest.Signing(
                        SENDER, SignatureAlgorithm.SHA512, "sha-256", true, true)),
                Optional.empty(),
                List.of(MicAlgorithm.SHA256)));
    ReadOutcome outcome =
        read(message, TestPolicies.lenient(RECEIVER, SENDER.certificate()), new MemorySink());
    assertThat(((ReadOutcome.Opened) outcome).mic()).isEqualTo(message.message().mic());
  }

  private void assertRefused(Written message, ReadPolicy policy, ErrorWord word)
      throws IOException {
    assertThat(read(message, policy, new MemorySink()))
        .isInstanceOfSatisfying(
            ReadOutcome.Refused.class,
            refused -> assertThat(refused.word()).as(refused.cause()).isEqualTo(word));
  }
}
