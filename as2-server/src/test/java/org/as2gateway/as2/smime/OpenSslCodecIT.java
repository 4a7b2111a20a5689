package org.as2gateway.as2.smime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.as2.wire.Compression;
import org.as2gateway.as2.wire.EncryptionAlgorithm;
import org.as2gateway.as2.wire.KeyTransport;
import org.as2gateway.as2.wire.MicAlgorithm;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.as2.wire.SignatureAlgorithm;
import org.as2gateway.store.payload.KeptFiles;
import org.as2gateway.testkit.HandMadeMdn;
import org.as2gateway.testkit.OpenSslEntities;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages built by the openssl command line are read, and it reads ours. */
class OpenSslCodecIT {
  private static final OwnKey ALICE = TestPki.rsa("alice");
  private static final OwnKey BOB = TestPki.rsa("bob");
  private static final byte[] CONTENT =
      "bare\nCRLF\r\n--dashes\r\n\0\u00ff".repeat(4000).getBytes(StandardCharsets.ISO_8859_1);
  private static final MimeEntity PAYLOAD =
      OpenSslEntities.payload("application/edifact", "orders 1.edi", CONTENT);

  @TempDir Path folder;
  private OpenSslEntities openSsl;

  @BeforeEach
  void open() {
    openSsl = new OpenSslEntities(folder);
  }

