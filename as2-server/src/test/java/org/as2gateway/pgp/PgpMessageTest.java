package org.as2gateway.pgp;

import static org.as2gateway.pgp.PgpFixture.LIMITS;
import static org.as2gateway.pgp.PgpFixture.NOW;
import static org.as2gateway.pgp.PgpFixture.both;
import static org.as2gateway.pgp.PgpFixture.read;
import static org.as2gateway.pgp.PgpFixture.strict;
import static org.as2gateway.pgp.PgpFixture.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.pgp.PgpFailure.Reason;
import org.bouncycastle.bcpg.AEADAlgorithmTags;
import org.bouncycastle.bcpg.CompressionAlgorithmTags;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPCompressedDataGenerator;
import org.bouncycastle.openpgp.PGPEncryptedDataGenerator;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPLiteralDataGenerator;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDataEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyKeyEncryptionMethodGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages and what is done to them on their way, without a peer. */
class PgpMessageTest {
  private static final PgpOwnKey US = PgpFixture.key("Us <us@example.com>");
  private static final PgpOwnKey PARTNER = PgpFixture.key("Partner");
  private static final PgpOwnKey STRANGER = PgpFixture.key("Stranger");
  private static final byte[] PAYLOAD =
      "H1|020|9205\r\n".repeat(5000).getBytes(StandardCharsets.US_ASCII);
  private static final String TEXT = new String(PAYLOAD, StandardCharsets.US_ASCII);
  private static final PgpRead STRICT = strict(US, PARTNER.key());

  @ParameterizedTest
  @EnumSource(PgpCipher.class)
  void reads_what_it_writes_with_each_cipher(PgpCipher cipher) throws Exception {
    for (boolean isArmored : List.of(true, false)) {
      PgpWrite wanted =
          new PgpWrite(
              List.of(US.key()), Optional.of(PARTNER), cipher, isArmored, "orders.edi", NOW);
      PgpFixture.Result result = read(write(PAYLOAD, wanted), STRICT);
      assertThat(result.opened().cipher()).contains(cipher);
      assertThat(result.opened().signer()).contains(PARTNER.key().fingerprint());
      assertThat(result.opened().fileName()).contains("orders.edi");
      assertThat(result.opened().bytes()).isEqualTo(PAYLOAD.length);
      assertThat(result.opened().warnings().size()).isEqualTo(cipher.isWeak() ? 1 : 0);
      assertThat(result.content()).isEqualTo(TEXT);
    }
  }

  @Test
  void no_flipped_bit_changes_what_is_opened() throws Exception {
    byte[] message = write("small".getBytes(StandardCharsets.UTF_8), both(PARTNER, US));
    int opened = 0;
    for (int i = 0; i < message.length * 8; i++) {
      byte[] flipped = message.clone();
      flipped[i / 8] ^= (byte) (1 << (i % 8));
      PgpFixture.Result result = read(flipped, STRICT);
      if (result.outcome() instanceof PgpOutcome.Opened) { // a length in bits, rounded up to bytes
        assertThat(result.content()).as("bit " + i).isEqualTo("small");
        opened++;
      } else {
        assertThat(result.failure().sentence()).as("bit " + i).isNotBlank();
      }
    }
    assertThat(opened).isLessThan(8);
  }

  @Test
  void no_message_that_ends_early_is_ever_opened() throws Exception {
    byte[] message = write("small".getBytes(StandardCharsets.UTF_8), both(PARTNER, US));
    for (int length = 0; length < message.length; length++) {
      byte[] cut = Arrays.copyOf(message, length);
      assertThat(read(cut, STRICT).outcome())
          .as("cut at " + length)
          .isInstanceOf(PgpOutcome.Refused.class);
    }
    byte[] large = write(PAYLOAD, both(PARTNER, US));
    for (int length = 500; length < large.length; length += 997) {
      assertThat(read(Arrays.copyOf(large, length), STRICT).reason())
          .as("cut at " + length)
          .isIn(Reason.TRUNCATED, Reason.MODIFIED, Reason.DAMAGED);
    }
  }

  @Test
  void tells_the_wrong_key_with_both_ids() throws Exception {
    PgpFailure failure = read(write(PAYLOAD, both(PARTNER, STRANGER)), STRICT).failure();
    assertThat(failure.reason()).isEqualTo(Reason.WRONG_KEY);
    assertThat(failure.sentence())
        .contains(STRANGER.key().keyIds().get(1))
        .contains(US.key().keyIds().get(1));
  }

  @Test
  void refuses_the_signature_of_somebody_else() throws Exception {
    PgpFixture.Result result = read(write(PAYLOAD, both(STRANGER, US)), STRICT);
    assertThat(result.reason()).isEqualTo(Reason.UNKNOWN_SIGNER);
    assertThat(result.failure().sentence()).contains(STRANGER.key().keyIds().get(0));
    assertThat(result.content()).isEmpty();
  }

