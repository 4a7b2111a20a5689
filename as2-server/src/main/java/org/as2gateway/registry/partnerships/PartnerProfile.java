package org.as2gateway.registry.partnerships;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is known of another product.
 *
 * @param name as {@code gw.profile} names it
 * @param product what it is
 * @param quirks settings that it needs
 * @param habits over what it takes digests when it is wrong
 * @param notes what needs no setting
 */
public record PartnerProfile(
    String name, String product, List<Quirk> quirks, List<Habit> habits, List<Note> notes) {
  /** Copies the lists. */
  public PartnerProfile {
    quirks = List.copyOf(quirks);
    habits = List.copyOf(habits);
    notes = List.copyOf(notes);
  }

  /**
   * A setting of the partnership.
   *
   * @param attribute which
   * @param value what holds where the partnership sets nothing
   * @param why what the product does otherwise
   * @param source how we know: an address, or a test that runs the product
   */
  public record Quirk(PartnershipAttribute attribute, String value, String why, String source) {}

  /**
   * A wrong digest.
   *
   * @param digest a word for what it is taken of, as the explainer uses it
   * @param text when the product does so
   * @param source how we know
   */
  public record Habit(String digest, String text, String source) {}

  /**
   * Something to know.
   *
   * @param text what
   * @param source how we know
   */
  public record Note(String text, String source) {}

  /** The settings that hold where a partnership has none of its own. */
  public Map<PartnershipAttribute, String> settings() {
    Map<PartnershipAttribute, String> settings = new LinkedHashMap<>();
    quirks.forEach(quirk -> settings.put(quirk.attribute(), quirk.value()));
    return settings;
  }
}
