package org.as2gateway.registry.partnerships;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A {@code <partner>} as the file has it, or is to have it.
 *
 * @param name unique name
 * @param attributes {@code as2_id}, {@code x509_alias}, {@code email} and others, without the name;
 *     in file order
 */
public record PartnerEntry(String name, Map<String, String> attributes) {
  /** Copies the map and keeps its order. */
  public PartnerEntry {
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
  }
}