  @Test
  void refuses_what_is_not_signed_or_not_encrypted_as_required() throws Exception {
    PgpWrite unsigned =
        new PgpWrite(List.of(US.key()), Optional.empty(), PgpCipher.AES256, false, "", NOW);
    assertThat(read(write(PAYLOAD, unsigned), STRICT).reason()).isEqualTo(Reason.NOT_SIGNED);
    PgpWrite plain = new PgpWrite(List.of(), Optional.of(PARTNER), PgpCipher.AES256, true, "", NOW);
    assertThat(read(write(PAYLOAD, plain), STRICT).reason()).isEqualTo(Reason.NOT_ENCRYPTED);
    PgpRead lenient = new PgpRead(List.of(US), List.of(PARTNER.key()), false, false, LIMITS, NOW);
    assertThat(read(write(PAYLOAD, unsigned), lenient).opened().signer()).isEmpty();
    assertThat(read(write(PAYLOAD, plain), lenient).opened().cipher()).isEmpty();
  }

  @Test
  void refuses_a_stranger_even_where_no_signature_is_required() throws Exception {
    PgpRead lenient = new PgpRead(List.of(US), List.of(PARTNER.key()), true, false, LIMITS, NOW);
    assertThat(read(write(PAYLOAD, both(STRANGER, US)), lenient).reason())
        .isEqualTo(Reason.UNKNOWN_SIGNER);
    PgpRead anybody = new PgpRead(List.of(US), List.of(), true, false, LIMITS, NOW);
    assertThat(read(write(PAYLOAD, both(STRANGER, US)), anybody).opened().signer()).isEmpty();
  }

  @Test
  void refuses_an_expired_key_on_both_sides() throws Exception {
    PgpOwnKey old = PgpFixture.key("Old", Duration.ofDays(10));
    assertThat(old.key().expires(NOW)).contains(PgpFixture.MADE.plus(Duration.ofDays(10)));
    assertThatThrownBy(() -> write(PAYLOAD, both(old, US)))
        .isInstanceOf(CertsException.class)
        .hasMessageContaining("expired at 2026-01-11");
    assertThatThrownBy(() -> write(PAYLOAD, both(US, old)))
        .isInstanceOf(CertsException.class)
        .hasMessageContaining("expired at 2026-01-11");
    PgpWrite then =
        new PgpWrite(
            List.of(US.key()),
            Optional.of(old),
            PgpCipher.AES256,
            false,
            "",
            PgpFixture.MADE.plus(Duration.ofDays(1)));
    assertThat(read(write(PAYLOAD, then), strict(US, old.key())).reason())
        .isEqualTo(Reason.EXPIRED_KEY);
  }

  @ParameterizedTest
  @ValueSource(ints = {HashAlgorithmTags.SHA1, HashAlgorithmTags.MD5, HashAlgorithmTags.SHA224})
  void refuses_weak_digests(int digest) throws Exception {
    byte[] message = encrypted(signed(literal(PAYLOAD), digest), false);
    PgpFailure failure = read(message, STRICT).failure();
    assertThat(failure.reason()).isEqualTo(Reason.WEAK_DIGEST);
    assertThat(failure.sentence()).contains("SHA-256");
  }

  @Test
  void refuses_a_signature_that_was_taken_away() throws Exception {
    byte[] whole = signed(literal(PAYLOAD), HashAlgorithmTags.SHA256);
    byte[] withoutEnd = Arrays.copyOf(whole, onePassAndLiteral(whole));
    assertThat(read(encrypted(whole, false), STRICT).opened().signer()).isPresent();
    PgpFixture.Result result = read(encrypted(withoutEnd, false), STRICT);
    assertThat(result.reason()).isEqualTo(Reason.NOT_SIGNED);
    assertThat(result.failure().sentence()).contains("missing");
  }

  @Test
  void refuses_a_signature_of_other_content() throws Exception {
    byte[] other = PAYLOAD.clone();
    other[100] ^= 1;
    byte[] message = signed(literal(PAYLOAD), HashAlgorithmTags.SHA256);
    byte[] changed = signed(literal(other), HashAlgorithmTags.SHA256);
    int end = onePassAndLiteral(message);
    byte[] mixed = changed.clone();
    System.arraycopy(message, 0, mixed, 0, end);
    assertThat(read(encrypted(mixed, false), STRICT).reason()).isEqualTo(Reason.BAD_SIGNATURE);
  }

