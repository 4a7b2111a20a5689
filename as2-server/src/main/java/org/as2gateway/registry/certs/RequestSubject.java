package org.as2gateway.registry.certs;

import java.util.Locale;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.as2.wire.PartnerText;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;

/**
 * Who a certificate is requested for; blank parts are left out.
 *
 * @param commonName CN, required
 * @param organization O
 * @param unit OU
 * @param locality L
 * @param state ST
 * @param country C, two letters
 */
public record RequestSubject(
    String commonName,
    String organization,
    String unit,
    String locality,
    String state,
    String country) {
  private static final int LONG = 128; // X.520 ub-locality-name, ub-state-name
  private static final int SHORT = 64; // X.520 ub-common-name, ub-organization-name

  /** The name, with the widest part first. */
  X500Name toName() throws CertsException {
    if (commonName.isBlank()) {
      throw new CertsException("the common name is missing");
    }
    if (!country.isBlank() && !country.strip().matches("[A-Za-z]{2}")) {
      throw new CertsException(
          "country %s is not valid, expected two letters such as 'US'"
              .formatted(PartnerText.quote(country, SHORT)));
    }
    X500NameBuilder name = new X500NameBuilder(BCStyle.INSTANCE);
    add(name, BCStyle.C, country.toUpperCase(Locale.ROOT), SHORT);
    add(name, BCStyle.ST, state, LONG);
    add(name, BCStyle.L, locality, LONG);
    add(name, BCStyle.O, organization, SHORT);
    add(name, BCStyle.OU, unit, SHORT);
    add(name, BCStyle.CN, commonName, SHORT);
    return name.build();
  }

  private static void add(
      X500NameBuilder name, ASN1ObjectIdentifier part, String value, int longest)
      throws CertsException {
    String text = value.strip();
    if (text.length() > longest || text.chars().anyMatch(Character::isISOControl)) {
      throw new CertsException(
          "%s cannot be used in the subject, expected at most %d printable characters"
              .formatted(PartnerText.quote(text, SHORT), longest));
    }
    if (!text.isEmpty()) {
      name.addRDN(part, text);
    }
  }
}
