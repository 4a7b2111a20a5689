package org.as2gateway.transport.as2.receive;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.as2.wire.MimeEntity;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/** Signatures that say they were made while an expired certificate was still valid. */
final class BackDatedSignature {
  private BackDatedSignature() {}

  private static Instant whenValid(OwnKey key) {
    return key.certificate().getNotAfter().toInstant().minusSeconds(60);
  }

  static String headerDate(OwnKey key) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(whenValid(key).atOffset(ZoneOffset.UTC));
  }

  /** A detached signature over the entity, its signingTime within the certificate's validity. */
  static byte[] of(MimeEntity entity, OwnKey key) throws Exception {
    Attribute time =
        new Attribute(CMSAttributes.signingTime, new DERSet(new Time(Date.from(whenValid(key)))));
    ASN1EncodableVector attributes = new ASN1EncodableVector();
    attributes.add(time);
    CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
    generator.addSignerInfoGenerator(
        new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
            .setSignedAttributeGenerator(
                new DefaultSignedAttributeTableGenerator(new AttributeTable(attributes)))
            .build(
                new JcaContentSignerBuilder("SHA256withRSA").build(key.privateKey()),
                key.certificate()));
    return generator.generate(new CMSProcessableByteArray(entity.toBytes())).getEncoded();
  }
}
