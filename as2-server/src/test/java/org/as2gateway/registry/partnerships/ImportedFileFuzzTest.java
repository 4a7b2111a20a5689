package org.as2gateway.registry.partnerships;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Files of other programs of any content: what is taken loads, the rest is refused or noted. */
class ImportedFileFuzzTest {
  @FuzzTest(maxDuration = "1m")
  void any_file_is_imported_or_refused(byte[] content) {
    ImportedFile file;
    try {
      file = ImportedFile.read(content, Set.of("MYCOMPANY"));
    } catch (EditRefused e) {
      assertThat(e.getMessage()).isNotBlank();
      return;
    }
    for (PartnerDescription description : file.partners()) {
      assertThat(description.outbound()).doesNotContainKey("http_password");
      assertThat(description.partner().name()).isNotBlank();
      Map<String, String> outbound = new LinkedHashMap<>(description.outbound());
      outbound.forEach((name, value) -> assertThat(AttributeCheck.fault(name, value)).isNotNull());
    }
  }
}
