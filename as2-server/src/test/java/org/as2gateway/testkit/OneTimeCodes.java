package org.as2gateway.testkit;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** An app that shows one-time codes (RFC 6238), written apart from the gateway's own. */
public final class OneTimeCodes {
  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private OneTimeCodes() {}

  /** The code at that instant of a secret of 32 letters; spaces do not count. */
  public static String at(String secret, Instant instant) {
    BigInteger key = BigInteger.ZERO;
    String letters = secret.replace(" ", "");
    for (int i = 0; i < letters.length(); i++) {
      key = key.shiftLeft(5).or(BigInteger.valueOf(LETTERS.indexOf(letters.charAt(i))));
    }
    String hex = String.format(Locale.ROOT, "%040x", key);
    String step = String.format(Locale.ROOT, "%016x", instant.getEpochSecond() / 30);
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(HexFormat.of().parseHex(hex), "HmacSHA1"));
      String hash = HexFormat.of().formatHex(mac.doFinal(HexFormat.of().parseHex(step)));
      int offset = Integer.parseInt(hash.substring(39), 16) * 2;
      long number = Long.parseLong(hash.substring(offset, offset + 8), 16) & 0x7fff_ffffL;
      return String.format(Locale.ROOT, "%06d", number % 1_000_000);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
