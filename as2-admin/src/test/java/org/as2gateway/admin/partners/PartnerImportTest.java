package org.as2gateway.admin.partners;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class PartnerImportTest {
  @Test
  void each_partner_has_a_folder_for_certificates_of_its_own() {
    List<String> names = List.of("A-B", "A.B", "A B", "-A-B", "tls", "TLS", "partner", "–", "…");

    List<String> aliases = names.stream().map(PartnerImport::aliasFor).toList();

    assertThat(aliases).doesNotHaveDuplicates().allMatch(alias -> alias.matches("[A-Za-z0-9_-]+"));
    assertThat(aliases).contains("A-B", "partner").doesNotContain("tls", "TLS");
  }
}
