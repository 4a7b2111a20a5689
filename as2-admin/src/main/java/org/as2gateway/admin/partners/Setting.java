package org.as2gateway.admin.partners;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.admin.registry.SecretAttributes;
import org.as2gateway.as2.wire.As2Version;
import org.as2gateway.as2.wire.EncryptionAlgorithm;
import org.as2gateway.as2.wire.SignatureAlgorithm;
import org.as2gateway.registry.partnerships.PartnerProfile;
import org.as2gateway.registry.partnerships.PartnerProfiles;
import org.as2gateway.registry.partnerships.PartnershipAttribute;

/**
 * One setting of a partnership.
 *
 * @param name as in the file
 * @param meaning what it does
 * @param value as the file has it; blank if it has none
 * @param effective what holds
 * @param origin where that comes from
 * @param choices values to choose from; empty for free text
 */
public record Setting(
    String name,
    String meaning,
    String value,
    String effective,
    String origin,
    List<String> choices) {
  private static final List<PartnershipAttribute> USUAL =
      List.of(
          PartnershipAttribute.AS2_URL,
          PartnershipAttribute.SIGN,
          PartnershipAttribute.ENCRYPT,
          PartnershipAttribute.AS2_MDN_TO,
          PartnershipAttribute.AS2_MDN_OPTIONS,
          PartnershipAttribute.AS2_RECEIPT_OPTION,
          PartnershipAttribute.COMPRESSION_TYPE);
  private static final String DEFAULT = "default";

  /** The default text of attributes that are blank by default. */
  private static final String BLANK = "blank";

  private static final String TRUE = "true";
  private static final String FALSE = "false";

  /** Copies the list. */
  public Setting {
    choices = List.copyOf(choices);
  }

  /** All settings of a partnership with those attributes, the usual ones first. */
  static List<Setting> of(Map<String, String> attributes) {
    Optional<PartnerProfile> profile =
        PartnerProfiles.find(
            attributes.getOrDefault(PartnershipAttribute.PROFILE.attributeName(), "").strip());
    List<Setting> settings = new ArrayList<>();
    USUAL.forEach(attribute -> settings.add(of(attribute, attributes, profile)));
    Arrays.stream(PartnershipAttribute.values())
        .filter(attribute -> !USUAL.contains(attribute))
        .forEach(attribute -> settings.add(of(attribute, attributes, profile)));
    return settings;
  }

  /** What an empty field shows. */
  public String placeholder() {
    return effective.equals(BLANK) ? "" : effective;
  }

  private static Setting of(
      PartnershipAttribute attribute,
      Map<String, String> attributes,
      Optional<PartnerProfile> profile) {
    String name = attribute.attributeName();
    String value = attributes.getOrDefault(name, "");
    String origin = "custom";
    if (value.isBlank()) {
      for (String alias : attribute.aliases()) {
        if (!attributes.getOrDefault(alias, "").isBlank()) {
          value = attributes.getOrDefault(alias, "");
          origin = "custom, as " + alias;
        }
      }
    }
    String effective = value;
    if (value.isBlank()) {
      Optional<String> known = profile.map(p -> p.settings().get(attribute));
      effective = known.orElse(attribute.defaultText().replace("`", ""));
      origin = known.isPresent() ? "profile " + profile.get().name() : DEFAULT;
    }
    return new Setting(
        name, attribute.meaning().replace("`", ""), value, effective, origin, choices(attribute));
  }

  private static List<String> choices(PartnershipAttribute attribute) {
    return switch (attribute) {
      case SIGN -> Arrays.stream(SignatureAlgorithm.values()).map(a -> a.spelling()).toList();
      case ENCRYPT -> Arrays.stream(EncryptionAlgorithm.values()).map(a -> a.spelling()).toList();
      case COMPRESSION_TYPE -> List.of("none", "zlib");
      case COMPRESSION_MODE -> List.of("compress-before-signing", "compress-after-signing");
      case KEY_TRANSPORT -> List.of("rsa", "rsa-oaep");
      case STATE -> List.of("live", "testing");
      case REPLAY -> List.of("repeat", "deliver");
      case CONTENT_TRANSFER_ENCODING -> List.of("binary", "base64");
      case AS2_VERSION -> As2Version.texts();
      case PROFILE -> PartnerProfiles.names();
      case ALLOW_UNSIGNED,
          ALLOW_UNENCRYPTED,
          INCLUDE_CERTIFICATE,
          REMOVE_CMS_ALGORITHM_PROTECT,
          SEVERAL_FILES,
          KEEP_FILENAMES,
          CHUNKED,
          ORDERED,
          NEW_MESSAGE_ID_ON_RESEND ->
          List.of(TRUE, FALSE);
      default -> List.of();
    };
  }

  /** Attributes that this gateway does not use: they stay in the file as they are. */
  static Map<String, String> foreign(Map<String, String> attributes) {
    Map<String, String> foreign = SecretAttributes.shown(attributes);
    foreign.keySet().removeIf(name -> PartnershipAttribute.of(name).isPresent());
    return foreign;
  }

  /** Whether nothing in the file says so. */
  public boolean isDefault() {
    return origin.equals(DEFAULT);
  }

  /** Whether it is among those that nearly every partnership sets. */
  public boolean isUsual() {
    return USUAL.stream().anyMatch(attribute -> attribute.attributeName().equals(name));
  }

  /** Choices, and the present value if it is another spelling. */
  public List<String> offered() {
    if (value.isBlank() || choices.contains(value)) {
      return choices;
    }
    List<String> all = new ArrayList<>(choices);
    all.add(value);
    return all;
  }
}
