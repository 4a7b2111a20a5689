package org.as2gateway.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.as2gateway.as2.wire.Compression;
import org.as2gateway.as2.wire.EncryptionAlgorithm;
import org.as2gateway.as2.wire.SignatureAlgorithm;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** as2-lib's sender against its own receiver. */
class As2LibIT {
  private static final byte[] PAYLOAD =
      "UNA:+.? '\nUNB+\r\n\0\u00ff".repeat(50).getBytes(StandardCharsets.ISO_8859_1);

  @TempDir Path folder;

  static Stream<Arguments> combinations() {
    Optional<SignatureAlgorithm> sha256 = Optional.of(SignatureAlgorithm.SHA256);
    Optional<EncryptionAlgorithm> cbc = Optional.of(EncryptionAlgorithm.AES256_CBC);
    return Stream.concat(
        Stream.of(
            Arguments.of(
                Optional.of(SignatureAlgorithm.PSS_SHA256),
                Optional.of(EncryptionAlgorithm.AES128_GCM),
                Compression.NONE)),
        Arrays.stream(Compression.values())
            .flatMap(
                compression ->
                    Stream.of(
                        Arguments.of(Optional.empty(), Optional.empty(), compression),
                        Arguments.of(sha256, Optional.empty(), compression),
                        Arguments.of(Optional.empty(), cbc, compression),
                        Arguments.of(sha256, cbc, compression))));
  }

  /**
   * With compression before signing the two disagree: the sender takes the MIC over the compressed
   * part, right where it is signed (protocol.md §3.1), wrong where it is not (§3.2); the receiver
   * always over the uncompressed one, wrong where it is signed.
   */
  @ParameterizedTest
  @MethodSource("combinations")
  void understands_itself_but_for_the_mic_when_compressed_before_signing(
      Optional<SignatureAlgorithm> sign,
      Optional<EncryptionAlgorithm> encrypt,
      Compression compression)
      throws Exception {
    As2LibOptions options = As2LibOptions.defaults().with(sign, encrypt, compression);
    try (As2LibReceiver receiver = As2LibReceiver.start(station("bob", "alice"), options)) {
      As2LibSender sender = new As2LibSender(station("alice", "bob"));
      As2LibSender.Result result = sender.send(receiver.url(), options, "a.edi", PAYLOAD);
      As2LibReceiver.Received received = receiver.awaitReceived(1);

      assertThat(Files.readAllBytes(received.file())).isEqualTo(PAYLOAD);
      assertThat(received.messageId()).isEqualTo(result.messageId());
      assertThat(received.isSigned()).isEqualTo(sign.isPresent());
      assertThat(received.isEncrypted()).isEqualTo(encrypt.isPresent());
      assertThat(received.isCompressed()).isEqualTo(compression != Compression.NONE);
      assertThat(result.error()).isEmpty();
      assertThat(result.disposition()).contains(HandMadeMdn.PROCESSED);
      assertThat(result.isDigestEqual()).isEqualTo(compression != Compression.BEFORE_SIGNING);
    }
  }

  private As2LibStation station(String id, String partner) {
    return new As2LibStation(
        folder.resolve(id), id, TestPki.rsa(id), partner, TestPki.rsa(partner).certificate());
  }
}
