package org.as2gateway.registry.partnerships;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.as2gateway.as2.wire.EncryptionAlgorithm;
import org.as2gateway.as2.wire.SignatureAlgorithm;
import org.junit.jupiter.api.Test;

/** What lies in the repository's root agrees with the code. */
class ShippedFilesTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @Test
  void the_attribute_table_of_the_documentation_is_that_of_the_code() throws IOException {
    String document = Files.readString(ROOT.resolve("docs/partnerships.md"));
    String begin = "<!-- attributes: begin; a test compares this table with the code -->\n";
    int from = document.indexOf(begin) + begin.length();
    assertThat(document.substring(from, document.indexOf("<!-- attributes: end -->")))
        .isEqualTo(AttributeTable.markdown());
  }

  @Test
  void the_usps_template_loads_and_invents_nothing() throws IOException {
    var accepted =
        PartnershipFixtures.accepted(Files.readAllBytes(ROOT.resolve("partnerships.xml")));
    PartnershipRegistry registry = accepted.registry();

    assertThat(accepted.problems()).isEmpty();
    assertThat(registry.partners())
        .extracting(Partner::name)
        .containsExactly("my-company", "usps-dts");
    assertThat(registry.partners()).allSatisfy(p -> assertThat(p.as2Id()).isEmpty());
    assertThat(registry.partnerships())
        .hasSize(2)
        .allSatisfy(p -> assertThat(p.transport().url()).isEmpty())
        .allSatisfy(p -> assertThat(p.receipt().asyncUrl()).isEmpty());
    Partnership out = registry.partnership("my-company-to-usps-dts").orElseThrow();
    assertThat(out.security().sign()).contains(SignatureAlgorithm.SHA256);
    assertThat(out.security().encrypt()).contains(EncryptionAlgorithm.AES256_CBC);
    assertThat(out.receipt().isSigned()).isTrue();
  }
}
