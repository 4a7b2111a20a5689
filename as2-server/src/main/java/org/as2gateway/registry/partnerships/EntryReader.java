package org.as2gateway.registry.partnerships;

import com.helger.as2lib.partner.CPartnershipIDs;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.as2gateway.as2.wire.Suggestion;

/** Finds partners and partnerships in the XML and checks names, references and duplicates. */
final class EntryReader {
  private static final String NAME = "name";
  private static final String VALUE = "value";

  private final XmlElement root;
  private final Findings findings;
  private final Map<String, Located<PartnerEntry>> partners = new LinkedHashMap<>();
  private final Map<String, Located<PartnershipEntry>> partnerships = new LinkedHashMap<>();
  private final Set<String> unsoundPartners = new HashSet<>();
  private final Set<String> unsoundPartnerships = new HashSet<>();

  private EntryReader(XmlElement root, Findings findings) {
    this.root = root;
    this.findings = findings;
  }

  static Entries read(XmlDocument document, Findings findings) {
    return new EntryReader(document.root(), findings).entries();
  }

  private Entries entries() {
    if (root.name().equals("partnerships")) {
      warnOfUnknownChildren(root, KnownNames.ROOT_CHILDREN);
      root.children("partner").forEach(e -> read(e, this::readPartner, unsoundPartners));
      root.children("partnership")
          .forEach(e -> read(e, this::readPartnership, unsoundPartnerships));
    } else {
      findings.error(
          root.line(),
          "<" + root.name() + ">",
          "document element is <" + root.name() + ">, expected <partnerships>");
    }
    return new Entries(
        List.copyOf(partners.values()),
        List.copyOf(partnerships.values()),
        unsoundPartners,
        unsoundPartnerships);
  }

  /** Remembers the name of an element in which errors are; of two of a name, both are doubtful. */
  private void read(XmlElement element, Consumer<XmlElement> reader, Set<String> unsound) {
    int before = findings.errors();
    reader.accept(element);
    if (findings.errors() > before) {
      element.attribute(NAME).map(XmlAttribute::value).ifPresent(unsound::add);
    }
  }

  private void readPartner(XmlElement element) {
    Optional<String> name = nameOf(element, partners);
    String subject = "partner " + Findings.quote(name.orElse(""));
    warnOfUnknownChildren(element, KnownNames.PARTNER_CHILDREN);
    Map<String, String> attributes = new LinkedHashMap<>();
    Map<String, Integer> lines = new LinkedHashMap<>();
    for (XmlAttribute attribute : element.attributes()) {
      String key = attribute.name().toLowerCase(Locale.ROOT);
      attributes.put(key, attribute.value());
      lines.put(key, attribute.line());
    }
    readAttributeElements(element, subject, attributes, lines); // the nested form of later OpenAS2
    attributes.remove(NAME);
    lines.forEach((key, line) -> checkPartnerAttribute(key, line, subject));
    name.ifPresent(
        n ->
            partners.put(
                n,
                new Located<>(
                    new PartnerEntry(n, attributes), element, lines, Located.Overrides.NONE)));
  }

  private void checkPartnerAttribute(String key, int line, String subject) {
    if (key.equals(KnownNames.X509_ALIAS_FALLBACK)) {
      findings.warn(
          line,
          subject,
          "'x509_alias_fallback' is not used: save its certificate in the folder of x509_alias,"
              + " which can contain several");
    } else if (!KnownNames.PARTNER.contains(key)) {
      warnOfUnknown(line, subject, "attribute", key, KnownNames.PARTNER);
    }
  }

  private void readPartnership(XmlElement element) {
    Optional<String> name = nameOf(element, partnerships);
    String subject = "partnership " + Findings.quote(name.orElse(""));
    warnOfUnknownChildren(element, KnownNames.PARTNERSHIP_CHILDREN);
    Optional<Map<String, String>> sender = readSide(element, "sender", subject);
    Optional<Map<String, String>> receiver = readSide(element, "receiver", subject);
    Map<String, String> attributes = new LinkedHashMap<>();
    Map<String, Integer> lines = new LinkedHashMap<>();
    readAttributeElements(element, subject, attributes, lines);
    lines.forEach((key, line) -> checkPartnershipAttribute(key, line, subject));
    if (name.isPresent() && sender.isPresent() && receiver.isPresent()) {
      var entry =
          new PartnershipEntry(
              name.get(), sideName(sender.get()), sideName(receiver.get()), attributes);
      var overrides = new Located.Overrides(sender.get(), receiver.get());
      partnerships.put(name.get(), new Located<>(entry, element, lines, overrides));
    }
  }

