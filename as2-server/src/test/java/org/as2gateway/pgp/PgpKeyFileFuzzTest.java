package org.as2gateway.pgp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.as2gateway.as2.keys.CertsException;

/** Key files of any content: read, or refused with a sentence. */
class PgpKeyFileFuzzTest {
  @FuzzTest(maxDuration = "1m")
  void any_key_file_is_read_or_refused(byte[] file) {
    try {
      for (PgpKeyFile.Found found : PgpKeyFile.parse(file).keys()) {
        assertThat(found.key().fingerprint()).isNotBlank();
        assertThat(found.key().uses(PgpFixture.NOW)).isSubsetOf(found.key().abilities());
        if (found.isSecret()) {
          found.unlock("secret".toCharArray());
        }
      }
    } catch (CertsException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }
}
