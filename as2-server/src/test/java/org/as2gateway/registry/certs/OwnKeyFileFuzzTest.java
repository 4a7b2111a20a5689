package org.as2gateway.registry.certs;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.as2.keys.KeyAbility;
import org.as2gateway.as2.keys.OwnKey;

/** Key stores of any content: keys with their certificates, or one sentence. */
class OwnKeyFileFuzzTest {
  @FuzzTest(maxDuration = "1m")
  void any_file_has_keys_or_is_refused(byte[] content) {
    try {
      OwnKeyFile file = OwnKeyFile.open(content, KeyStorePassword.of("field-secret"));
      assertThat(file.keys()).isNotEmpty();
      for (OwnKey key : file.keys()) {
        assertThat(KeyAbility.of(key)).isNotNull();
      }
    } catch (CertsException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }
}
