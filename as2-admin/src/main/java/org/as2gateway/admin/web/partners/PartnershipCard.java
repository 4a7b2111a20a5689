package org.as2gateway.admin.web.partners;

import java.util.List;
import java.util.Map;

/**
 * A partnership on its partner's page.
 *
 * @param name its name
 * @param sender who sends
 * @param receiver who receives
 * @param direction for people: what it is for
 * @param missing what it lacks
 * @param settings all of them
 * @param foreign attributes that only other programs use
 */
public record PartnershipCard(
    String name,
    String sender,
    String receiver,
    String direction,
    List<String> missing,
    List<Setting> settings,
    Map<String, String> foreign) {
  /** Settings that the file names. */
  public List<Setting> set() {
    return settings.stream().filter(setting -> !setting.isDefault()).toList();
  }

  /** Settings left to their defaults. */
  public List<Setting> defaults() {
    return settings.stream().filter(Setting::isDefault).toList();
  }
}
