package org.as2gateway.registry.partnerships;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Judges attributes of a partnership that is not in the file yet. */
public final class AttributeCheck {
  private AttributeCheck() {}

  /** What is wrong with the value, if anything is. */
  static Optional<String> fault(String name, String value) {
    if (value.chars().anyMatch(Character::isISOControl)) {
      return Optional.of("it contains a control character");
    }
    return faults(Map.of(name, value)).stream().map(Fault::text).findFirst();
  }

  /** What is wrong with those attributes, as they depend on each other; placeholders are text. */
  public static List<Fault> faults(Map<String, String> attributes) {
    com.helger.as2lib.partner.Partnership model =
        new com.helger.as2lib.partner.Partnership("import");
    attributes.forEach(model::setAttribute);
    XmlElement element = new XmlElement("partnership", 1, List.of(), List.of(), 0, 0, 0);
    Located<PartnershipEntry> located =
        new Located<>(
            new PartnershipEntry("import", "", "", attributes),
            element,
            Map.of(),
            Located.Overrides.NONE);
    AttributeValues values = new AttributeValues(model, located, new Findings());
    values.parsed(PartnershipAttribute.PROFILE, PartnerProfiles::find);
    PolicyReader policies = new PolicyReader(values);
    policies.message();
    policies.security();
    policies.receipt();
    policies.access();
    policies.kind();
    policies.transport();
    policies.sftp();
    policies.pgp();
    policies.pdx();
    policies.queue();
    policies.files();
    policies.usps();
    return values.faults();
  }
}
