package org.as2gateway.registry.partnerships;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Set;

/** Files of any content: each loads or is refused with a reason. */
class PartnershipXmlFuzzTest {
  @FuzzTest(maxDuration = "1m")
  void any_file_loads_or_is_refused(byte[] content) {
    PartnershipXml.Reading reading = PartnershipXml.read(content);
    if (reading instanceof PartnershipXml.Reading.Refused refused) {
      assertThat(refused.problems()).isNotEmpty();
    }
    try {
      assertThat(PartnerDescription.read(content, Set.of("us"))).isNotNull();
    } catch (EditRefused e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }
}
