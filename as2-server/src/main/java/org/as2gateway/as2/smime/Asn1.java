package org.as2gateway.as2.smime;

import java.io.IOException;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/**
 * Parses small ASN.1 elements, already bounded in size and depth, with every failure as broken
 * content.
 */
final class Asn1 {
  private Asn1() {}

  static ASN1Primitive parse(byte[] element) throws ContentException {
    try {
      return ASN1Primitive.fromByteArray(element);
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      throw ContentException.broken("CMS structure: " + e.getMessage());
    }
  }

  static AlgorithmIdentifier algorithm(byte[] element) throws ContentException {
    try {
      return AlgorithmIdentifier.getInstance(parse(element));
    } catch (IllegalArgumentException e) {
      throw ContentException.broken("CMS structure: no AlgorithmIdentifier where one was expected");
    }
  }
}