  @Test
  void reads_a_signature_that_stands_before_the_content() throws Exception {
    byte[] literal = literal(PAYLOAD);
    byte[] whole = signed(literal, HashAlgorithmTags.SHA256);
    int end = onePassAndLiteral(whole);
    ByteArrayOutputStream old = new ByteArrayOutputStream();
    old.write(whole, end, whole.length - end);
    old.write(literal);
    PgpFixture.Result result = read(encrypted(old.toByteArray(), false), STRICT);
    assertThat(result.opened().signer()).contains(PARTNER.key().fingerprint());
    old.reset();
    old.write(whole, end, whole.length - end);
    byte[] changed = literal.clone();
    changed[changed.length - 1] ^= 1;
    old.write(changed);
    assertThat(read(encrypted(old.toByteArray(), false), STRICT).reason())
        .isEqualTo(Reason.BAD_SIGNATURE);
  }

  @Test
  void refuses_encryption_without_protection_against_changes() throws Exception {
    PGPEncryptedDataGenerator old =
        new PGPEncryptedDataGenerator(
            new BcPGPDataEncryptorBuilder(SymmetricKeyAlgorithmTags.AES_256)
                .setWithIntegrityPacket(false)
                .setSecureRandom(new SecureRandom()));
    assertThat(read(encrypted(literal(PAYLOAD), old), STRICT).reason())
        .isEqualTo(Reason.NO_INTEGRITY);
  }

  @Test
  void refuses_a_stripped_integrity_packet() throws Exception {
    byte[] message = write("small".getBytes(StandardCharsets.UTF_8), both(PARTNER, US));
    byte[] cut = Arrays.copyOf(message, message.length - 22);
    assertThat(read(cut, STRICT).outcome()).isInstanceOf(PgpOutcome.Refused.class);
    int seipd = encryptedPacket(message); // the same as a packet without integrity, tag 9
    byte[] downgraded = message.clone();
    downgraded[seipd] = (byte) 0xC9;
    assertThat(read(downgraded, STRICT).reason()).isEqualTo(Reason.NO_INTEGRITY);
  }

  @Test
  void reads_authenticated_encryption_and_refuses_it_changed_or_cut() throws Exception {
    byte[] signed = signed(literal(PAYLOAD), HashAlgorithmTags.SHA256);
    byte[] message = encrypted(signed, true);
    assertThat(read(message, STRICT).content()).isEqualTo(TEXT);
    for (int i = message.length - 1; i > 300; i -= 1009) {
      byte[] flipped = message.clone();
      flipped[i] ^= 4;
      assertThat(read(flipped, STRICT).outcome()).isInstanceOf(PgpOutcome.Refused.class);
      assertThat(read(Arrays.copyOf(message, i), STRICT).outcome())
          .isInstanceOf(PgpOutcome.Refused.class);
    }
  }

  @Test
  void refuses_ciphers_that_nobody_needs() throws Exception {
    PGPEncryptedDataGenerator cast =
        new PGPEncryptedDataGenerator(
            new BcPGPDataEncryptorBuilder(SymmetricKeyAlgorithmTags.CAST5)
                .setWithIntegrityPacket(true)
                .setSecureRandom(new SecureRandom()));
    assertThat(read(encrypted(literal(PAYLOAD), cast), STRICT).reason())
        .isEqualTo(Reason.WEAK_CIPHER);
  }

  @Test
  void bounds_content_expansion_and_layers() throws Exception {
    byte[] zeros = new byte[64 << 20];
    byte[] bomb = encrypted(compressed(literal(zeros)), false);
    PgpRead open =
        new PgpRead(List.of(US), List.of(), true, false, new PgpLimits(1L << 40, 100), NOW);
    assertThat(read(bomb, open).reason()).isEqualTo(Reason.TOO_LARGE);
    PgpRead small = new PgpRead(List.of(US), List.of(), true, false, new PgpLimits(1000, 100), NOW);
    assertThat(read(bomb, small).reason()).isEqualTo(Reason.TOO_LARGE);
    byte[] nested = literal(PAYLOAD);
    for (int i = 0; i < 3; i++) {
      nested = compressed(nested);
    }
    assertThat(read(encrypted(nested, false), open).content()).isEqualTo(TEXT);
    assertThat(read(encrypted(compressed(nested), false), open).reason())
        .isEqualTo(Reason.TOO_COMPLEX);
    assertThat(read(encrypted(encrypted(nested, false), false), open).reason())
        .isEqualTo(Reason.TOO_COMPLEX);
  }

