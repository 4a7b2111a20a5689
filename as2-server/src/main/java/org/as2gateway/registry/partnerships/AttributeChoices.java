package org.as2gateway.registry.partnerships;

import com.helger.as2lib.partner.CPartnershipIDs;
import java.util.Arrays;
import java.util.List;
import org.as2gateway.as2.wire.As2Version;
import org.as2gateway.as2.wire.EncryptionAlgorithm;
import org.as2gateway.as2.wire.KeyTransport;
import org.as2gateway.as2.wire.SignatureAlgorithm;
import org.as2gateway.transport.TransportKind;

/** The values of attributes that can have only certain values: for the loader and for forms. */
public final class AttributeChoices {
  private static final List<String> YES_OR_NO = List.of("true", "false");

  private AttributeChoices() {}

  /** The values, or for a comma list its possible members; empty if any text may be valid. */
  public static List<String> of(PartnershipAttribute attribute) {
    return switch (attribute) {
      case PROFILE -> PartnerProfiles.names();
      case SIGN, ACCEPT_SIGN ->
          Arrays.stream(SignatureAlgorithm.values()).map(SignatureAlgorithm::spelling).toList();
      case ENCRYPT, ACCEPT_ENCRYPT ->
          Arrays.stream(EncryptionAlgorithm.values()).map(EncryptionAlgorithm::spelling).toList();
      case KEY_TRANSPORT ->
          Arrays.stream(KeyTransport.values()).map(KeyTransport::spelling).toList();
      case COMPRESSION_TYPE -> List.of("zlib", "none");
      case COMPRESSION_MODE ->
          List.of(CPartnershipIDs.COMPRESS_BEFORE_SIGNING, CPartnershipIDs.COMPRESS_AFTER_SIGNING);
      case CONTENT_TRANSFER_ENCODING -> List.of("binary", "base64");
      case AS2_VERSION -> As2Version.texts();
      case REPLAY -> List.of("repeat", "deliver");
      case STATE -> List.of("live", "testing");
      case TRANSPORT -> EnumText.texts(TransportKind.values());
      case PGP_REQUIRE -> EnumText.texts(PgpPolicy.Protection.values());
      case PDX_ENVIRONMENT ->
          Arrays.stream(PdxPolicy.Environment.values()).map(Enum::name).toList();
      case USPS -> EnumText.texts(UspsPolicy.Role.values());
      case USPS_PREFLIGHT -> EnumText.texts(UspsPolicy.Preflight.values());
      case USPS_CORRECTION_TYPE -> List.of("keep", "4");
      default -> isYesOrNo(attribute) ? YES_OR_NO : List.of();
    };
  }

  /** Whether the value is {@code true} or {@code false}. */
  public static boolean isYesOrNo(PartnershipAttribute attribute) {
    return YES_OR_NO.contains(attribute.defaultText());
  }
}
