package org.as2gateway.registry.partnerships;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A {@code <partnership>} as the file has it, or is to have it.
 *
 * @param name unique name
 * @param sender name of the sending partner
 * @param receiver name of the receiving partner
 * @param attributes names and values of its {@code <attribute>} elements, in file order
 */
public record PartnershipEntry(
    String name, String sender, String receiver, Map<String, String> attributes) {
  /** Copies the map and keeps its order. */
  public PartnershipEntry {
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
  }
}
