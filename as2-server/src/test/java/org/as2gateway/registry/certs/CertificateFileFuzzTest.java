package org.as2gateway.registry.certs;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.as2gateway.as2.keys.CertsException;

/** Files of any content: certificates that can be used to the end, or one sentence. */
class CertificateFileFuzzTest {
  private final KeyAbilities abilities = new KeyAbilities(); // those of the corpus once

  @FuzzTest(maxDuration = "1m")
  void any_file_has_certificates_or_is_refused(byte[] content) {
    try {
      CertificateFile file = CertificateFile.parse(content);
      assertThat(file.certificates()).isNotEmpty();
      Issuers.among(file.certificates().stream().map(CertificateFile.Found::certificate).toList());
      for (CertificateFile.Found found : file.certificates()) {
        assertThat(abilities.of(found.certificate())).isNotNull();
        assertThat(PemFile.encode(found.certificate(), found.lines())).isNotBlank();
      }
    } catch (CertsException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }
}
