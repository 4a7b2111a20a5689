package org.as2gateway.registry.partnerships;

import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Parses XML of bounded size, depth and number of elements into elements that know their lines.
 * DTDs are refused, and with them external entities and entity expansion.
 */
final class XmlScan {
  static final int MAX_BYTES = 8 << 20;
  private static final int MAX_DEPTH = 16;
  private static final int MAX_ELEMENTS = 250_000;

  /** An element whose end has not been seen yet. */
  private record Open(
      String name, TagScanner.Tag tag, List<XmlAttribute> attributes, List<XmlElement> children) {}

  private final byte[] bytes;

  private XmlScan(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Parses the whole file. */
  static XmlDocument scan(byte[] bytes) throws XmlRefused {
    if (bytes.length > MAX_BYTES) {
      throw new XmlRefused(1, "file has " + bytes.length + " bytes, expected at most " + MAX_BYTES);
    }
    return new XmlScan(bytes).document();
  }

  /** Parses the whole document for what it says, wherever that stands. */
  static XmlNode node(byte[] bytes) throws XmlRefused {
    if (bytes.length > MAX_BYTES) {
      throw new XmlRefused(1, "document has more than " + MAX_BYTES + " bytes");
    }
    XmlScan scan = new XmlScan(bytes);
    scan.check();
    try {
      XMLStreamReader reader = scan.reader();
      reader.nextTag();
      return node(reader);
    } catch (XMLStreamException e) {
      throw malformed(e);
    }
  }

  /** The element whose start the reader stands at, read to its end; the depth is checked. */
  private static XmlNode node(XMLStreamReader reader) throws XMLStreamException {
    String name = localName(reader.getLocalName());
    Map<String, String> attributes = new LinkedHashMap<>();
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      attributes.put(localName(reader.getAttributeLocalName(i)), reader.getAttributeValue(i));
    }
    StringBuilder text = new StringBuilder();
    List<XmlNode> children = new ArrayList<>();
    for (int event = reader.next();
        event != XMLStreamConstants.END_ELEMENT;
        event = reader.next()) {
      if (event == XMLStreamConstants.START_ELEMENT) {
        children.add(node(reader));
      } else if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
        text.append(reader.getText());
      }
    }
    return new XmlNode(name, attributes, text.toString().strip(), children);
  }

  private static String localName(String qualified) {
    return qualified.substring(qualified.indexOf(':') + 1);
  }

  private XmlDocument document() throws XmlRefused {
    Charset charset = check();
    String text = new String(bytes, charset);
    List<TagScanner.Tag> tags = TagScanner.scan(text);
    try {
      XMLStreamReader reader = reader();
      XmlElement root = tree(reader, tags);
      reader.close();
      return new XmlDocument(root, text, charset);
    } catch (XMLStreamException e) {
      throw malformed(e);
    }
  }

  /** Reads once without keeping anything, so that nothing is built of a file that is refused. */
  private Charset check() throws XmlRefused {
    try {
      XMLStreamReader reader = reader();
      int depth = 0;
      int elements = 0;
      while (reader.hasNext()) {
        int event = reader.next();
        if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
          throw new XmlRefused(
              line(reader),
              "found a DTD or an entity of its own, expected none: remove <!DOCTYPE …>");
        }
        if (event == XMLStreamConstants.START_ELEMENT) {
          checkBudget(reader, ++depth, ++elements);
          checkValues(reader);
        } else if (event == XMLStreamConstants.END_ELEMENT) {
          depth--;
        }
      }
      Charset charset = charset(reader);
      reader.close();
      return charset;
    } catch (XMLStreamException e) {
      throw malformed(e);
    }
  }

  private static void checkBudget(XMLStreamReader reader, int depth, int elements)
      throws XmlRefused {
    if (depth > MAX_DEPTH) {
      throw new XmlRefused(
          line(reader), "elements are nested deeper than " + MAX_DEPTH + ", expected 3 levels");
    }
    if (elements > MAX_ELEMENTS) {
      throw new XmlRefused(line(reader), "file has more than " + MAX_ELEMENTS + " elements");
    }
  }

  /** XML 1.1 lets control characters in; none of them is text. Only notes have several lines. */
  private static void checkValues(XMLStreamReader reader) throws XmlRefused {
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      boolean isNotes =
          PartnerAttribute.NOTES.attributeName().equals(reader.getAttributeLocalName(i));
      if (reader
          .getAttributeValue(i)
          .chars()
          .anyMatch(c -> Character.isISOControl(c) && !(isNotes && c == '\n'))) {
        throw new XmlRefused(
            line(reader),
            "attribute "
                + Findings.quote(reader.getAttributeLocalName(i))
                + " holds a control character or line break, expected text on one line");
      }
    }
  }

  private XMLStreamReader reader() throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory(); // the JDK's, whatever is around
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
    factory.setXMLResolver(
        (publicId, systemId, baseUri, namespace) -> {
          throw new XMLStreamException("external entities are refused");
        });
    return factory.createXMLStreamReader(new ByteArrayInputStream(bytes));
  }

  private static Charset charset(XMLStreamReader reader) throws XmlRefused {
    String name =
        Optional.ofNullable(reader.getCharacterEncodingScheme())
            .or(() -> Optional.ofNullable(reader.getEncoding()))
            .orElse(StandardCharsets.UTF_8.name());
    try {
      return Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new XmlRefused(1, "encoding '" + name + "' is not known, expected 'UTF-8'");
    }
  }

  /** The parser's elements joined with the places found in the text: both come in file order. */
  private static XmlElement tree(XMLStreamReader reader, List<TagScanner.Tag> tags)
      throws XMLStreamException {
    Deque<Open> open = new ArrayDeque<>();
    @Nullable XmlElement last = null;
    int next = 0;
    while (reader.hasNext()) {
      int event = reader.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        TagScanner.Tag tag = tags.get(next++);
        open.push(new Open(reader.getLocalName(), tag, attributes(reader, tag), new ArrayList<>()));
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        Open ended = open.pop();
        TagScanner.Tag endTag = ended.tag().isEnd() ? ended.tag() : tags.get(next++);
        last = element(ended, endTag);
        if (!open.isEmpty()) {
          open.element().children().add(last);
        }
      }
    }
    if (last == null) {
      throw new XMLStreamException("no document element");
    }
    return last;
  }

  private static XmlElement element(Open open, TagScanner.Tag endTag) {
    TagScanner.Tag tag = open.tag();
    int contentEnd = tag.isEnd() ? tag.end() : endTag.start();
    return new XmlElement(
        open.name(),
        tag.line(),
        open.attributes(),
        open.children(),
        tag.start(),
        contentEnd,
        endTag.end());
  }

  private static List<XmlAttribute> attributes(XMLStreamReader reader, TagScanner.Tag tag) {
    List<XmlAttribute> attributes = new ArrayList<>();
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      int line = i < tag.attributeLines().size() ? tag.attributeLines().get(i) : tag.line();
      attributes.add(
          new XmlAttribute(reader.getAttributeLocalName(i), reader.getAttributeValue(i), line));
    }
    return attributes;
  }

  private static int line(XMLStreamReader reader) {
    return Math.max(1, reader.getLocation().getLineNumber());
  }

  private static XmlRefused malformed(XMLStreamException e) {
    String message = String.valueOf(e.getMessage());
    int at = message.indexOf("Message: "); // the parser puts its position before it
    String reason = (at < 0 ? message : message.substring(at + 9)).strip();
    int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNumber());
    return new XmlRefused(line, "file is not well-formed XML: " + reason);
  }
}
