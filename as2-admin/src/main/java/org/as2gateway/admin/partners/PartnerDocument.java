package org.as2gateway.admin.partners;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.as2gateway.admin.registry.Registrar;
import org.as2gateway.admin.registry.SecretAttributes;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.registry.partnerships.EditRefused;
import org.as2gateway.registry.partnerships.Partner;
import org.as2gateway.registry.partnerships.PartnerEntry;
import org.as2gateway.registry.partnerships.PartnershipEntry;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** All about a partner in one document, to take to another gateway: no key, no password. */
public final class PartnerDocument {
  static final String FORMAT = "as2-gateway-partner-1";

  private PartnerDocument() {}

  /** The document of a partner in the running gateway. */
  public static ObjectNode of(Registrar registrar, Partner partner)
      throws EditRefused, CertsException, IOException {
    String certificates =
        partner.x509Alias().filter(a -> registrar.registry().certificates().isKnown(a)).isPresent()
            ? registrar.certificates().exportPem(partner.x509Alias().orElseThrow())
            : "";
    return of(
        registrar
            .editor()
            .partner(partner.name())
            .orElse(new PartnerEntry(partner.name(), Map.of())),
        registrar.editor().partnerships(),
        certificates);
  }

  /** The document of entries as the file has them. */
  public static ObjectNode of(
      PartnerEntry partner, List<PartnershipEntry> partnerships, String certificates) {
    ObjectNode json = JsonMapper.shared().createObjectNode();
    json.put("format", FORMAT);
    ObjectNode entry = json.putObject("partner");
    entry.put("name", partner.name());
    ObjectNode ids = entry.putObject("attributes");
    SecretAttributes.shown(partner.attributes()).forEach(ids::put);
    var list = json.putArray("partnerships");
    partnerships.stream()
        .filter(p -> p.sender().equals(partner.name()) || p.receiver().equals(partner.name()))
        .forEach(
            p -> {
              ObjectNode one = list.addObject();
              one.put("direction", p.receiver().equals(partner.name()) ? "to" : "from");
              one.put("station", p.receiver().equals(partner.name()) ? p.sender() : p.receiver());
              ObjectNode attributes = one.putObject("attributes");
              SecretAttributes.shown(p.attributes()).forEach(attributes::put);
            });
    json.put("certificates", certificates);
    return json;
  }
}
