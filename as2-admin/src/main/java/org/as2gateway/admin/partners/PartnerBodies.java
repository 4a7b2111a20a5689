package org.as2gateway.admin.partners;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.admin.port.JsonBody;
import org.as2gateway.admin.registry.SecretAttributes;
import org.as2gateway.as2.wire.EncryptionAlgorithm;
import org.as2gateway.as2.wire.SignatureAlgorithm;
import org.as2gateway.registry.partnerships.PartnerEntry;
import org.as2gateway.registry.partnerships.Partnership;

/** The entries of the file that request bodies describe. */
final class PartnerBodies {
  private static final Map<String, String> TYPED =
      Map.of("as2_id", "as2Id", "x509_alias", "x509Alias", "email", "email");
  private static final Set<String> DERIVED = Set.of("url", "sign", "encrypt");

  private PartnerBodies() {}

  /** Whether the attribute has a member of its own. */
  static boolean isTyped(String attribute) {
    return TYPED.containsKey(attribute);
  }

  /** The entry that a body describes; what it leaves out stays as it was. */
  static PartnerEntry partner(String name, JsonBody body, Optional<PartnerEntry> before) {
    Map<String, String> attributes =
        new LinkedHashMap<>(before.map(PartnerEntry::attributes).orElse(Map.of()));
    Map<String, String> others = body.texts("attributes");
    if (others != null) {
      attributes.keySet().removeIf(key -> !isTyped(key) && !others.containsKey(key));
      others.forEach(attributes::put);
      before.ifPresent(b -> SecretAttributes.keep(b.attributes(), attributes));
    }
    TYPED.forEach(
        (attribute, member) -> {
          if (body.has(member)) {
            Optional<String> value = body.text(member);
            if (value.isPresent()) {
              attributes.put(attribute, value.get());
            } else {
              attributes.remove(attribute);
            }
          }
        });
    return new PartnerEntry(name, attributes);
  }

  /**
   * Members that only repeat an attribute: who changes one of them means the attribute.
   *
   * @param current as it is now, to see what has changed
   */
  static void addShortcuts(
      JsonBody body, Map<String, String> attributes, Optional<Partnership> current) {
    for (String member : DERIVED) {
      Optional<String> now = current.flatMap(p -> value(p, member));
      if (body.has(member) && !body.text(member).equals(now)) {
        attributes.put(member.equals("url") ? "as2_url" : member, body.text(member).orElse(""));
      }
    }
  }

  private static Optional<String> value(Partnership partnership, String member) {
    return switch (member) {
      case "url" -> partnership.transport().url().map(Object::toString);
      case "sign" -> partnership.security().sign().map(SignatureAlgorithm::spelling);
      default -> partnership.security().encrypt().map(EncryptionAlgorithm::spelling);
    };
  }
}
