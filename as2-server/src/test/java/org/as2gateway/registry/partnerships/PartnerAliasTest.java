package org.as2gateway.registry.partnerships;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class PartnerAliasTest {
  @Test
  void each_partner_has_a_folder_for_certificates_of_its_own() {
    List<String> names = List.of("A-B", "A.B", "A B", "-A-B", "tls", "TLS", "partner", "–", "…");

    List<String> aliases = names.stream().map(PartnerAlias::of).toList();

    assertThat(aliases).doesNotHaveDuplicates().allMatch(alias -> alias.matches("[A-Za-z0-9_-]+"));
    assertThat(aliases).contains("A-B", "partner").doesNotContain("tls", "TLS");
  }

  @Test
  void a_folder_of_another_partner_is_not_taken() {
    assertThat(PartnerAlias.of("acme", List.of())).isEqualTo("acme");
    assertThat(PartnerAlias.of("acme", List.of("acme", "acme-2"))).isEqualTo("acme-3");
  }
}
