package org.as2gateway.registry.certs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.registry.certs.CertificateFile.Found;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateFileTest {
  private static final OwnKey ONE = TestPki.ec("one");
  private static final OwnKey TWO = TestPki.ec("two");
  private static final String PEM = PemFile.encode(ONE.certificate(), CertificateLines.NONE);
  private static final String BOTH = PEM + PemFile.encode(TWO.certificate(), CertificateLines.NONE);
  private static final String KEY =
      "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIA==\n-----END PRIVATE KEY-----\n";
  private static final String REQUEST =
      "-----BEGIN CERTIFICATE REQUEST-----\nMIIB\n-----END CERTIFICATE REQUEST-----\n";

  static Map<String, byte[]> wrappings() {
    Map<String, byte[]> all = new TreeMap<>();
    all.put("utf-8 mark", (mark() + PEM).getBytes(ISO_8859_1));
    all.put("utf-16 with mark", PEM.getBytes(Charset.forName("UTF-16")));
    all.put("utf-16le", PEM.getBytes(Charset.forName("UTF-16LE")));
    all.put("utf-16le with mark", ("\ufeff" + PEM).getBytes(Charset.forName("UTF-16LE")));
    all.put("utf-16be", PEM.getBytes(Charset.forName("UTF-16BE")));
    all.put("indented", ascii(PEM.replaceAll("(?m)^", "    ")));
    all.put("tabs", ascii(PEM.replaceAll("(?m)^", "\t").replace("\n", "  \n")));
    all.put("quoted", ascii(PEM.replaceAll("(?m)^", "> ")));
    all.put("quoted twice", ascii(PEM.replaceAll("(?m)^", ">> ")));
    all.put("one line", ascii(PEM.replace("\n", "")));
    all.put("one line with spaces", ascii(PEM.replace('\n', ' ')));
    all.put("json", ascii("{\"certificate\": \"" + PEM.replace("\n", "\\n") + "\"}"));
    all.put("crlf", ascii(PEM.replace("\n", "\r\n")));
    all.put("cr", ascii(PEM.replace('\n', '\r')));
    all.put("cr cr lf", ascii(PEM.replace("\n", "\r\r\n")));
    all.put("blank lines", ascii(PEM.replace("\n", "\n\n")));
    all.put("html", ascii("<pre>" + PEM.replace("\n", "<br/>\n") + "</pre>"));
    all.put("html entities", ascii(PEM.replace("+", "&#43;").replace("=\n", "&#x3D;\n")));
    all.put("quoted-printable", ascii(PEM.replace("=\n", "=3D\n")));
    all.put("bag attributes", ascii("Bag Attributes\n  localKeyID: 01\nsubject=CN = one\n" + PEM));
    all.put("text around", ascii("Dear partner,\n\n" + PEM + "\nRegards: us\n"));
    all.put("x509 label", ascii(PEM.replace("BEGIN ", "BEGIN X509 ").replace("END ", "END X509 ")));
    all.put(
        "no armour",
        ascii(PEM.replace("-----BEGIN CERTIFICATE-----\n", "").replaceAll("-----END.*", "")));
    all.put("der", der(ONE));
    all.put("der and a line feed", concat(der(ONE), ascii("\r\n")));
    all.put("no final line feed", ascii(PEM.stripTrailing()));
    return all;
  }

  static List<String> wrappingNames() {
    return new ArrayList<>(wrappings().keySet());
  }

  @ParameterizedTest
  @MethodSource("wrappingNames")
  void takes_a_certificate_in_whatever_it_is_wrapped(String name) throws CertsException {
    CertificateFile file = CertificateFile.parse(wrappings().get(name));

    assertThat(file.certificates())
        .extracting(Found::certificate)
        .containsExactly(ONE.certificate());
    assertThat(file.problems()).isEmpty();
  }

  @Test
  void takes_both_of_two_behind_marks() throws CertsException {
    assertThat(
            CertificateFile.parse(ForeignFiles.bytes("two-pem-behind-utf8-mark.pem"))
                .certificates())
        .hasSize(2);
    String joined =
        mark() + PEM + mark() + PemFile.encode(TWO.certificate(), CertificateLines.NONE);
    assertThat(CertificateFile.parse(joined.getBytes(ISO_8859_1)).certificates()).hasSize(2);
    assertThat(CertificateFile.parse(ascii(BOTH.replace("\n", ""))).certificates()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pem-behind-utf8-mark.cer", "pem-in-utf16.cer", "pem-indented.txt"})
  void takes_what_partners_have_mailed(String name) throws CertsException {
    assertThat(CertificateFile.parse(ForeignFiles.bytes(name)).certificates()).hasSize(1);
  }

  @Test
  void reads_our_lines_however_they_are_wrapped() throws CertsException {
    String text = "use: sign\nactive-from: 2026-12-01T00:00:00Z\n" + PEM;
    for (byte[] bytes :
        List.of(
            (mark() + text).getBytes(ISO_8859_1),
            text.getBytes(Charset.forName("UTF-16")),
            ascii(text.replaceAll("(?m)^", "> ")),
            ascii(text.replace('\n', '\r')))) {
      assertThat(CertificateFile.parse(bytes).certificates().get(0).lines().toText())
          .containsExactly("use: sign", "active-from: 2026-12-01T00:00:00Z");
    }
  }

  @Test
  void reads_a_bundle_under_any_label_with_the_lines_above_it() throws Exception {
    byte[] bundle =
        CertificateFactory.getInstance("X.509")
            .generateCertPath(List.of(ONE.certificate(), TWO.certificate()))
            .getEncoded("PKCS7");
    for (String label : List.of("CERTIFICATE", "PKCS7", "CMS", "PKCS #7 SIGNED DATA")) {
      String text =
          "use: sign\n-----BEGIN %s-----\n%s\n-----END %s-----\n"
              .formatted(label, Base64.getEncoder().encodeToString(bundle), label);

      CertificateFile file = CertificateFile.parse(ascii(text));

      assertThat(file.certificates()).hasSize(2);
      assertThat(file.certificates())
          .allMatch(f -> f.lines().toText().equals(List.of("use: sign")));
    }
  }

  @Test
  void says_what_else_a_file_holds() throws CertsException {
    CertificateFile file = CertificateFile.parse(ascii(REQUEST + PEM + KEY));

    assertThat(file.certificates()).hasSize(1);
    assertThat(file.hasPrivateKey()).isTrue();
    assertThat(file.others()).containsExactly("a certificate request, which a CA must sign first");
  }

  @Test
  void never_takes_half_of_a_block() {
    String cut = PEM.substring(0, PEM.length() / 2);
    for (String text : List.of(cut, cut + "\n" + PEM, PEM + cut)) {
      assertThatThrownBy(() -> CertificateFile.parse(ascii(text)))
          .isInstanceOf(CertsException.class)
          .hasMessageContaining("has no 'END CERTIFICATE'; the file is incomplete");
    }
    String without = PEM.replaceFirst("\n.{64}\n", "\n");
    assertThatThrownBy(() -> CertificateFile.parse(ascii(without)))
        .isInstanceOf(CertsException.class)
        .hasMessageContaining("damaged");
  }

  @Test
  void names_the_part_that_is_damaged_and_keeps_the_rest() throws CertsException {
    String text = ForeignFiles.text("rsa-exponent-not-minimal.pem") + PEM;

    CertificateFile file = CertificateFile.parse(text.getBytes(ISO_8859_1));

    assertThat(file.certificates()).hasSize(1);
    assertThat(file.problems()).singleElement().asString().contains("block 1", "damaged");
    assertThatThrownBy(file::undamaged).isInstanceOf(CertsException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "feedfeed00000002, a Java key store",
    "cececece00000002, a Java key store",
    "504b0304140000, a ZIP archive",
    "255044462d312e, a PDF document",
    "d0cf11e0a1b11ae1, an Outlook message",
  })
  void says_what_a_file_is_instead(String hex, String kind) {
    assertThatThrownBy(() -> CertificateFile.parse(HexFormat.of().parseHex(hex)))
        .isInstanceOf(CertsException.class)
        .hasMessageContaining("it is " + kind);
  }

  @Test
  void says_what_a_text_is_instead() {
    assertRefused("<!DOCTYPE html><html>not found</html>", "a web page");
    assertRefused("ssh-rsa AAAAB3NzaC1yc2E= partner", "an SSH public key");
    assertRefused(REQUEST, "found a certificate request");
    assertRefused(KEY, "private key, expected a certificate");
    assertRefused(PEM.replace("-----", "—"), "its BEGIN line was changed");
    assertRefused("-----BEGIN X509 CRL-----\nMIIB\n-----END X509 CRL-----", "a revocation list");
    assertRefused(
        "-----BEGIN PGP PUBLIC KEY BLOCK-----\nMIIB\n-----END PGP PUBLIC KEY BLOCK-----",
        "a PGP key");
    assertRefused("", "it is empty");
  }

  @Test
  void a_line_of_ours_below_the_certificate_is_not_passed_over() throws CertsException {
    assertThat(CertificateFile.parse(ascii(PEM + "retired: 2026-01-01\n")).problems())
        .singleElement()
        .asString()
        .contains("is below the last certificate");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "use: ",
        "use: sign, sign me",
        "active-from: 2026-13-01",
        "retired: tomorrow",
        "active-from: +999999999-01-01",
        "active-from: -0001-01-01T00:00:00Z",
        "active: 2026-01-01"
      })
  void a_line_with_an_odd_value_is_a_finding(String line) {
    assertRefused(line + "\n" + PEM, "expected");
  }

  @Test
  void a_megabyte_of_spaces_is_read_at_once() {
    assertRefused("use:" + " ".repeat(900_000) + "x\n-----BEGIN CERTIFICATE-----\n", "incomplete");
  }

  private static void assertRefused(String text, String told) {
    assertThatThrownBy(() -> CertificateFile.parse(text.getBytes(UTF_8)))
        .isInstanceOf(CertsException.class)
        .hasMessageContaining(told);
  }

  private static String mark() {
    return "\u00ef\u00bb\u00bf";
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }

  private static byte[] der(OwnKey key) {
    try {
      return key.certificate().getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] concat(byte[] one, byte[] other) {
    byte[] all = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, all, one.length, other.length);
    return all;
  }
}
