package org.as2gateway.registry.partnerships;

import java.util.Map;

/** Writes XML text. */
final class XmlText {
  private XmlText() {}

  /** A value between double quotes; control characters as references, so that they survive. */
  static String quoted(String value) {
    StringBuilder text = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '&' -> text.append("&amp;");
        case '<' -> text.append("&lt;");
        case '>' -> text.append("&gt;");
        case '"' -> text.append("&quot;");
        case '\t', '\n', '\r' -> text.append("&#").append((int) c).append(';');
        default -> text.append(c);
      }
    }
    return text.append('"').toString();
  }

  /** An empty-element tag. */
  static String tag(String name, Map<String, String> attributes) {
    StringBuilder text = new StringBuilder("<").append(name);
    attributes.forEach(
        (key, value) -> text.append(' ').append(key).append('=').append(quoted(value)));
    return text.append("/>").toString();
  }

  /** An {@code <attribute>} element. */
  static String attribute(String name, String value) {
    return "<attribute name=" + quoted(name) + " value=" + quoted(value) + "/>";
  }
}
