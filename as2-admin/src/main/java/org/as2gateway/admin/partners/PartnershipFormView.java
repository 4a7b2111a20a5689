package org.as2gateway.admin.partners;

import java.util.Arrays;
import java.util.List;
import org.as2gateway.registry.partnerships.Fault;
import org.jspecify.annotations.Nullable;

/**
 * The form of a partnership.
 *
 * @param card its settings
 * @param groups the fields under their headings
 * @param partner whose page it belongs to
 * @param version of the entry, against lost updates
 * @param error why the last change was not made
 */
public record PartnershipFormView(
    PartnershipCard card,
    List<Group> groups,
    String partner,
    String version,
    @Nullable String error) {
  /**
   * Fields under a heading.
   *
   * @param heading the heading
   * @param fields at least one
   * @param isOpen whether they are shown at first
   */
  public record Group(SettingGroup heading, List<Field> fields, boolean isOpen) {}

  /** The fields of those settings, with what is wrong beside them. */
  static List<Group> groups(List<Setting> settings, List<Fault> faults) {
    List<Field> fields =
        Field.focused(settings.stream().map(setting -> setting.field(faults)).toList());
    return Arrays.stream(SettingGroup.values())
        .map(heading -> group(heading, settings, fields))
        .toList();
  }

  private static Group group(SettingGroup heading, List<Setting> settings, List<Field> fields) {
    List<Setting> inGroup =
        settings.stream().filter(setting -> setting.row().group() == heading).toList();
    List<Field> shown =
        fields.stream()
            .filter(f -> inGroup.stream().anyMatch(setting -> setting.name().equals(f.name())))
            .toList();
    boolean isOpen =
        heading.isUsual()
            || shown.stream().anyMatch(Field::isWrong)
            || inGroup.stream().anyMatch(setting -> !setting.value().isBlank());
    return new Group(heading, shown, isOpen);
  }

  /** The fields that were refused, in order. */
  public List<Field> wrong() {
    return groups.stream()
        .flatMap(group -> group.fields().stream())
        .filter(Field::isWrong)
        .toList();
  }
}
