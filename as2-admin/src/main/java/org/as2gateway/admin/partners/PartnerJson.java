package org.as2gateway.admin.partners;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.admin.port.Json;
import org.as2gateway.admin.port.JsonBody;
import org.as2gateway.admin.registry.SecretAttributes;
import org.as2gateway.as2.wire.EncryptionAlgorithm;
import org.as2gateway.as2.wire.SignatureAlgorithm;
import org.as2gateway.registry.partnerships.ImportNote;
import org.as2gateway.registry.partnerships.PartnerEntry;
import org.as2gateway.registry.partnerships.Partnership;
import tools.jackson.databind.node.ObjectNode;

/** Partners between JSON and the entries of the file. */
public final class PartnerJson {
  private static final Map<String, String> TYPED =
      Map.of("as2_id", "as2Id", "x509_alias", "x509Alias", "email", "email");
  private static final Set<String> DERIVED = Set.of("url", "sign", "encrypt");

  private PartnerJson() {}

  /** Whether the attribute has a member of its own. */
  static boolean isTyped(String attribute) {
    return TYPED.containsKey(attribute);
  }

  /** What an import adds, or would add, with what became of each setting. */
  public static ObjectNode imported(PartnerImport plan, boolean isDryRun) {
    ObjectNode json = Json.object();
    var names = json.putArray("partners");
    plan.names().forEach(names::add);
    json.put("dryRun", isDryRun);
    var report = json.putArray("report");
    for (ImportNote note : plan.notes()) {
      report
          .addObject()
          .put("partner", note.partner())
          .put("kind", note.kind().text())
          .put("text", note.text());
    }
    return json;
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

  static ObjectNode health(PartnerHealth health) {
    ObjectNode json = Json.object();
    json.put("messages", health.messages());
    json.put("ended", health.ended());
    json.put("good", health.good());
    json.put("receiptMillisMedian", health.median().map(java.time.Duration::toMillis).orElse(null));
    json.put("receiptMillis95", health.slowest().map(java.time.Duration::toMillis).orElse(null));
    json.put("lastAt", Json.time(health.last().orElse(null)));
    json.put("silent", health.isSilent());
    return json;
  }

  static ObjectNode sheet(PartnerSheet sheet) {
    ObjectNode json = Json.object();
    json.put("as2Id", sheet.as2Id());
    json.put("name", sheet.name());
    json.put("email", sheet.email());
    var urls = json.putArray("urls");
    sheet.urls().forEach(urls::add);
    var certificates = json.putArray("certificates");
    sheet
        .certificates()
        .forEach(
            c -> {
              ObjectNode entry = certificates.addObject();
              entry.put("subject", c.subject());
              entry.put("use", c.use());
              entry.put("serial", c.serial());
              entry.put("sha256", c.sha256());
              entry.put("sha1", c.sha1());
              entry.put("notBefore", Json.time(c.notBefore()));
              entry.put("notAfter", Json.time(c.notAfter()));
              entry.put("activeFrom", Json.time(c.activeFrom().orElse(null)));
              entry.put("pem", c.pem());
            });
    var algorithms = json.putObject("algorithms");
    sheet.algorithms().forEach(algorithms::put);
    return json;
  }
}
