package org.as2gateway.admin.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.as2gateway.admin.doctor.Finding;
import org.as2gateway.admin.doctor.Finding.Verdict;
import org.junit.jupiter.api.Test;

final class FindingTextTest {
  @Test
  void keeps_findings_whatever_characters_they_hold() {
    List<Finding> findings =
        List.of(
            new Finding(Verdict.GOOD, "TLS 1.3", "works"),
            new Finding(Verdict.FAILED, "a\tb", "found \"x\",\nexpected 'y'"));

    assertThat(FindingText.read(FindingText.write(findings))).isEqualTo(findings);
  }

  @Test
  void reads_nothing_from_what_an_older_version_kept() {
    assertThat(FindingText.read("GOOD\tTLS 1.3\tworks")).isEmpty();
    assertThat(FindingText.read("")).isEmpty();
  }
}
