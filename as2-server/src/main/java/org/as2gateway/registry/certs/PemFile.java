package org.as2gateway.registry.certs;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.as2.keys.Der;

/**
 * A PEM file as text, so that it can be changed without losing what somebody wrote in it.
 *
 * @param blocks the armoured blocks, in order
 * @param after lines below the last block
 */
record PemFile(List<Block> blocks, List<String> after) {
  private static final Pattern BEGIN =
      Pattern.compile("-----BEGIN ([A-Za-z0-9 .#_]{1,60})-----\\s*");
  private static final Set<String> CONTAINERS =
      Set.of(
          "CERTIFICATE",
          "X509 CERTIFICATE",
          "X.509 CERTIFICATE",
          "TRUSTED CERTIFICATE",
          "CERTIFICATE CHAIN",
          "PKCS7",
          "PKCS #7 SIGNED DATA",
          "PKCS7 SIGNED DATA",
          "CMS");
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

    boolean isPrivateKey() {
      return label.endsWith("PRIVATE KEY");
    }

    /** Whether its content is worth a look: labels say little of what is below them. */
    boolean mayHoldCertificates() {
      return CONTAINERS.contains(label);
    }

    /** Its certificates; openssl's "trusted" form has more behind the one. */
    List<X509Certificate> certificates() throws CertsException {
      byte[] content = content();
      return label.startsWith("TRUSTED")
          ? List.of(Certificates.x509(content))
          : Certificates.decode(content);
    }

    private byte[] content() throws CertsException {
      String base64 =
          armour.subList(1, armour.size() - 1).stream()
              .map(PemText::base64)
              .collect(Collectors.joining());
      try {
        return Base64.getDecoder().decode(base64);
      } catch (IllegalArgumentException e) {
        throw new CertsException("its Base64 text is damaged", e);
      }
    }

    /** This block without its lines of that key. */
    Block withoutLine(String key) {
      return new Block(
          before.stream().filter(line -> !CertificateLines.isLine(line, key)).toList(),
          label,
          armour);
    }

    /** This block with its lines of that key replaced by one of that value. */
    Block withLine(String key, String value) {
      List<String> lines = new ArrayList<>(withoutLine(key).before);
      lines.add(key + ": " + value + (armour.get(0).endsWith("\r") ? "\r" : ""));
      return new Block(lines, label, armour);
    }
  }

  static boolean isPem(byte[] bytes) {
    return PemText.of(bytes).contains("-----BEGIN ");
  }

  static PemFile parse(byte[] bytes) throws CertsException {
    List<Block> blocks = new ArrayList<>();
    List<String> before = new ArrayList<>();
    List<String> lines = PemText.lines(PemText.of(bytes));
    for (int i = 0; i < lines.size(); i++) {
      Matcher begin = BEGIN.matcher(lines.get(i));
      if (!begin.matches()) {
        before.add(lines.get(i));
        continue;
      }
      int end = endOf(lines, i, begin.group(1));
      blocks.add(new Block(before, begin.group(1), lines.subList(i, end + 1)));
      before = new ArrayList<>();
      i = end;
    }
    return new PemFile(blocks, before);
  }

  private static int endOf(List<String> lines, int begin, String label) throws CertsException {
    for (int i = begin + 1; i < lines.size(); i++) {
      if (lines.get(i).strip().equals("-----END " + label + "-----")) {
        return i;
      }
      if (BEGIN.matcher(lines.get(i)).matches()) {
        break; // another block: taken together they would be neither
      }
    }
    throw new CertsException(
        "its 'BEGIN %s' in line %d has no 'END %s'; the file is incomplete"
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
    return text.append("-----BEGIN CERTIFICATE-----\n")
        .append(BASE64.encodeToString(Der.of(certificate)))
        .append("\n-----END CERTIFICATE-----\n")
        .toString();
  }
}
