package org.as2gateway.registry.partnerships;

import com.helger.as2lib.exception.AS2Exception;
import com.helger.as2lib.partner.xml.XMLPartnershipFactory;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * as2-lib's own model of a file. as2-lib knows no line numbers and gives up on the first fault, so
 * it gets what has been found sound, written anew: its parser never sees text that is not ours.
 */
final class As2LibModel extends XMLPartnershipFactory {
  private As2LibModel() {}

  /** Builds the model, placeholders filled in. */
  static As2LibModel of(Entries entries, Findings findings) {
    StringBuilder xml = new StringBuilder("<partnerships>\n");
    entries.partners().forEach(p -> appendPartner(xml, p.entry()));
    entries.partnerships().forEach(p -> appendPartnership(xml, p, entries, findings));
    xml.append("</partnerships>\n");
    As2LibModel model = new As2LibModel();
    try {
      model.load(new ByteArrayInputStream(xml.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (AS2Exception e) {
      findings.error(1, "<partnerships>", "as2-lib cannot read the entries: " + e.getMessage());
      return new As2LibModel();
    }
    return model;
  }

  /** as2-lib's record of a partnership that was loaded. */
  com.helger.as2lib.partner.Partnership partnership(String name) {
    return getPartnershipByName(name);
  }

  private static void appendPartner(StringBuilder xml, PartnerEntry partner) {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("name", partner.name());
    attributes.putAll(nameable(partner.attributes()));
    xml.append(XmlText.tag("partner", attributes)).append('\n');
  }

  /** Only what can be an XML attribute; nothing that is used is lost. */
  private static Map<String, String> nameable(Map<String, String> attributes) {
    Map<String, String> nameable = new LinkedHashMap<>(attributes);
    nameable.keySet().removeIf(key -> !key.matches("[a-z_][a-z0-9_.-]*") || key.startsWith("xml"));
    return nameable;
  }

  private static void appendPartnership(
      StringBuilder xml, Located<PartnershipEntry> located, Entries entries, Findings findings) {
    PartnershipEntry entry = located.entry();
    xml.append("<partnership name=").append(XmlText.quoted(entry.name())).append(">\n");
    xml.append(XmlText.tag("sender", nameable(located.overrides().sender())));
    xml.append(XmlText.tag("receiver", nameable(located.overrides().receiver()))).append('\n');
    Placeholders placeholders =
        new Placeholders(
            entry.attributes(),
            ids(entries, entry.sender(), located.overrides().sender()),
            ids(entries, entry.receiver(), located.overrides().receiver()));
    entry
        .attributes()
        .forEach(
            (key, value) -> {
              String filled = filled(placeholders, located, key, findings);
              xml.append(XmlText.attribute(key, filled)).append('\n');
            });
    xml.append("</partnership>\n");
  }

  private static Map<String, String> ids(
      Entries entries, String partner, Map<String, String> overrides) {
    Map<String, String> ids = new LinkedHashMap<>();
    entries.partner(partner).ifPresent(p -> ids.putAll(p.entry().attributes()));
    ids.put("name", partner);
    ids.putAll(overrides);
    return ids;
  }

  private static String filled(
      Placeholders placeholders, Located<PartnershipEntry> located, String key, Findings findings) {
    String filled = placeholders.fill(located.entry().attributes().getOrDefault(key, ""));
    boolean mayStay =
        PartnershipAttribute.of(key).filter(a -> a != PartnershipAttribute.SUBJECT).isEmpty();
    if (mayStay || Placeholders.unfilled(filled).isEmpty()) {
      return filled;
    }
    findings.warn(
        located.lines().getOrDefault(key, located.element().line()),
        "partnership " + Findings.quote(located.entry().name()),
        "attribute "
            + Findings.quote(key)
            + " holds "
            + Findings.quote(Placeholders.unfilled(filled).orElse(""))
            + ", which is not known here, and counts as blank: write the value itself");
    return "";
  }
}
