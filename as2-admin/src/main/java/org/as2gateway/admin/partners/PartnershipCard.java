package org.as2gateway.admin.partners;

import java.util.List;
import java.util.Map;
import org.as2gateway.registry.partnerships.PartnershipAttribute;

/**
 * A partnership on its partner's page.
 *
 * @param name its name
 * @param sender who sends
 * @param receiver who receives
 * @param direction for people: what it is for
 * @param missing what it lacks
 * @param queue what can be done with its queue
 * @param settings all of them
 * @param foreign attributes that only other programs use
 */
public record PartnershipCard(
    String name,
    String sender,
    String receiver,
    String direction,
    List<String> missing,
    Queue queue,
    List<Setting> settings,
    Map<String, String> foreign) {
  /** The queue of what we send. */
  public enum Queue {
    /** We only receive on it. */
    NONE,
    /** It goes. */
    RUNNING,
    /** Stopped by an operator. */
    HELD
  }

  /** Whether it names an alternative. */
  public boolean hasFallback() {
    return queue != Queue.NONE
        && set().stream()
            .anyMatch(
                setting -> setting.name().equals(PartnershipAttribute.FALLBACK.attributeName()));
  }

  /** Settings that the file names. */
  public List<Setting> set() {
    return settings.stream().filter(setting -> !setting.isDefault()).toList();
  }

  /** Settings left to their defaults. */
  public List<Setting> defaults() {
    return settings.stream().filter(Setting::isDefault).toList();
  }
}
