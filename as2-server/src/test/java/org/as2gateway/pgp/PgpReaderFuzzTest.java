package org.as2gateway.pgp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.List;
import org.as2gateway.as2.keys.CertsException;

/**
 * Messages of any content. Every outcome is a value in bounded memory, and what has to be encrypted
 * and signed is never opened otherwise.
 */
class PgpReaderFuzzTest {
  private static final PgpLimits LIMITS = new PgpLimits(1 << 22, 100);
  private static final PgpOwnKey US;
  private static final PgpKey PARTNER;

  static {
    try { // of the corpus, so that its messages open
      US = key("us").unlock("secret".toCharArray());
      PARTNER = key("partner").key();
    } catch (IOException | CertsException e) {
      throw new IllegalStateException(e);
    }
  }

  private static PgpKeyFile.Found key(String name) throws IOException, CertsException {
    try (var in = PgpReaderFuzzTest.class.getResourceAsStream("fuzz-" + name + ".asc")) {
      if (in == null) {
        throw new IOException("no key " + name);
      }
      return PgpFixture.parse(in.readAllBytes());
    }
  }

  @FuzzTest(maxDuration = "1m")
  void any_message_is_opened_or_refused(byte[] message) throws IOException {
    PgpRead lenient = new PgpRead(List.of(US), List.of(), false, false, LIMITS, PgpFixture.NOW);
    assertThat(PgpFixture.read(message, lenient)).isNotNull();
    PgpRead strict = new PgpRead(List.of(US), List.of(PARTNER), true, true, LIMITS, PgpFixture.NOW);
    if (PgpFixture.read(message, strict).outcome() instanceof PgpOutcome.Opened opened) {
      assertThat(opened.signer()).contains(PARTNER.fingerprint());
      assertThat(opened.cipher()).isPresent();
    }
  }
}
