package org.as2gateway.transport.as2.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.as2gateway.as2.smime.EnvelopeDigest;
import org.as2gateway.as2.wire.EncryptionAlgorithm;
import org.as2gateway.as2.wire.ErrorWord;
import org.as2gateway.as2.wire.Octets;
import org.junit.jupiter.api.Test;

class RefusedEnvelopesTest {
  private static final String PAIR = "partner-to-us";
  private static final ErrorWord DAMAGE = ErrorWord.DECRYPTION_FAILED;

  private final RefusedEnvelopes refused = new RefusedEnvelopes();

  private static Octets octets(int number) {
    return Octets.of(new byte[] {(byte) number, (byte) (number >> 8), (byte) (number >> 16)});
  }

  private static EnvelopeDigest envelope(int key, int content, boolean isAuthenticated) {
    return new EnvelopeDigest(
        List.of(octets(key)),
        octets(content),
        isAuthenticated ? EncryptionAlgorithm.AES128_GCM : EncryptionAlgorithm.AES128_CBC);
  }

  @Test
  void other_ciphertext_gets_the_word_that_its_key_was_refused_with() {
    ErrorWord policy = ErrorWord.INSUFFICIENT_MESSAGE_SECURITY;
    assertThat(refused.wordFor(PAIR, envelope(1, 1, false), policy)).isEqualTo(policy);
    assertThat(refused.wordFor(PAIR, envelope(1, 2, false), ErrorWord.DECRYPTION_FAILED))
        .isEqualTo(policy);
    assertThat(refused.refusedOtherwise(envelope(1, 3, false))).contains(policy);
    assertThat(refused.refusedOtherwise(envelope(1, 1, false))).isEmpty();
    assertThat(refused.refusedOtherwise(envelope(2, 3, false))).isEmpty();
  }

  @Test
  void a_tag_speaks_for_itself() {
    ErrorWord word = refused.wordFor(PAIR, envelope(1, 1, false), ErrorWord.DECRYPTION_FAILED);
    assertThat(refused.wordFor(PAIR, envelope(1, 2, true), ErrorWord.AUTHENTICATION_FAILED))
        .isNotEqualTo(word)
        .isEqualTo(ErrorWord.AUTHENTICATION_FAILED);
  }

  private void fill(String partnership, int first, int count) {
    for (int key = first; key < first + count; key++) {
      var unused = refused.wordFor(partnership, envelope(key, 1, false), DAMAGE);
    }
  }

  @Test
  void the_key_that_was_not_asked_about_for_longest_is_forgotten() {
    fill(PAIR, 0, 2_000);
    assertThat(refused.refusedOtherwise(envelope(0, 2, false))).isPresent();
    fill(PAIR, 2_000, 1);
    assertThat(refused.refusedOtherwise(envelope(0, 2, false))).isPresent();
    assertThat(refused.refusedOtherwise(envelope(1, 2, false))).isEmpty();
    assertThat(refused.refusedOtherwise(envelope(2_000, 2, false))).isPresent();
  }

  @Test
  void no_partnership_takes_the_share_of_another() {
    fill("other", 0, 1);
    for (int i = 0; i < 20; i++) {
      fill("flood-" + i, 10_000 * (i + 1), 2_500);
    }
    assertThat(refused.refusedOtherwise(envelope(0, 2, false))).isPresent();
  }

  @Test
  void one_request_makes_one_entry() {
    List<Octets> keys = List.of(octets(1), octets(2), octets(3));
    var unused =
        refused.wordFor(
            PAIR, new EnvelopeDigest(keys, octets(9), EncryptionAlgorithm.AES128_CBC), DAMAGE);
    assertThat(refused.refusedOtherwise(envelope(1, 2, false))).isPresent();
    assertThat(refused.refusedOtherwise(envelope(2, 2, false))).isEmpty();
    assertThat(
            refused.refusedOtherwise(
                new EnvelopeDigest(keys, octets(8), EncryptionAlgorithm.AES128_CBC)))
        .isPresent();
  }
}
