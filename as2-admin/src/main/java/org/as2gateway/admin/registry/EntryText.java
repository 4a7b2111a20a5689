package org.as2gateway.admin.registry;

import java.util.Map;
import java.util.stream.Collectors;
import org.as2gateway.registry.partnerships.PartnershipEntry;

/** Entries of the registry as lines, for the audit log. */
final class EntryText {
  private EntryText() {}

  static String of(Map<String, String> attributes) {
    return SecretAttributes.shown(attributes).entrySet().stream()
        .map(e -> e.getKey() + ": " + e.getValue())
        .collect(Collectors.joining("\n"));
  }

  static String of(PartnershipEntry entry) {
    return "sender: "
        + entry.sender()
        + "\nreceiver: "
        + entry.receiver()
        + "\n"
        + of(entry.attributes());
  }
}
