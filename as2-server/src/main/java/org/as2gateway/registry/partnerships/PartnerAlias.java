package org.as2gateway.registry.partnerships;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.UUID;

/** The {@code x509_alias} of a new partner: the folder that its certificates go to. */
public final class PartnerAlias {
  private static final int MARK = 8;

  private PartnerAlias() {}

  /** A folder name made of a partner's, of each another: who shares one is trusted for both. */
  public static String of(String name) {
    String plain = name.replaceAll("[^A-Za-z0-9_-]+", "-").replaceAll("^-+|-+$", "");
    if (plain.equals(name) && !plain.isEmpty() && !plain.equalsIgnoreCase("tls")) {
      return plain;
    }
    String mark = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    return (plain.isEmpty() ? "partner" : plain) + "-" + mark.substring(0, MARK);
  }

  /** The same, with a number where another partner has it already. */
  public static String of(String name, Collection<String> taken) {
    String stem = of(name);
    String alias = stem;
    for (int i = 2; taken.contains(alias); i++) {
      alias = stem + "-" + i;
    }
    return alias;
  }
}