  private void checkPartnershipAttribute(String key, int line, String subject) {
    List<String> known = KnownNames.partnershipAttributes();
    if (known.contains(key)) {
      if (key.equals(KnownNames.HTTP_PASSWORD)) {
        findings.warn(
            line,
            subject,
            "'http_password' is not read from this file: remove it and save the password in"
                + " data/secrets/");
      }
    } else if (key.startsWith(KnownNames.OWN_PREFIX)) {
      findings.error(
          line,
          subject,
          "attribute "
              + Findings.quote(key)
              + " is not known"
              + hint(key, known, ", expected one of those in docs/partnerships.md"));
    } else {
      warnOfUnknown(line, subject, "attribute", key, known);
    }
  }

  /** What a {@code <sender>} or {@code <receiver>} says, if it leads to a partner. */
  private Optional<Map<String, String>> readSide(XmlElement element, String side, String subject) {
    List<XmlElement> found = element.children(side);
    if (found.size() != 1) {
      findings.error(
          element.line(),
          subject,
          "has "
              + found.size()
              + " <"
              + side
              + "> elements, expected one: <"
              + side
              + " name=\"…\"/>");
      return Optional.empty();
    }
    Map<String, String> attributes = new LinkedHashMap<>();
    found
        .get(0)
        .attributes()
        .forEach(a -> attributes.put(a.name().toLowerCase(Locale.ROOT), a.value()));
    String partner = sideName(attributes);
    if (partner.isBlank()) {
      findings.error(
          found.get(0).line(), subject, "<" + side + "> names no partner, expected name=\"…\"");
      return Optional.empty();
    }
    if (attributes.containsKey(NAME) && !partners.containsKey(partner)) {
      findings.error(
          found.get(0).line(),
          subject,
          "<"
              + side
              + "> is "
              + Findings.quote(partner)
              + ", expected the name of a <partner>"
              + hint(partner, partners.keySet(), ""));
      return Optional.empty();
    }
    return Optional.of(attributes);
  }

  private static String sideName(Map<String, String> side) {
    return side.getOrDefault(NAME, side.getOrDefault(CPartnershipIDs.PID_AS2, ""));
  }

  private void readAttributeElements(
      XmlElement element,
      String subject,
      Map<String, String> attributes,
      Map<String, Integer> lines) {
    for (XmlElement child : element.children("attribute")) {
      Optional<XmlAttribute> name = child.attribute(NAME).filter(a -> !a.value().isBlank());
      Optional<XmlAttribute> value = child.attribute(VALUE);
      if (name.isEmpty() || value.isEmpty()) {
        findings.error(
            child.line(),
            subject,
            "<attribute> lacks its "
                + (name.isEmpty() ? NAME : VALUE)
                + ", expected <attribute name=\"…\" value=\"…\"/>");
        continue;
      }
      String key = name.get().value().strip();
      String earlier = attributes.put(key, value.get().value());
      if (earlier != null && !earlier.equals(value.get().value())) {
        findings.error(
            child.line(),
            subject,
            "attribute "
                + Findings.quote(key)
                + " appears twice with different values, first on line "
                + lines.get(key));
      }
      lines.put(key, value.get().line());
    }
  }

  private <T> Optional<String> nameOf(XmlElement element, Map<String, Located<T>> known) {
    String kind = "<" + element.name() + ">";
    Optional<String> name =
        element.attribute(NAME).map(XmlAttribute::value).filter(n -> !n.isBlank());
    if (name.isEmpty()) {
      findings.error(
          element.line(), kind, "has no name, expected " + kind.replace(">", " name=\"…\">"));
    } else if (name.get().chars().anyMatch(Character::isISOControl)) {
      findings.error(element.line(), kind, "name holds a control character");
      return Optional.empty();
    } else if (known.containsKey(name.get())) {
      findings.error(
          element.line(),
          element.name() + " " + Findings.quote(name.get()),
          "appears twice, first on line " + known.get(name.get()).element().line());
      return Optional.empty();
    }
    return name;
  }

  private void warnOfUnknownChildren(XmlElement element, Collection<String> known) {
    for (XmlElement child : element.children()) {
      if (!known.contains(child.name())) {
        warnOfUnknown(child.line(), "<" + element.name() + ">", "element", child.name(), known);
      }
    }
  }

  private void warnOfUnknown(
      int line, String subject, String kind, String name, Collection<String> known) {
    findings.warn(
        line,
        subject,
        kind
            + " "
            + Findings.quote(name)
            + " is not known and has no effect"
            + hint(name, known, ""));
  }

  private static String hint(String word, Collection<String> known, String otherwise) {
    String hint = Suggestion.hint(word, new ArrayList<>(known));
    return hint.isEmpty() ? otherwise : hint;
  }
}
