package org.as2gateway.admin.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.as2gateway.testkit.ScriptedPartner;
import org.as2gateway.testkit.Scripts;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpProbeIT {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "200, GOOD, for a GET request",
    "405, GOOD, for a GET request",
    "302, WARNING, a redirect",
    "404, WARNING, nothing is at this path",
    "410, WARNING, nothing is at this path",
    "500, WARNING, reports an error"
  })
  void an_answer_that_no_as2_server_gives_is_a_warning(
      int status, Finding.Verdict verdict, String words) throws Exception {
    try (ScriptedPartner partner =
        ScriptedPartner.start(folder).answerAlways(Scripts.status(status))) {
      Finding finding = new HttpProbe(Duration.ofSeconds(30), List.of()).probe(partner.url());
      assertThat(finding.verdict()).isEqualTo(verdict);
      assertThat(finding.text()).contains(words);
    }
  }
}