  static Stream<Arguments> layers() {
    List<Arguments> all = new ArrayList<>();
    for (Compression compression : Compression.values()) {
      for (boolean isSigned : new boolean[] {true, false}) {
        for (String cipher : new String[] {"", "aes256", "aes-256-gcm"}) {
          all.add(Arguments.of(compression, isSigned, cipher));
        }
      }
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("layers")
  void reads_what_openssl_built(Compression compression, boolean isSigned, String cipher)
      throws Exception {
    boolean isCompressed = compression != Compression.NONE;
    boolean isInner = compression == Compression.BEFORE_SIGNING;
    MimeEntity content = isInner ? OpenSslEntities.compressed(PAYLOAD) : PAYLOAD;
    MimeEntity signed = isSigned ? openSsl.signed(content, ALICE, "sha-256") : content;
    MimeEntity outer = isCompressed && !isInner ? OpenSslEntities.compressed(signed) : signed;
    MimeEntity message =
        cipher.isEmpty() ? outer : openSsl.enveloped(outer, cipher, BOB.certificate());

    ReadOutcome.Opened opened = assertOpens(message, BOB, ALICE);

    boolean isPlain = !isSigned && cipher.isEmpty() && !isCompressed;
    byte[] micContent = isSigned ? content.toBytes() : isPlain ? PAYLOAD.body() : PAYLOAD.toBytes();
    assertThat(opened.mic().fieldValue()).isEqualTo(HandMadeMdn.mic(micContent));
    assertThat(opened.layers())
        .isEqualTo(new ReadOutcome.Layers(!cipher.isEmpty(), isSigned, isCompressed));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-md sha384 | aes128 |",
        "-md sha512 -nocerts -keyid | aes192 | -stream",
        "-keyopt rsa_padding_mode:pss | aes256 | -keyopt rsa_padding_mode:oaep",
        "-stream -nosmimecap | aes256 | -keyopt rsa_padding_mode:oaep -keyopt rsa_oaep_md:sha256",
        "-md sha1 | des3 | -keyid",
        "-cades | aes-128-gcm | -stream",
      })
  void reads_openssls_other_habits(String signOptions, String cipher, String encryptOptions)
      throws Exception {
    String micalg = signOptions.contains("-md") ? signOptions.split(" ", -1)[1] : "sha256";
    MimeEntity signed = openSsl.signed(PAYLOAD, ALICE, micalg, signOptions.split(" ", -1));
    String[] options = encryptOptions == null ? new String[0] : encryptOptions.split(" ", -1);
    assertOpens(openSsl.enveloped(signed, cipher, BOB.certificate(), options), BOB, ALICE);
  }

  @ParameterizedTest
  @CsvSource({"aes128, -aes128-wrap", "aes256, -aes256-wrap", "aes-256-gcm, -aes256-wrap"})
  void reads_what_openssl_encrypted_and_signed_with_elliptic_curves(String cipher, String wrap)
      throws Exception {
    for (OwnKey key : List.of(TestPki.ec("carol"), TestPki.ec384("dave"))) {
      MimeEntity signed = openSsl.signed(PAYLOAD, key, "sha-256");
      assertOpens(openSsl.enveloped(signed, cipher, key.certificate(), wrap), key, key);
    }
  }

  private static ReadOutcome.Opened assertOpens(MimeEntity message, OwnKey own, OwnKey signer)
      throws Exception {
    MemorySink sink = new MemorySink();
    ReadOutcome outcome =
        new MessageReader(CryptoProviders.shared())
            .read(
                message.headers(),
                new ByteArrayInputStream(message.body()),
                TestPolicies.lenient(own, signer.certificate()),
                sink);
    assertThat(outcome).isInstanceOf(ReadOutcome.Opened.class);
    assertThat(sink.payload(0)).isEqualTo(CONTENT);
    ReadOutcome.Opened opened = (ReadOutcome.Opened) outcome;
    assertThat(opened.payloads().get(0).filename()).contains("orders 1.edi");
    return opened;
  }

  @ParameterizedTest
  @MethodSource("layers")
  void openssl_reads_what_is_written(Compression compression, boolean isSigned, String cipher)
      throws Exception {
    Optional<EncryptionAlgorithm> encryption =
        cipher.isEmpty() ? Optional.empty() : EncryptionAlgorithm.parse(cipher.replace("-", ""));
    Written written = write(compression, isSigned, encryption, BOB, KeyTransport.RSA_PKCS1);

    MimeEntity inner = cipher.isEmpty() ? written.entity : openSsl.decrypted(written.entity, BOB);
    if (compression == Compression.AFTER_SIGNING
        || (compression != Compression.NONE && !isSigned)) {
      inner = OpenSslEntities.uncompressed(inner);
    }
    if (isSigned) {
      byte[] signedPart = OpenSslEntities.parts(inner).get(0);
      assertThat(written.message.mic().fieldValue()).isEqualTo(HandMadeMdn.mic(signedPart));
      inner = openSsl.verified(inner, ALICE.certificate());
      inner =
          compression == Compression.BEFORE_SIGNING ? OpenSslEntities.uncompressed(inner) : inner;
    }
    assertThat(inner.body()).isEqualTo(CONTENT);
    assertThat(inner.headers().first("Content-Type")).contains("application/edifact");
  }

  @ParameterizedTest
  @EnumSource(
      value = EncryptionAlgorithm.class,
      names = {"AES256_CBC", "AES256_GCM"})
  void openssl_decrypts_with_the_key_of_either_recipient(EncryptionAlgorithm algorithm)
      throws Exception {
    OwnKey archive = TestPki.ec("archive");
    Path file = Files.write(Files.createTempFile(folder, "payload", ".bin"), CONTENT);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    WrittenMessage message =
        new MessageWriter(CryptoProviders.shared(), Clock.systemUTC())
            .write(
                new WriteRequest(
                    List.of(
                        new WriteRequest.Payload(
                            KeptFiles.of(file), "text/plain", Optional.empty())),
                    false,
                    Compression.NONE,
                    Optional.empty(),
                    Optional.of(
                        new WriteRequest.Encryption(
                            List.of(BOB.certificate(), archive.certificate()),
                            algorithm,
                            KeyTransport.RSA_PKCS1)),
                    List.of(MicAlgorithm.SHA256)),
                body);
    MimeEntity sent = new MimeEntity(message.headers(), body.toByteArray());
    assertThat(openSsl.decrypted(sent, BOB).body()).isEqualTo(CONTENT);
    assertThat(openSsl.decrypted(sent, archive).body()).isEqualTo(CONTENT);
  }

  @ParameterizedTest
  @EnumSource(EncryptionAlgorithm.class)
  void openssl_decrypts_every_cipher_and_key_transport(EncryptionAlgorithm algorithm)
      throws Exception {
    for (KeyTransport transport : KeyTransport.values()) {
      assertDecrypts(algorithm, BOB, transport);
    }
    assertDecrypts(algorithm, TestPki.ec("carol"), KeyTransport.RSA_PKCS1);
    assertDecrypts(algorithm, TestPki.ec384("dave"), KeyTransport.RSA_PKCS1);
  }

  private void assertDecrypts(
      EncryptionAlgorithm algorithm, OwnKey recipient, KeyTransport transport) throws Exception {
    Written written = write(Compression.NONE, true, Optional.of(algorithm), recipient, transport);
    MimeEntity decrypted = openSsl.decrypted(written.entity, recipient);
    assertThat(openSsl.verified(decrypted, ALICE.certificate()).body()).isEqualTo(CONTENT);
  }

  private record Written(WrittenMessage message, MimeEntity entity) {}

  private Written write(
      Compression compression,
      boolean isSigned,
      Optional<EncryptionAlgorithm> encryption,
      OwnKey recipient,
      KeyTransport transport)
      throws Exception {
    Path file = Files.write(Files.createTempFile(folder, "payload", ".bin"), CONTENT);
    SignatureAlgorithm sha256 = SignatureAlgorithm.SHA256;
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    WrittenMessage message =
        new MessageWriter(CryptoProviders.shared(), Clock.systemUTC())
            .write(
                new WriteRequest(
                    List.of(
                        new WriteRequest.Payload(
                            KeptFiles.of(file),
                            "application/edifact",
                            Optional.of("orders 1.edi"))),
                    false,
                    compression,
                    isSigned
                        ? Optional.of(
                            new WriteRequest.Signing(ALICE, sha256, "sha-256", true, true))
                        : Optional.empty(),
                    encryption.map(
                        e ->
                            new WriteRequest.Encryption(
                                List.of(recipient.certificate()), e, transport)),
                    List.of(MicAlgorithm.SHA256)),
                body);
    return new Written(message, new MimeEntity(message.headers(), body.toByteArray()));
  }
}
