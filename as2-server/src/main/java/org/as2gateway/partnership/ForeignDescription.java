package org.as2gateway.partnership;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.as2gateway.partnership.EditRefused.Reason;
import org.as2gateway.wire.EncryptionAlgorithm;
import org.as2gateway.wire.SignatureAlgorithm;

/**
 * Partners out of XML whose elements carry one setting each, as mendelson AS2 exports them. Names
 * differ between versions, so each setting is known by several; what is not understood is left out.
 */
final class ForeignDescription {
  private static final List<String> NAME = List.of("name", "partnername");
  private static final List<String> ID =
      List.of("as2identification", "as2ident", "as2id", "identification", "ident");
  private static final List<String> URL = List.of("url", "as2url", "receipturl", "targeturl");
  private static final List<String> MDN_URL = List.of("mdnurl", "asyncmdnurl");
  private static final List<String> EMAIL = List.of("email", "emailaddress", "contactemail");
  private static final List<String> SIGN =
      List.of("sign", "signtype", "signature", "signaturealgorithm", "signalgorithm");
  private static final List<String> ENCRYPT =
      List.of("encrypt", "encryption", "encryptiontype", "encryptionalgorithm");
  private static final int LONGEST = 4000;

  private ForeignDescription() {}

  /** Only for content that {@link XmlScan} has found sound: bounded, no DTD. */
  static List<PartnerDescription> read(byte[] content) throws EditRefused {
    List<PartnerDescription> found = new ArrayList<>();
    for (Map<String, String> values : partners(content)) {
      Optional<String> id = first(values, ID);
      if (id.isPresent()) {
        found.add(description(values, id.get()));
      }
    }
    if (found.isEmpty()) {
      throw new EditRefused(
          Reason.INVALID,
          "no element of it gives an AS2 id, expected a partnerships.xml, or one of "
              + String.join(", ", ID));
    }
    return found;
  }

  private static PartnerDescription description(Map<String, String> values, String id) {
    Map<String, String> ids = new LinkedHashMap<>();
    ids.put("as2_id", id);
    first(values, EMAIL).ifPresent(email -> ids.put("email", email));
    Map<String, String> outbound = new LinkedHashMap<>();
    first(values, URL).ifPresent(url -> outbound.put("as2_url", url));
    known(values, SIGN, SignatureAlgorithm::parse)
        .ifPresent(a -> outbound.put("sign", a.spelling()));
    known(values, ENCRYPT, EncryptionAlgorithm::parse)
        .ifPresent(a -> outbound.put("encrypt", a.spelling()));
    Map<String, String> inbound = new LinkedHashMap<>();
    first(values, MDN_URL).ifPresent(url -> inbound.put("as2_receipt_option", url));
    String name = first(values, NAME).orElse(id);
    return new PartnerDescription(new PartnerEntry(name, ids), outbound, inbound);
  }

  private static <T> Optional<T> known(
      Map<String, String> values, List<String> names, Function<String, Optional<T>> parser) {
    return first(values, names).flatMap(parser);
  }

  private static Optional<String> first(Map<String, String> values, List<String> names) {
    return names.stream()
        .map(name -> values.getOrDefault(name, ""))
        .filter(v -> !v.isBlank())
        .findFirst();
  }

  /** The texts of the leaves by name, of each element {@code partner}, or else of the whole. */
  private static List<Map<String, String>> partners(byte[] content) throws EditRefused {
    List<Map<String, String>> partners = new ArrayList<>();
    Map<String, String> all = new LinkedHashMap<>();
    Map<String, String> current = all;
    StringBuilder text = new StringBuilder();
    try {
      XMLStreamReader reader = reader(content);
      while (reader.hasNext()) {
        int event = reader.next();
        if (event == XMLStreamConstants.START_ELEMENT) {
          text.setLength(0);
          if (plain(reader.getLocalName()).equals("partner")) {
            current = new LinkedHashMap<>();
            partners.add(current);
          }
        } else if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
          text.append(reader.getText(), 0, Math.min(reader.getTextLength(), LONGEST));
        } else if (event == XMLStreamConstants.END_ELEMENT) {
          current.putIfAbsent(plain(reader.getLocalName()), text.toString().strip());
          text.setLength(0);
        }
      }
    } catch (XMLStreamException e) {
      throw new EditRefused(Reason.INVALID, "it is not well-formed XML");
    }
    return partners.isEmpty() ? List.of(all) : partners;
  }

  private static XMLStreamReader reader(byte[] content) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return factory.createXMLStreamReader(new ByteArrayInputStream(content));
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }
}
