package org.as2gateway.admin.partners;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.as2gateway.admin.port.Description;
import org.as2gateway.admin.registry.Registrar;
import org.as2gateway.admin.registry.SecretAttributes;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.registry.partnerships.EditRefused;
import org.as2gateway.registry.partnerships.Partner;
import org.as2gateway.registry.partnerships.PartnerEntry;
import org.as2gateway.registry.partnerships.PartnershipEntry;

/** All about a partner in one document, to take to another gateway: no key, no password. */
@Description("An exported partner, without keys and passwords.")
public record PartnerDocument(
    String format,
    ExportedPartner partner,
    List<ExportedPartnership> partnerships,
    @Description("its certificates in PEM; may be empty") String certificates) {
  static final String FORMAT = "as2-gateway-partner-1";

  /** The partner itself. */
  record ExportedPartner(String name, Map<String, String> attributes) {}

  /** A partnership between it and one of our stations. */
  record ExportedPartnership(
      @Description(
              value = "whether we send to the partner or receive from it",
              values = {"to", "from"})
          String direction,
      @Description("our AS2 identity") String station,
      Map<String, String> attributes) {
    static ExportedPartnership of(PartnershipEntry entry, String partner) {
      boolean isTo = entry.receiver().equals(partner);
      return new ExportedPartnership(
          isTo ? "to" : "from",
          isTo ? entry.sender() : entry.receiver(),
          SecretAttributes.shown(entry.attributes()));
    }
  }

  /** The document of a partner in the running gateway. */
  public static PartnerDocument of(Registrar registrar, Partner partner)
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
  public static PartnerDocument of(
      PartnerEntry partner, List<PartnershipEntry> partnerships, String certificates) {
    return new PartnerDocument(
        FORMAT,
        new ExportedPartner(partner.name(), SecretAttributes.shown(partner.attributes())),
        partnerships.stream()
            .filter(p -> p.sender().equals(partner.name()) || p.receiver().equals(partner.name()))
            .map(p -> ExportedPartnership.of(p, partner.name()))
            .toList(),
        certificates);
  }
}
