package org.as2gateway.registry.partnerships;

import java.util.LinkedHashMap;
import java.util.Map;

/** The attributes that a new partnership begins with. */
public final class PartnershipDefaults {
  /** What nearly every partner can verify. */
  public static final String SIGN = "sha-256";

  /** What nearly every partner can decrypt. */
  public static final String ENCRYPT = "aes256-cbc";

  private PartnershipDefaults() {}

  /**
   * Of one to a partner, without its URL: with a signed receipt in the answer.
   *
   * @param mdnTo who asks for the receipt: our station's e-mail address or name
   */
  public static Map<String, String> outbound(String mdnTo, String sign, String encrypt) {
    Map<String, String> attributes = new LinkedHashMap<>();
    put(attributes, PartnershipAttribute.AS2_URL, "");
    attributes.putAll(inbound(sign, encrypt));
    put(attributes, PartnershipAttribute.AS2_MDN_TO, mdnTo);
    put(attributes, PartnershipAttribute.AS2_MDN_OPTIONS, receiptOptions(sign));
    return attributes;
  }

  /** Of one from a partner. */
  public static Map<String, String> inbound(String sign, String encrypt) {
    Map<String, String> attributes = new LinkedHashMap<>();
    put(attributes, PartnershipAttribute.SIGN, sign);
    put(attributes, PartnershipAttribute.ENCRYPT, encrypt);
    return attributes;
  }

  /** Options that ask for a signed receipt with the digest of that signature algorithm. */
  public static String receiptOptions(String sign) {
    String digest = sign.replace("rsassa-pss-", "");
    return "signed-receipt-protocol=required, pkcs7-signature; signed-receipt-micalg=required, "
        + (digest.isBlank() || digest.equals("none") ? SIGN : digest);
  }

  private static void put(
      Map<String, String> attributes, PartnershipAttribute attribute, String value) {
    attributes.put(attribute.attributeName(), value);
  }
}
