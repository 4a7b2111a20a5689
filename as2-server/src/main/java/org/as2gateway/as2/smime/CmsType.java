package org.as2gateway.as2.smime;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;

/** The CMS content types of AS2 (RFC 5652, RFC 5083, RFC 3274), told by their object identifier. */
enum CmsType {
  ENVELOPED(CMSObjectIdentifiers.envelopedData),
  AUTH_ENVELOPED(CMSObjectIdentifiers.authEnvelopedData),
  COMPRESSED(CMSObjectIdentifiers.compressedData),
  SIGNED(CMSObjectIdentifiers.signedData);

  private static final int MAX_OID_BYTES = 64;

  private final String oid;

  CmsType(ASN1ObjectIdentifier oid) {
    this.oid = oid.getId();
  }

  /** Reads the content type at the start of a ContentInfo that was entered. */
  static Optional<CmsType> read(BerReader reader) throws IOException {
    ASN1Primitive element = Asn1.parse(reader.readElement(MAX_OID_BYTES));
    String found = element instanceof ASN1ObjectIdentifier id ? id.getId() : "";
    return Arrays.stream(values()).filter(type -> type.oid.equals(found)).findFirst();
  }
}
