package org.as2gateway.registry.partnerships;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Changes of one element that leave alone what they do not name: comments, foreign attributes and
 * elements, layout, even the kind of quotes.
 */
final class ElementEdit {
  private static final Pattern NAME = Pattern.compile("<[^\\s/>]+");
  private static final Pattern ATTRIBUTE =
      Pattern.compile("\\s+([^\\s=<>/\"']+)\\s*=\\s*(\"[^\"]*\"|'[^']*')");
  private static final String VALUE = "value";

  private record Splice(int start, int end, String replacement) {}

  private record Place(int start, int valueStart, int end) {}

  private final String text;
  private final XmlElement element;
  private final String lineBreak;
  private final List<Splice> splices = new ArrayList<>();

  ElementEdit(String text, XmlElement element, String lineBreak) {
    this.text = text;
    this.element = element;
    this.lineBreak = lineBreak;
  }

  /** Makes a partner's attributes those; they stand in its tag, or below it as OpenAS2 has them. */
  ElementEdit partner(Map<String, String> wanted) {
    Map<String, String> open = new LinkedHashMap<>(wanted);
    for (XmlElement child : element.children("attribute")) {
      child
          .attribute("name")
          .map(a -> a.value().strip())
          .ifPresent(key -> setOrRemove(child, Optional.ofNullable(open.remove(key))));
    }
    for (XmlAttribute attribute : element.attributes()) {
      String key = attribute.name().toLowerCase(Locale.ROOT);
      if (!key.equals("name")) {
        setInTag(element, attribute, Optional.ofNullable(open.remove(key)));
      }
    }
    open.forEach((key, value) -> insert(tagEnd(element), " " + key + "=" + XmlText.quoted(value)));
    return this;
  }

  /** Makes a partnership's sides and attributes those. */
  ElementEdit partnership(PartnershipEntry wanted) {
    side("sender", wanted.sender());
    side("receiver", wanted.receiver());
    Map<String, String> open = new LinkedHashMap<>(wanted.attributes());
    Map<String, Boolean> seen = new LinkedHashMap<>();
    for (XmlElement child : element.children("attribute")) {
      String key = child.attribute("name").map(a -> a.value().strip()).orElse("");
      seen.put(key, open.containsKey(key));
      setOrRemove(child, Optional.ofNullable(open.get(key)));
    }
    seen.keySet().forEach(open::remove);
    XmlElement last = // there is one: a partnership has a sender
        element.children().stream().max(Comparator.comparing(XmlElement::end)).orElseThrow();
    String margin = margin(last);
    open.forEach(
        (key, value) -> insert(last.end(), lineBreak + margin + XmlText.attribute(key, value)));
    return this;
  }

  /** The whole file with the changes. */
  String text() {
    StringBuilder edited = new StringBuilder(text);
    List<Splice> backwards = new ArrayList<>(splices);
    Collections.reverse(backwards);
    backwards.sort(Comparator.comparing(Splice::start).reversed());
    backwards.forEach(s -> edited.replace(s.start(), s.end(), s.replacement()));
    return edited.toString();
  }

  private void side(String name, String partner) {
    for (XmlElement side : element.children(name)) {
      Optional<XmlAttribute> attribute = side.attribute("name");
      if (attribute.isPresent()) {
        setInTag(side, attribute.get(), Optional.of(partner));
      }
    }
  }

  private void setOrRemove(XmlElement child, Optional<String> value) {
    if (value.isEmpty()) {
      removeLine(child);
      return;
    }
    child.attribute(VALUE).ifPresent(old -> setInTag(child, old, value));
  }

  private void setInTag(XmlElement tag, XmlAttribute old, Optional<String> value) {
    Place place = places(tag).get(old.name());
    if (place == null || value.filter(old.value()::equals).isPresent()) {
      return;
    }
    if (value.isPresent()) {
      splices.add(new Splice(place.valueStart(), place.end(), XmlText.quoted(value.get())));
    } else {
      splices.add(new Splice(place.start(), place.end(), ""));
    }
  }

  private void insert(int at, String inserted) {
    splices.add(new Splice(at, at, inserted));
  }

  /** Removes an element, with its line if nothing else stands on it. */
  private void removeLine(XmlElement child) {
    int lineStart = text.lastIndexOf('\n', child.start() - 1) + 1;
    boolean isAlone =
        text.substring(lineStart, child.start()).isBlank()
            && text.startsWith(lineBreak, child.end());
    splices.add(
        isAlone
            ? new Splice(lineStart, child.end() + lineBreak.length(), "")
            : new Splice(child.start(), child.end(), ""));
  }

  private String margin(XmlElement sibling) {
    String before =
        text.substring(text.lastIndexOf('\n', sibling.start() - 1) + 1, sibling.start());
    return before.substring(0, before.length() - before.stripLeading().length());
  }

  private Map<String, Place> places(XmlElement tag) {
    Map<String, Place> places = new LinkedHashMap<>();
    Matcher attribute = attributes(tag);
    while (attribute.lookingAt()) {
      places.put(
          attribute.group(1), new Place(attribute.start(), attribute.start(2), attribute.end()));
      attribute.region(attribute.end(), text.length());
    }
    return places;
  }

  /** After the last attribute of a start tag. */
  private int tagEnd(XmlElement tag) {
    Matcher attribute = attributes(tag);
    int end = attribute.regionStart();
    while (attribute.lookingAt()) {
      end = attribute.end();
      attribute.region(end, text.length());
    }
    return end;
  }

  private Matcher attributes(XmlElement tag) {
    Matcher name = NAME.matcher(text).region(tag.start(), text.length());
    if (!name.lookingAt()) {
      throw new IllegalStateException("no tag begins at offset " + tag.start());
    }
    return ATTRIBUTE.matcher(text).region(name.end(), text.length());
  }
}
