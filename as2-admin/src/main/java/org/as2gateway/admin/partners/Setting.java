package org.as2gateway.admin.partners;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.as2gateway.admin.page.Format;
import org.as2gateway.admin.registry.SecretAttributes;
import org.as2gateway.registry.partnerships.Fault;
import org.as2gateway.registry.partnerships.PartnerProfile;
import org.as2gateway.registry.partnerships.PartnerProfiles;
import org.as2gateway.registry.partnerships.PartnershipAttribute;

/**
 * One setting of a partnership.
 *
 * @param row what it is
 * @param value as the file has it; blank if it has none
 * @param alias under which other name the file has it; blank if under its own
 * @param otherwise what holds without a value
 * @param otherwiseOf where that comes from
 */
public record Setting(
    SettingRow row, String value, String alias, String otherwise, String otherwiseOf) {
  private static final String DEFAULT = "default";

  /** The default text of attributes that are blank by default. */
  private static final String BLANK = "blank";

  /** All settings of a partnership with those attributes. */
  static List<Setting> of(Map<String, String> attributes) {
    Optional<PartnerProfile> profile =
        PartnerProfiles.find(
            attributes.getOrDefault(PartnershipAttribute.PROFILE.attributeName(), "").strip());
    return SettingRow.all().stream().map(row -> of(row, attributes, profile)).toList();
  }

  private static Setting of(
      SettingRow row, Map<String, String> attributes, Optional<PartnerProfile> profile) {
    PartnershipAttribute attribute = row.attribute();
    String name =
        Stream.concat(Stream.of(attribute.attributeName()), attribute.aliases().stream())
            .filter(one -> !attributes.getOrDefault(one, "").isBlank())
            .findFirst()
            .orElse(attribute.attributeName());
    Optional<String> known = profile.map(p -> p.settings().get(attribute));
    return new Setting(
        row,
        attributes.getOrDefault(name, ""),
        name.equals(attribute.attributeName()) ? "" : name,
        known.orElse(attribute.defaultText().replace("`", "")),
        known.isPresent() ? "profile " + profile.get().name() : DEFAULT);
  }

  /** Attributes that this gateway does not use: they stay in the file as they are. */
  static Map<String, String> foreign(Map<String, String> attributes) {
    Map<String, String> foreign = SecretAttributes.shown(attributes);
    foreign.keySet().removeIf(name -> PartnershipAttribute.of(name).isPresent());
    return foreign;
  }

  /** The fields of some attributes, in that order; beside each what is wrong with its value. */
  public static List<Field> fields(
      Map<String, String> attributes, List<PartnershipAttribute> wanted, List<Fault> faults) {
    List<Setting> all = of(attributes);
    return Field.focused(
        wanted.stream()
            .flatMap(one -> all.stream().filter(setting -> setting.row().attribute() == one))
            .map(setting -> setting.field(faults))
            .toList());
  }

  /** The field of a form; beside it what is wrong with the value. */
  Field field(List<Fault> faults) {
    Field field =
        new Field(
            name(),
            name(),
            row.label(),
            meaning(),
            row.control(),
            value,
            blank(),
            row.choices(),
            row.control() == Control.SEVERAL ? row.members(value) : Set.of(),
            null,
            false);
    return faults.stream()
        .filter(fault -> fault.attribute().filter(row.attribute()::equals).isPresent())
        .findFirst()
        .map(fault -> field.with(Format.sentence(fault.text())))
        .orElse(field);
  }

  /** What holds if the field is left blank. */
  private String blank() {
    return otherwise.equals(BLANK) ? "not set" : otherwiseOf + ": " + row.words(otherwise);
  }

  /** What holds. */
  public String effective() {
    return value.isBlank() ? otherwise : value;
  }

  /** Where that comes from. */
  public String origin() {
    if (value.isBlank()) {
      return otherwiseOf;
    }
    return alias.isEmpty() ? "custom" : "custom, as " + alias;
  }

  /** The name in the file. */
  public String name() {
    return row.attribute().attributeName();
  }

  /** What it does. */
  public String meaning() {
    return row.attribute().meaning().replace("`", "");
  }

  /** Whether nothing in the file says so. */
  public boolean isDefault() {
    return origin().equals(DEFAULT);
  }
}
