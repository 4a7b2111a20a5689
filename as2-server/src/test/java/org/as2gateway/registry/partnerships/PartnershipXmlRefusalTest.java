package org.as2gateway.registry.partnerships;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartnershipXmlRefusalTest {
  private static final String SIGN_NAMES =
      "md5, sha1, sha-256, sha-384, sha-512, rsassa-pss-sha-256, rsassa-pss-sha-384,"
          + " rsassa-pss-sha-512";
  private static final String VALUES = " partnership 'values': ";

  @TempDir private Path folder;

  @Test
  void tells_every_error_at_once_with_line_and_nearest_known_name() {
    List<String> errors =
        PartnershipFixtures.refused(PartnershipFixtures.bytes("many-errors.xml")).stream()
            .filter(FileProblem::isError)
            .map(p -> p.line() + " " + p.subject() + ": " + p.text())
            .toList();

    assertThat(errors)
        .containsExactly(
            "4 partner 'own': appears twice, first on line 3",
            "5 <partner>: has no name, expected <partner name=\"…\">",
            "6 partner 'bad-id': as2_id is 'Zoë': AS2 id has a character that is not printable"
                + " ASCII",
            "7 partner 'bad-id': x509_alias is '../../etc', expected the name of a folder in certs/"
                + " other than 'tls'",
            "12 partnership 'to-acme': <receiver> is 'acmee', expected the name of a <partner>, did"
                + " you mean 'acme'?",
            "15 partnership 'misspelt': has 0 <receiver> elements, expected one: <receiver"
                + " name=\"…\"/>",
            "22"
                + VALUES
                + "attribute 'as2_url' is 'ftp://as2.acme.example/', expected a URL such as"
                + " 'https://as2.partner.example/as2'",
            "23"
                + VALUES
                + "attribute 'sign' is 'sha-265', expected one of "
                + SIGN_NAMES
                + ", did you mean 'sha-256'?",
            "24"
                + VALUES
                + "attribute 'encrypt' is 'rot13', expected one of 3des, aes128-cbc,"
                + " aes192-cbc, aes256-cbc, aes128-gcm, aes192-gcm, aes256-gcm",
            "25"
                + VALUES
                + "attribute 'gw.read_timout' is not known, did you mean"
                + " 'gw.read_timeout'?",
            "26"
                + VALUES
                + "attribute 'gw.connect_timeout' is 'soon', expected a duration such as"
                + " '200ms', '30s', '1m', '12h', '3d' or '7y'",
            "27" + VALUES + "attribute 'gw.concurrency' is '0', expected a number from 1 to 256",
            "28" + VALUES + "attribute 'gw.ordered' is 'maybe', expected one of true, false",
            "29"
                + VALUES
                + "attribute 'gw.max_bytes' is '1 MB', unit 'MB' is not known, expected"
                + " 'KiB', 'MiB', 'GiB' or 'TiB'",
            "30" + VALUES + "attribute 'gw.accept_sign' is 'sha-99', expected one of " + SIGN_NAMES,
            "31"
                + VALUES
                + "attribute 'gw.tls_trust' is '../trust.pem', expected the plain name of a"
                + " file or folder",
            "32" + VALUES + "attribute 'gw.as2_version' is '2.0', expected one of 1.1, 1.2, 1.3",
            "34"
                + VALUES
                + "attribute 'as2_mdn_options' is 'signed-receipt-micalg=optional, crc32',"
                + " expected 'signed-receipt-protocol=required, pkcs7-signature;"
                + " signed-receipt-micalg=required, sha-256'",
            "36"
                + VALUES
                + "<attribute> lacks its value, expected <attribute name=\"…\""
                + " value=\"…\"/>",
            "38"
                + VALUES
                + "attribute 'compression_type' appears twice with different values, first"
                + " on line 37");
  }

  @Test
  void unknown_names_that_are_not_ours_are_warnings_with_a_suggestion() {
    assertThat(PartnershipFixtures.refused(PartnershipFixtures.bytes("many-errors.xml")))
        .filteredOn(p -> !p.isError())
        .extracting(p -> p.line() + " " + p.text())
        .containsExactly(
            "8 attribute 'x509_alais' is not known and has no effect, did you mean 'x509_alias'?",
            "17 element 'recipient' is not known and has no effect",
            "35 attribute 'as2_recipt_option' is not known and has no effect, did you mean"
                + " 'as2_receipt_option'?");
  }

  @Test
  void refuses_an_external_entity_and_never_opens_it() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "top-secret");
    String xml =
        """
        <?xml version="1.0"?>
        <!DOCTYPE partnerships [<!ENTITY x SYSTEM "%s">]>
        <partnerships><partner name="&x;"/></partnerships>
        """
            .formatted(secret.toUri());
    assertThat(PartnershipFixtures.refused(xml))
        .singleElement()
        .satisfies(p -> assertThat(p.text()).contains("DTD").doesNotContain("top-secret"));
  }

  @Test
  void refuses_a_dtd_even_if_it_declares_nothing() {
    assertThat(PartnershipFixtures.refused("<!DOCTYPE partnerships><partnerships/>"))
        .singleElement()
        .satisfies(p -> assertThat(p.text()).contains("DTD"));
  }

  @Test
  void refuses_entities_that_multiply() {
    StringBuilder xml = new StringBuilder("<!DOCTYPE p [<!ENTITY a0 \"lol\">");
    for (int i = 1; i < 10; i++) {
      xml.append("<!ENTITY a").append(i).append(" \"");
      xml.append(("&a" + (i - 1) + ";").repeat(10)).append("\">");
    }
    xml.append("]><partnerships><partner name=\"&a9;\"/></partnerships>");
    assertThat(PartnershipFixtures.refused(xml.toString())).hasSize(1);
  }

  @Test
  void refuses_an_undeclared_entity() {
    assertThat(PartnershipFixtures.refused("<partnerships><partner name=\"&x;\"/></partnerships>"))
        .singleElement()
        .satisfies(p -> assertThat(p.text()).contains("not well-formed"));
  }

  @Test
  void refuses_a_file_larger_than_8_mib() {
    byte[] huge =
        ("<partnerships>" + " ".repeat(8 << 20) + "</partnerships>")
            .getBytes(StandardCharsets.UTF_8);
    assertThat(PartnershipFixtures.refused(huge))
        .singleElement()
        .satisfies(p -> assertThat(p.text()).contains("8388608"));
  }

  @Test
  void refuses_elements_without_end_in_depth_or_number() {
    assertThat(PartnershipFixtures.refused("<a>".repeat(100_000)))
        .singleElement()
        .satisfies(p -> assertThat(p.text()).contains("nested"));
    String many = "<partnerships>" + "<a/>".repeat(300_000) + "</partnerships>";
    assertThat(PartnershipFixtures.refused(many))
        .singleElement()
        .satisfies(p -> assertThat(p.text()).contains("250000"));
  }

  @Test
  void names_the_line_of_broken_xml() {
    assertThat(PartnershipFixtures.refused("<partnerships>\n\n <partner name=x/>\n</partnerships>"))
        .singleElement()
        .satisfies(p -> assertThat(p.line()).isEqualTo(3))
        .satisfies(p -> assertThat(p.text()).startsWith("file is not well-formed XML: "));
    assertThat(PartnershipFixtures.refused("")).hasSize(1);
    assertThat(PartnershipFixtures.refused(new byte[] {'<', 'p', (byte) 0xff, '/', '>'}))
        .hasSize(1);
  }

  @Test
  void refuses_another_document_element() {
    assertThat(PartnershipFixtures.refused("<openas2/>"))
        .singleElement()
        .satisfies(p -> assertThat(p.text()).contains("<openas2>").contains("<partnerships>"));
  }

  @Test
  void refuses_control_characters_that_could_split_a_header() {
    String xml =
        PartnershipFixtures.file("<attribute name=\"subject\" value=\"a&#10;X-Evil: b\"/>");
    assertThat(PartnershipFixtures.refused(xml))
        .singleElement()
        .satisfies(p -> assertThat(p.text()).contains("control character"));
    assertThat(PartnershipFixtures.refused("<?xml version=\"1.1\"?>" + xml.replace("10;", "1;")))
        .hasSize(1);
  }

  @Test
  void refuses_a_password_in_a_url_without_repeating_it() {
    String xml =
        PartnershipFixtures.file(
            "<attribute name=\"as2_url\" value=\"https://joe:hunter2@acme.example/\"/>");
    assertThat(PartnershipFixtures.refused(xml))
        .singleElement()
        .satisfies(p -> assertThat(p.text()).contains("gw.basic_user").doesNotContain("hunter2"));
  }

  @ParameterizedTest // protocol.md §4.6
  @CsvSource(
      delimiter = '|',
      value = {
        "encrypt | 3des | 3des",
        "sign | sha1 | sha1",
        "gw.accept_sign | sha-256, sha1 | sha1",
        "gw.accept_encrypt | aes256-cbc, 3des | 3des",
        "gw.new_message_id_on_resend | true | keeps its Message-ID",
      })
  void version_1_3_goes_with_modern_algorithms_and_one_message_id(
      String name, String value, String complaint) {
    String xml =
        PartnershipFixtures.file(
            """
            <attribute name="%s" value="%s"/>
            <attribute name="gw.as2_version" value="1.3"/>
            """
                .formatted(name, value));
    assertThat(PartnershipFixtures.refused(xml))
        .singleElement()
        .satisfies(p -> assertThat(p.text()).contains("'gw.as2_version' is '1.3'", complaint));
  }

  @Test
  void version_1_3_asks_for_no_weak_receipt() {
    String xml =
        PartnershipFixtures.file(
            """
            <attribute name="as2_mdn_to" value="me"/>
            <attribute name="as2_mdn_options" value="signed-receipt-protocol=optional, \
            pkcs7-signature; signed-receipt-micalg=optional, sha-256, sha1"/>
            <attribute name="gw.as2_version" value="1.3"/>
            """);
    assertThat(PartnershipFixtures.refused(xml))
        .singleElement()
        .satisfies(p -> assertThat(p.text()).contains("sha1 in as2_mdn_options"));
  }

  @Test
  void a_spelling_of_another_digest_is_an_error() {
    String xml =
        PartnershipFixtures.file(
            """
            <attribute name="sign" value="sha-256"/>
            <attribute name="gw.micalg" value="sha1"/>
            """);
    assertThat(PartnershipFixtures.refused(xml)).hasSize(1);
  }

  @Test
  void names_with_prefixes_and_namespaces_do_not_upset_the_model() {
    String xml =
        "<partnerships xmlns:x=\"urn:x\"><partner name=\"a\" x:b=\"c\" xmlns=\"urn:y\"/>"
            + "<partnership name=\"p\"><sender name=\"a\" y:z=\"1\"/><receiver name=\"a\"/>"
            + "</partnership></partnerships>";
    assertThat(PartnershipXml.read(xml.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(PartnershipXml.Reading.Accepted.class);
  }

  @Test
  void reads_other_encodings_with_the_right_lines() {
    String xml =
        """
        <?xml version="1.0" encoding="ISO-8859-1"?>
        <!-- Zoë > " -->
        <partnerships>
        <partner
          name = 'Zoë'
          as2_id='Zoë'/>
        </partnerships>
        """
            .replace("\n", "\r\n");
    assertThat(PartnershipFixtures.refused(xml.getBytes(StandardCharsets.ISO_8859_1)))
        .singleElement()
        .satisfies(p -> assertThat(p.line()).isEqualTo(6))
        .satisfies(p -> assertThat(p.subject()).isEqualTo("partner 'Zoë'"));
    byte[] utf16 = xml.replace("ISO-8859-1", "UTF-16").getBytes(StandardCharsets.UTF_16);
    assertThat(PartnershipFixtures.refused(utf16))
        .singleElement()
        .satisfies(p -> assertThat(p.line()).isEqualTo(6));
  }
}
