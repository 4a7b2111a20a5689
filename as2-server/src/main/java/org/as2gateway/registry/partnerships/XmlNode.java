package org.as2gateway.registry.partnerships;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One element of XML that somebody else wrote, read within the bounds of {@code partnerships.xml}
 * and without DTDs and entities.
 *
 * @param name without its prefix
 * @param attributes by name without prefix
 * @param text what stands in it beside elements, without white space around
 * @param children in order
 */
public record XmlNode(
    String name, Map<String, String> attributes, String text, List<XmlNode> children) {
  /** Copies the collections. */
  public XmlNode {
    attributes = Map.copyOf(attributes);
    children = List.copyOf(children);
  }

  /**
   * Reads a document.
   *
   * @return empty if it is malformed, too large, too deep, or has a DTD
   */
  public static Optional<XmlNode> parse(byte[] xml) {
    try {
      return Optional.of(XmlScan.node(xml));
    } catch (XmlRefused e) {
      return Optional.empty();
    }
  }

  /** The children of that name. */
  public List<XmlNode> all(String childName) {
    return children.stream().filter(child -> child.name.equals(childName)).toList();
  }

  /** The first child of that name. */
  public Optional<XmlNode> first(String childName) {
    return all(childName).stream().findFirst();
  }

  /** The text of the first child of that name, if it has any. */
  public Optional<String> textOf(String childName) {
    return first(childName).map(XmlNode::text).filter(text -> !text.isEmpty());
  }

  /** An attribute, if it has any text. */
  public Optional<String> attribute(String attributeName) {
    return Optional.ofNullable(attributes.get(attributeName)).filter(value -> !value.isEmpty());
  }

  /** Text as it may stand between tags or quotes. */
  public static String escaped(String text) {
    String quoted = XmlText.quoted(text);
    return quoted.substring(1, quoted.length() - 1);
  }
}
