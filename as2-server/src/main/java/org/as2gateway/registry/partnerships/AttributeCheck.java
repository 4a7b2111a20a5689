package org.as2gateway.registry.partnerships;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Judges single attributes of a partnership that is not in the file yet. */
final class AttributeCheck {
  private AttributeCheck() {}

  /** What is wrong with the value, if anything is. */
  static Optional<String> fault(String name, String value) {
    if (value.chars().anyMatch(Character::isISOControl)) {
      return Optional.of("it contains a control character");
    }
    com.helger.as2lib.partner.Partnership model =
        new com.helger.as2lib.partner.Partnership("import");
    model.setAttribute(name, value);
    XmlElement element = new XmlElement("partnership", 1, List.of(), List.of(), 0, 0, 0);
    Located<PartnershipEntry> located =
        new Located<>(
            new PartnershipEntry("import", "", "", Map.of(name, value)),
            element,
            Map.of(),
            Located.Overrides.NONE);
    AttributeValues values = new AttributeValues(model, located, new Findings());
    values.parsed(PartnershipAttribute.PROFILE, PartnerProfiles::find, PartnerProfiles.names());
    PolicyReader policies = new PolicyReader(values);
    policies.message();
    policies.security();
    policies.receipt();
    policies.transport();
    policies.queue();
    return values.faults().stream().map(Fault::text).findFirst();
  }
}
