package org.as2gateway.registry.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.as2.keys.CertificateUse;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.testkit.KeyFiles;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What partners hand over is imported rightly, or refused with what it is. */
class CertificateImportTest {
  @TempDir private Path home;

  private CertificateFolder folder;

  @BeforeEach
  void makeFolder() {
    folder = new CertificateFolder(home, Map.of(), Clock.systemUTC());
  }

  private ImportReport imported(byte[] content, ImportOptions options) throws Exception {
    return folder.importContent("them", "their.cer", content, options);
  }

  @Test
  void two_certificates_behind_marks_are_both_taken() throws Exception {
    ImportReport report =
        imported(ForeignFiles.bytes("two-pem-behind-utf8-mark.pem"), ImportOptions.NONE);

    assertThat(report.refusals()).isEmpty();
    assertThat(report.added()).hasSize(2);
  }

  @Test
  void a_key_for_pss_alone_is_taken_for_signatures_and_said_so() throws Exception {
    ImportReport report = imported(ForeignFiles.bytes("rsassa-pss-only.pem"), ImportOptions.NONE);

    assertThat(report.added())
        .singleElement()
        .extracting(CertificateEntry::uses)
        .isEqualTo(Set.of(CertificateUse.SIGN));
    assertThat(report.notes()).singleElement().asString().contains("cannot receive encrypted");
  }

  @Test
  void a_key_for_pss_alone_is_refused_for_encryption() throws Exception {
    ImportOptions encryption =
        new ImportOptions(
            Optional.of(Set.of(CertificateUse.ENCRYPT)), Optional.empty(), Optional.empty());

    ImportReport report = imported(ForeignFiles.bytes("rsassa-pss-only.pem"), encryption);

    assertThat(report.added()).isEmpty();
    assertThat(report.refusals()).singleElement().asString().contains("cannot receive encrypted");
  }

  @Test
  void a_key_that_protects_nothing_is_refused() throws Exception {
    RSAPublicKey key = (RSAPublicKey) TestPki.rsa("good").certificate().getPublicKey();
    byte[] encoded = CertificatesFor.rsa(key.getModulus(), BigInteger.ONE);

    ImportReport report = imported(encoded, ImportOptions.NONE);

    assertThat(report.added()).isEmpty();
    assertThat(report.refusals()).singleElement().asString().contains("its RSA exponent is 1");
  }

  @Test
  void a_file_of_which_a_part_is_damaged_is_refused_as_one() throws Exception {
    String text =
        KeyFiles.pem(TestPki.rsa("good").certificate())
            + ForeignFiles.text("rsa-exponent-not-minimal.pem");

    ImportReport report = imported(text.getBytes(StandardCharsets.ISO_8859_1), ImportOptions.NONE);

    assertThat(report.added()).isEmpty();
    assertThat(report.refusals()).singleElement().asString().contains("block 2 of it", "damaged");
  }

  @Test
  void a_private_key_beside_the_certificate_is_refused_when_it_is_looked_at() {
    String text =
        KeyFiles.pem(TestPki.rsa("good").certificate())
            + "-----BEGIN PRIVATE KEY-----\nMC4C\n-----END PRIVATE KEY-----\n";

    assertThatThrownBy(() -> folder.inspect(text.getBytes(StandardCharsets.US_ASCII)))
        .isInstanceOf(CertsException.class)
        .hasMessageContaining("it contains a private key with its certificate");
  }
}
