package org.as2gateway.registry.partnerships;

import java.util.Map;

/**
 * An entry with its place in the file.
 *
 * @param entry a partner or partnership
 * @param element where it stands
 * @param lines lines of its attributes by name
 * @param overrides for a partnership: what {@code <sender>} and {@code <receiver>} say themselves
 */
record Located<T>(T entry, XmlElement element, Map<String, Integer> lines, Overrides overrides) {
  Located {
    lines = Map.copyOf(lines);
  }

  /** Attributes of {@code <sender>} and {@code <receiver>} that go before those of the partner. */
  record Overrides(Map<String, String> sender, Map<String, String> receiver) {
    static final Overrides NONE = new Overrides(Map.of(), Map.of());

    Overrides {
      sender = Map.copyOf(sender);
      receiver = Map.copyOf(receiver);
    }
  }
}
