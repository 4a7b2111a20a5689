package org.as2gateway.registry.certs;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One password in the encodings that programs give it before they derive a key: RFC 7292 §B.1 asks
 * for a BMPString with two zero octets behind it, PBKDF2 and scrypt for UTF-8. Some tools take the
 * UTF-8 octets for characters, some Windows ones write Latin-1, some leave the zeros of an empty
 * password away.
 */
final class PasswordForms {
  private final List<byte[]> bmp = new ArrayList<>();
  private final List<byte[]> plain = new ArrayList<>();

  PasswordForms(KeyStorePassword password) {
    String text = new String(password.toChars());
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    byte[] latin1 = text.getBytes(StandardCharsets.ISO_8859_1);
    bmp.add(bmpString(text));
    plain.add(utf8);
    if (text.isEmpty()) {
      bmp.add(new byte[0]);
    } else if (!Arrays.equals(utf8, latin1)) {
      bmp.add(bmpString(new String(utf8, StandardCharsets.ISO_8859_1)));
      plain.add(latin1);
    }
  }

  private static byte[] bmpString(String text) {
    return (text + "\0").getBytes(StandardCharsets.UTF_16BE);
  }

  /** For the key derivation of PKCS #12 itself, the usual one first. */
  List<byte[]> bmp() {
    return bmp;
  }

  /** For PBKDF2 and scrypt, the usual one first. */
  List<byte[]> plain() {
    return plain;
  }
}
