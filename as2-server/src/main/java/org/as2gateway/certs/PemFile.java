package org.as2gateway.certs;

import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A PEM file as text, so that it can be changed without losing what somebody wrote in it.
 *
 * @param blocks the armoured blocks, in order
 * @param after lines below the last block
 */
record PemFile(List<Block> blocks, List<String> after) {
  private static final Pattern BEGIN = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----\\s*");
  private static final Base64.Encoder BASE64 =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  PemFile {
    blocks = List.copyOf(blocks);
    after = List.copyOf(after);
  }

  /**
   * One armoured block.
   *
   * @param before text lines above it
   * @param label the word behind BEGIN
   * @param armour the lines from BEGIN to END
   */
  record Block(List<String> before, String label, List<String> armour) {
    Block {
      before = List.copyOf(before);
      armour = List.copyOf(armour);
    }

    boolean isCertificate() {
      return label.endsWith("CERTIFICATE");
    }

    boolean isBundle() {
      return label.equals("PKCS7") || label.equals("PKCS #7 SIGNED DATA") || label.equals("CMS");
    }

    boolean isPrivateKey() {
      return label.endsWith("PRIVATE KEY");
    }

    byte[] content() throws CertsException {
      String base64 = String.join("", armour.subList(1, armour.size() - 1));
      try {
        return Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
      } catch (IllegalArgumentException e) {
        throw new CertsException("its Base64 text is damaged", e);
      }
    }

    /** This block with its lines of that key replaced by one of that value. */
    Block withLine(String key, String value) {
      List<String> lines = new ArrayList<>(before);
      lines.removeIf(line -> CertificateLines.isLine(line, key));
      lines.add(key + ": " + value + (armour.get(0).endsWith("\r") ? "\r" : ""));
      return new Block(lines, label, armour);
    }
  }

  static boolean isPem(byte[] bytes) {
    return text(bytes).contains("-----BEGIN ");
  }

  /** Every octet is one character and comes back as that octet: text in any encoding survives. */
  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  static PemFile parse(byte[] bytes) throws CertsException {
    List<Block> blocks = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    String[] all = text(bytes).split("\n", -1);
    for (int i = 0; i < all.length; i++) {
      Matcher begin = BEGIN.matcher(all[i]);
      if (!begin.matches()) {
        lines.add(all[i]);
        continue;
      }
      int end = endOf(all, i, begin.group(1));
      blocks.add(new Block(lines, begin.group(1), List.of(all).subList(i, end + 1)));
      lines = new ArrayList<>();
      i = end;
    }
    return new PemFile(blocks, lines);
  }

  private static int endOf(String[] lines, int begin, String label) throws CertsException {
    for (int i = begin + 1; i < lines.length; i++) {
      if (lines[i].strip().equals("-----END " + label + "-----")) {
        return i;
      }
    }
    throw new CertsException(
        "its 'BEGIN %s' in line %d has no 'END %s', the file is cut off"
            .formatted(label, begin + 1, label));
  }

  byte[] toBytes() {
    List<String> lines = new ArrayList<>();
    for (Block block : blocks) {
      lines.addAll(block.before);
      lines.addAll(block.armour);
    }
    lines.addAll(after);
    return String.join("\n", lines).getBytes(StandardCharsets.ISO_8859_1);
  }

  /** A certificate in PEM form below these lines. */
  static String encode(X509Certificate certificate, CertificateLines lines) {
    StringBuilder text = new StringBuilder();
    lines.toText().forEach(line -> text.append(line).append('\n'));
    try {
      return text.append("-----BEGIN CERTIFICATE-----\n")
          .append(BASE64.encodeToString(certificate.getEncoded()))
          .append("\n-----END CERTIFICATE-----\n")
          .toString();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("cannot encode a certificate that was decoded", e);
    }
  }
}
