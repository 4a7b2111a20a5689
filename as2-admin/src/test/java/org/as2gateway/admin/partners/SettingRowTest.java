package org.as2gateway.admin.partners;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.registry.partnerships.AttributeCheck;
import org.as2gateway.registry.partnerships.AttributeChoices;
import org.as2gateway.registry.partnerships.Fault;
import org.as2gateway.registry.partnerships.PartnershipAttribute;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SettingRowTest {
  @Test
  void the_table_has_every_attribute_once_each_with_a_label_of_its_own() {
    assertThat(SettingRow.all())
        .extracting(SettingRow::attribute)
        .containsExactlyInAnyOrder(PartnershipAttribute.values());
    assertThat(SettingRow.all()).extracting(SettingRow::label).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource(PartnershipAttribute.class)
  void what_a_control_offers_loads(PartnershipAttribute attribute) {
    SettingRow row = SettingRow.of(attribute);
    for (Choice choice : row.choices()) {
      assertThat(AttributeCheck.faults(Map.of(attribute.attributeName(), choice.value())))
          .as(choice.value())
          .isEmpty();
    }
    boolean isClosed = !AttributeChoices.of(attribute).isEmpty();
    assertThat(row.control() == Control.CHOICE || row.control() == Control.SEVERAL)
        .isEqualTo(isClosed || attribute == PartnershipAttribute.AS2_MDN_OPTIONS);
  }

  @ParameterizedTest
  @EnumSource(PartnershipAttribute.class)
  void numbers_with_a_unit_are_what_the_loader_reads(PartnershipAttribute attribute) {
    SettingRow row = SettingRow.of(attribute);
    for (Choice unit : row.control().units()) {
      String value = "3" + unit.value();
      assertThat(Measure.read(row.control(), value)).contains(new Measure("3", unit));
      assertThat(AttributeCheck.faults(Map.of(attribute.attributeName(), value))).isEmpty();
    }
    if (!row.control().units().isEmpty()) {
      assertThat(Measure.read(row.control(), attribute.example())).isPresent();
    }
  }

  @Test
  void defaults_are_told_in_words() {
    Setting timeout = setting(Map.of(), PartnershipAttribute.MDN_TIMEOUT);
    assertThat(timeout.field(List.of()).blank()).isEqualTo("default: 1 hour");
    Setting unsigned = setting(Map.of(), PartnershipAttribute.ALLOW_UNSIGNED);
    assertThat(unsigned.field(List.of()).blank()).isEqualTo("default: no");
    Setting of =
        setting(
            Map.of("gw.profile", "ibm-sterling", "remove_cms_algorithm_protect_attr", "false"),
            PartnershipAttribute.REMOVE_CMS_ALGORITHM_PROTECT);
    assertThat(of.field(List.of()).blank()).isEqualTo("profile ibm-sterling: yes");
    assertThat(of.effective()).isEqualTo("false");
  }

  @Test
  void another_spelling_of_the_same_value_stays_as_it_is() {
    SettingRow bytes = SettingRow.of(PartnershipAttribute.MAX_BYTES);
    assertThat(bytes.isSame("64kib", "64 KiB")).isTrue();
    assertThat(bytes.isSame("64 KiB", "64 MiB")).isFalse();
    assertThat(bytes.isSame("x", "x")).isFalse();
    SettingRow accepted = SettingRow.of(PartnershipAttribute.ACCEPT_ENCRYPT);
    assertThat(accepted.isSame("AES128, 3DES", "3des, aes128-cbc")).isTrue();
    assertThat(accepted.isSame("3DES", "3des, aes128-cbc")).isFalse();
  }

  @Test
  void a_fault_stands_beside_its_field_and_a_value_of_another_program_stays_to_choose() {
    Map<String, String> attributes = Map.of("sign", "SHA257", "gw.as2_version", "1.2");
    List<Fault> faults = AttributeCheck.faults(attributes);
    Field sign = setting(attributes, PartnershipAttribute.SIGN).field(faults);
    assertThat(sign.error()).contains("'SHA257', expected one of");
    assertThat(sign.offered()).contains(new Choice("SHA257", "SHA257"));
    assertThat(setting(attributes, PartnershipAttribute.AS2_VERSION).field(faults).isWrong())
        .isFalse();
  }

  private static Setting setting(Map<String, String> attributes, PartnershipAttribute attribute) {
    Optional<Setting> found =
        Setting.of(attributes).stream().filter(s -> s.row().attribute() == attribute).findFirst();
    return found.orElseThrow();
  }
}
