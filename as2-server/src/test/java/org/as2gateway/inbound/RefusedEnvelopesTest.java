package org.as2gateway.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.as2gateway.smime.EnvelopeDigest;
import org.as2gateway.wire.ErrorWord;
import org.as2gateway.wire.Octets;
import org.junit.jupiter.api.Test;

class RefusedEnvelopesTest {
  private final RefusedEnvelopes refused = new RefusedEnvelopes();

  private static Octets octets(int number) {
    return Octets.of(new byte[] {(byte) number, (byte) (number >> 8), (byte) (number >> 16)});
  }

  private static EnvelopeDigest envelope(int key, int content, boolean isAuthenticated) {
    return new EnvelopeDigest(List.of(octets(key)), octets(content), isAuthenticated);
  }

  @Test
  void other_ciphertext_gets_the_word_that_its_key_was_refused_with() {
    ErrorWord policy = ErrorWord.INSUFFICIENT_MESSAGE_SECURITY;
    assertThat(refused.wordFor(envelope(1, 1, false), policy)).isEqualTo(policy);
    assertThat(refused.wordFor(envelope(1, 2, false), ErrorWord.DECRYPTION_FAILED))
        .isEqualTo(policy);
    assertThat(refused.refusedOtherwise(envelope(1, 3, false))).contains(policy);
    assertThat(refused.refusedOtherwise(envelope(1, 1, false))).isEmpty();
    assertThat(refused.refusedOtherwise(envelope(2, 3, false))).isEmpty();
  }

  @Test
  void a_tag_speaks_for_itself() {
    ErrorWord word = refused.wordFor(envelope(1, 1, false), ErrorWord.DECRYPTION_FAILED);
    assertThat(refused.wordFor(envelope(1, 2, true), ErrorWord.AUTHENTICATION_FAILED))
        .isNotEqualTo(word)
        .isEqualTo(ErrorWord.AUTHENTICATION_FAILED);
  }

  @Test
  void the_key_that_was_not_asked_about_for_longest_is_forgotten() {
    for (int key = 0; key <= 20_000; key++) {
      var unused = refused.wordFor(envelope(key, 1, false), ErrorWord.DECRYPTION_FAILED);
    }
    assertThat(refused.refusedOtherwise(envelope(0, 2, false))).isEmpty();
    assertThat(refused.refusedOtherwise(envelope(20_000, 2, false))).isPresent();
  }
}