  @Test
  void refuses_a_second_message_and_what_is_none() throws Exception {
    byte[] one = write(PAYLOAD, both(PARTNER, US));
    ByteArrayOutputStream two = new ByteArrayOutputStream();
    two.write(one);
    two.write(one);
    assertThat(read(two.toByteArray(), STRICT).outcome()).isInstanceOf(PgpOutcome.Refused.class);
    assertThat(read(PAYLOAD, STRICT).reason()).isEqualTo(Reason.NOT_OPENPGP);
    assertThat(read(new byte[0], STRICT).reason()).isEqualTo(Reason.NOT_OPENPGP);
  }

  @Test
  void failures_of_the_disk_are_not_the_partners() throws Exception {
    byte[] message = write(PAYLOAD, both(PARTNER, US));
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int octet) throws IOException {
            throw new IOException("disk full");
          }
        };
    assertThatThrownBy(() -> new PgpReader(STRICT).read(new ByteArrayInputStream(message), full))
        .isInstanceOf(IOException.class)
        .hasMessage("disk full");
    InputStream broken = InputStream.nullInputStream();
    broken.close();
    assertThatThrownBy(() -> new PgpReader(STRICT).read(broken, OutputStream.nullOutputStream()))
        .isInstanceOf(IOException.class)
        .hasMessage("Stream closed");
  }

  private static byte[] literal(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream literal =
        new PGPLiteralDataGenerator().open(out, 'b', "x", content.length, Date.from(NOW))) {
      literal.write(content);
    }
    return out.toByteArray();
  }

  private static byte[] signed(byte[] literal, int digest) throws PGPException, IOException {
    PGPPublicKey key = PARTNER.key().signingKey(NOW).orElseThrow();
    PGPSignatureGenerator generator =
        new PGPSignatureGenerator(new BcPGPContentSignerBuilder(key.getAlgorithm(), digest), key);
    generator.init(
        PGPSignature.BINARY_DOCUMENT, PARTNER.signing(NOW).orElseThrow().getPrivateKey());
    PGPSignatureSubpacketGenerator facts = new PGPSignatureSubpacketGenerator();
    facts.setSignatureCreationTime(true, Date.from(NOW));
    facts.setIssuerFingerprint(false, key);
    generator.setHashedSubpackets(facts.generate());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    generator.generateOnePassVersion(false).encode(out);
    out.write(literal);
    int header = literal.length - contentLength(literal);
    generator.update(literal, header, literal.length - header);
    generator.generate().encode(out);
    return out.toByteArray();
  }

  /** The content behind the header, of a literal packet with a one-letter name. */
  private static int contentLength(byte[] literal) {
    int lengthOctets = (literal[1] & 0xff) == 255 ? 5 : (literal[1] & 0xff) < 192 ? 1 : 2;
    boolean isOld = (literal[0] & 0x40) == 0;
    int header = isOld ? 1 + (1 << (literal[0] & 3)) : 1 + lengthOctets;
    return literal.length - header - 7;
  }

  private static int onePassAndLiteral(byte[] signed) {
    int onePass = 2 + (signed[1] & 0xff);
    boolean isOld = (signed[onePass] & 0x40) == 0;
    int at = onePass + 1;
    int octets = isOld ? 1 << (signed[onePass] & 3) : 5;
    long length = 0;
    for (int i = isOld ? 0 : 1; i < octets; i++) {
      length = (length << 8) | (signed[at + i] & 0xff);
    }
    return at + octets + (int) length;
  }

  private static int encryptedPacket(byte[] message) {
    boolean isOld = (message[0] & 0x40) == 0;
    int octets = isOld ? 1 << (message[0] & 3) : 1;
    int length = octets == 2 ? ((message[1] & 0xff) << 8) | (message[2] & 0xff) : message[1] & 0xff;
    return 1 + octets + length;
  }

  private static byte[] compressed(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream zip =
        new PGPCompressedDataGenerator(CompressionAlgorithmTags.ZIP).open(out)) {
      zip.write(content);
    }
    return out.toByteArray();
  }

  private static byte[] encrypted(byte[] content, boolean isAead) throws IOException, PGPException {
    BcPGPDataEncryptorBuilder builder =
        new BcPGPDataEncryptorBuilder(SymmetricKeyAlgorithmTags.AES_256)
            .setSecureRandom(new SecureRandom());
    builder.setWithIntegrityPacket(true);
    if (isAead) {
      builder.setWithAEAD(AEADAlgorithmTags.OCB, 6);
      builder.setUseV5AEAD();
    }
    return encrypted(content, new PGPEncryptedDataGenerator(builder));
  }

  private static byte[] encrypted(byte[] content, PGPEncryptedDataGenerator generator)
      throws IOException, PGPException {
    generator.addMethod(
        new BcPublicKeyKeyEncryptionMethodGenerator(US.key().encryptionKey(NOW).orElseThrow()));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream layer = generator.open(out, content.length)) {
      layer.write(content);
    }
    return out.toByteArray();
  }
}
