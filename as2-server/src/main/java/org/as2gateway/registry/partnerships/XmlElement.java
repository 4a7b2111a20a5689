package org.as2gateway.registry.partnerships;

import java.util.List;
import java.util.Optional;

/**
 * One XML element with its place in the text.
 *
 * @param name as it stands
 * @param line where its start tag begins, counted from 1
 * @param attributes in file order
 * @param children child elements in file order
 * @param start offset of its start tag
 * @param contentEnd offset of its end tag; that of its start tag's end if it is an empty-element
 *     tag
 * @param end offset after its end tag
 */
record XmlElement(
    String name,
    int line,
    List<XmlAttribute> attributes,
    List<XmlElement> children,
    int start,
    int contentEnd,
    int end) {
  XmlElement {
    attributes = List.copyOf(attributes);
    children = List.copyOf(children);
  }

  /** The attribute of that name, compared without case as as2-lib does. */
  Optional<XmlAttribute> attribute(String attributeName) {
    return attributes.stream().filter(a -> a.name().equalsIgnoreCase(attributeName)).findFirst();
  }

  List<XmlElement> children(String childName) {
    return children.stream().filter(c -> c.name().equals(childName)).toList();
  }

  boolean isEmptyElementTag() {
    return contentEnd == end;
  }
}
