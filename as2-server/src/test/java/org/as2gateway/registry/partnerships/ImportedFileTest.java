package org.as2gateway.registry.partnerships;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.as2gateway.registry.partnerships.ImportNote.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exports as mendelson AS2 and OpenAS2 write them, and what is like them. */
class ImportedFileTest {
  private static final String STATION =
      """
      <partner>
        <name><![CDATA[My Company]]></name><as2ident><![CDATA[MYCOMPANY]]></as2ident>
        <mdnurl><![CDATA[http://as2.own.example:8080/as2/HttpReceiver]]></mdnurl>
        <encryptiontype>10</encryptiontype><localstation>true</localstation>
        <signtype>5</signtype>
      </partner>
      """;

  private static String partner(String name, String settings) {
    return """
        <partner>
          <name><![CDATA[%s]]></name><as2ident><![CDATA[%s]]></as2ident>
          <cryptalias><![CDATA[key1]]></cryptalias>
          <mdnurl><![CDATA[http://testas2.example:8080/as2/HttpReceiver]]></mdnurl>
          <url><![CDATA[http://as2.acme.example:8080/as2/HttpReceiver]]></url>
          <localstation>false</localstation><pollinterval>30</pollinterval>
          %s
        </partner>
        """
        .formatted(name, name.toUpperCase(java.util.Locale.ROOT), settings);
  }

  private static String export(String... partners) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<configuration>\n<product>m</product>"
        + STATION
        + String.join("", partners)
        + "</configuration>";
  }

  private static ImportedFile read(String text) throws EditRefused {
    return ImportedFile.read(text.getBytes(StandardCharsets.UTF_8), Set.of("MYCOMPANY"));
  }

  private static PartnerDescription only(String settings) throws EditRefused {
    ImportedFile file = read(export(partner("acme", settings)));
    assertThat(file.partners()).hasSize(1);
    return file.partners().get(0);
  }

  private static List<String> notes(PartnerDescription description, Kind kind) {
    return description.notes().stream()
        .filter(n -> n.kind() == kind)
        .map(ImportNote::text)
        .toList();
  }

  @Test
  void mendelson_export_gives_its_remote_partners_as_they_were() throws Exception {
    ImportedFile file =
        read(
            export(
                partner("Alt", "<encryptiontype>2</encryptiontype><signtype>2</signtype>"),
                partner("Neu", "<encryptiontype>8</encryptiontype><signtype>7</signtype>")));
    assertThat(file.partners()).extracting(p -> p.partner().name()).containsExactly("Alt", "Neu");
    assertThat(file.partners().get(0).outbound())
        .containsEntry("sign", "sha1")
        .containsEntry("encrypt", "3des")
        .containsEntry("as2_url", "http://as2.acme.example:8080/as2/HttpReceiver");
    assertThat(file.partners().get(1).outbound())
        .containsEntry("sign", "sha-512")
        .containsEntry("encrypt", "aes128-cbc");
    assertThat(file.partners())
        .allSatisfy(p -> assertThat(p.inbound()).doesNotContainKey("as2_receipt_option"))
        .allSatisfy(p -> assertThat(p.station()).contains("MYCOMPANY"));
    assertThat(notes(file.partners().get(0), Kind.WEAK)).hasSize(4);
    assertThat(notes(file.partners().get(0), Kind.TAKEN))
        .contains("sign '2' is sha1", "encrypt '2' is 3des");
    assertThat(notes(file.partners().get(0), Kind.NOT_TAKEN))
        .anyMatch(n -> n.startsWith("mdnurl"))
        .anyMatch(n -> n.startsWith("cryptalias"))
        .anyMatch(n -> n.startsWith("pollinterval"));
    assertThat(file.notes()).anyMatch(n -> n.partner().equals("My Company"));
  }

  @ParameterizedTest
  @CsvSource({
    "1,none",
    "2,sha1",
    "5,sha-256",
    "6,sha-384",
    "7,sha-512",
    "10,rsassa-pss-sha-256",
    "11,rsassa-pss-sha-384",
    "12,rsassa-pss-sha-512"
  })
  void signtype_is_the_number_of_an_algorithm(String code, String sign) throws Exception {
    PartnerDescription found =
        only("<signtype>" + code + "</signtype><encryptiontype>10</encryptiontype>");
    assertThat(found.outbound()).containsEntry("sign", sign).doesNotContainKey("gw.incomplete");
  }

  @ParameterizedTest
  @CsvSource({
    "1,none,",
    "2,3des,",
    "8,aes128-cbc,",
    "9,aes192-cbc,",
    "10,aes256-cbc,",
    "16,aes128-cbc,rsa-oaep",
    "17,aes192-cbc,rsa-oaep",
    "18,aes256-cbc,rsa-oaep",
    "19,aes128-gcm,",
    "20,aes192-gcm,",
    "21,aes256-gcm,",
    "31,aes256-gcm,rsa-oaep"
  })
  void encryptiontype_is_the_number_of_an_algorithm(String code, String encrypt, String transport)
      throws Exception {
    PartnerDescription found =
        only("<signtype>5</signtype><encryptiontype>" + code + "</encryptiontype>");
    assertThat(found.outbound()).containsEntry("encrypt", encrypt);
    assertThat(found.outbound().get("gw.key_transport")).isEqualTo(transport);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "3", "4", "8", "9", "13", "20", "21", "22", "23", "99", "-5", "abc"})
  void signature_that_is_not_supported_waits_for_a_decision(String code) throws Exception {
    PartnerDescription found =
        only("<signtype>" + code + "</signtype><encryptiontype>10</encryptiontype>");
    assertThat(found.outbound()).doesNotContainKey("sign").containsKey("gw.incomplete");
    assertThat(found.inbound()).doesNotContainKey("sign");
    assertThat(notes(found, Kind.UNDECIDED)).singleElement().asString().contains("'" + code + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "3", "4", "5", "6", "7", "11", "15", "22", "25", "26", "32", "99"})
  void encryption_that_is_not_supported_waits_for_a_decision(String code) throws Exception {
    PartnerDescription found =
        only("<signtype>5</signtype><encryptiontype>" + code + "</encryptiontype>");
    assertThat(found.outbound()).doesNotContainKey("encrypt").containsKey("gw.incomplete");
    assertThat(notes(found, Kind.UNDECIDED)).hasSize(1);
  }

  @Test
  void setting_that_is_missing_is_no_default_of_ours() throws Exception {
    assertThat(only("").outbound().get("gw.incomplete")).contains("sign", "encrypt");
  }

  @Test
  void receipts_form_and_login_are_taken_or_told() throws Exception {
    PartnerDescription found =
        only(
            """
            <signtype>5</signtype><encryptiontype>10</encryptiontype>
            <signedmdn>false</signedmdn><syncmdn>false</syncmdn>
            <compression>2</compression><transferencoding>2</transferencoding>
            <subject><![CDATA[File ${filename}]]></subject><contenttype>text/x</contenttype>
            <algorithmidentifierprotectionattribute>false</algorithmidentifierprotectionattribute>
            <httpauthentication type="standard"><enabled>true</enabled>
              <user><![CDATA[joe]]></user><password><![CDATA[hunter2]]></password>
            </httpauthentication>
            <httpauthentication type="asyncmdn"><enabled>false</enabled><user>x</user>
            </httpauthentication>
            <events><process type="1"><name>rm</name></process></events><flux>1</flux>
            """);
    assertThat(found.partner().name()).isEqualTo("acme");
    assertThat(found.outbound())
        .containsEntry("as2_mdn_options", "none")
        .containsEntry("compression_type", "zlib")
        .containsEntry("content_transfer_encoding", "base64")
        .containsEntry("subject", "File $attributes.filename$")
        .containsEntry("gw.content_type", "text/x")
        .containsEntry("remove_cms_algorithm_protect_attr", "true")
        .containsEntry("gw.basic_user", "joe");
    assertThat(found.passwords().outbound()).contains(new HttpPassword("hunter2"));
    assertThat(found.toString()).doesNotContain("hunter2");
    assertThat(found.inbound()).doesNotContainKey("gw.basic_user");
    assertThat(notes(found, Kind.WEAK)).anyMatch(n -> n.contains("unsigned"));
    assertThat(notes(found, Kind.CHANGED)).anyMatch(n -> n.contains("asynchronous receipts"));
    assertThat(notes(found, Kind.NOT_TAKEN)).anyMatch(n -> n.contains("runs no commands"));
    assertThat(notes(found, Kind.NOT_UNDERSTOOD)).containsExactly("element 'flux'");
  }

  @Test
  void partners_that_cannot_be_are_refused_by_name_and_the_rest_is_taken() throws Exception {
    String algorithms = "<signtype>5</signtype><encryptiontype>10</encryptiontype>";
    ImportedFile file =
        read(
            export(
                partner("acme", algorithms),
                partner("acme", algorithms),
                partner("mycompany", algorithms),
                partner("zoë", algorithms),
                partner("With Space", algorithms),
                "<partner><name>nobody</name></partner>"));
    assertThat(file.partners())
        .extracting(p -> p.partner().name())
        .containsExactly("acme", "With Space");
    assertThat(file.notes())
        .filteredOn(n -> n.text().startsWith("not added"))
        .extracting(ImportNote::partner)
        .containsExactly("acme", "mycompany", "zoë", "nobody");
  }

  @Test
  void url_that_cannot_be_connected_to_is_left_blank_and_told() throws Exception {
    String xml =
        export(partner("acme", "<signtype>5</signtype><encryptiontype>10</encryptiontype>"));
    PartnerDescription bad =
        read(xml.replace("http://as2.acme.example:8080/as2/HttpReceiver", "http://a b/"))
            .partners()
            .get(0);
    assertThat(bad.outbound()).doesNotContainKey("as2_url");
    assertThat(notes(bad, Kind.NOT_UNDERSTOOD)).singleElement().asString().contains("space");
    PartnerDescription good =
        read(xml.replace("as2.acme.example", "as2_prod.acme.example")).partners().get(0);
    assertThat(good.outbound().get("as2_url")).contains("as2_prod");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16", "ISO-8859-1", "windows-1252"})
  void other_encodings_are_read(String encoding) throws Exception {
    String xml =
        export(partner("acme", "<signtype>5</signtype><encryptiontype>10</encryptiontype>"))
            .replace("<![CDATA[acme]]>", "Bücher")
            .replace("UTF-8", encoding);
    byte[] content = xml.getBytes(Charset.forName(encoding));
    assertThat(ImportedFile.read(content, Set.of()).partners())
        .extracting(p -> p.partner().name())
        .containsExactly("Bücher");
    byte[] marked = ("\uFEFF" + xml).getBytes(StandardCharsets.UTF_8);
    if (encoding.equals("UTF-8")) {
      assertThat(ImportedFile.read(marked, Set.of()).partners()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no xml",
        "<configuration>",
        "<configuration/>",
        "<a><b>1</b></a>",
        "<!DOCTYPE a [<!ENTITY x 'y'>]><configuration><partner><as2ident>&x;</as2ident></partner>"
            + "</configuration>",
        "<partnerships/>",
        "<partnerships><partner name='x' as2_id='MYCOMPANY'/></partnerships>",
      })
  void what_describes_no_partner_is_refused(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(EditRefused.class);
  }

  private static final String OPENAS2 =
      """
      <partnerships>
        <partner name="MyCompany" as2_id="MYCOMPANY" x509_alias="mycompany" email="us@x.example"/>
        <partner name="PartnerA" as2_id="PartnerA_OID" x509_alias="partnera"/>
        <partnership name="MyCompany-to-PartnerA">
          <pollerConfig enabled="true"/>
          <sender name="MyCompany"/><receiver name="PartnerA"/>
          <attribute name="protocol" value="as2"/>
          <attribute name="content_transfer_encoding" value="8bit"/>
          <attribute name="compression_type" value="ZLIB"/>
          <attribute name="subject" value="File $attributes.filename$ sent from $sender.name$"/>
          <attribute name="as2_url" value="$properties.partner.url$"/>
          <attribute name="as2_mdn_to" value="edi@myCompany.com"/>
          <attribute name="as2_mdn_options" value="signed-receipt-protocol=optional, \
      pkcs7-signature; signed-receipt-micalg=optional, $attribute.sign$"/>
          <attribute name="encrypt" value="3DES"/>
          <attribute name="sign" value="%s"/>
          <attribute name="resend_max_retries" value="3"/>
          <attribute name="http_user" value="joe"/>
          <attribute name="http_password" value="hunter2"/>
        </partnership>
        <partnership name="PartnerA-to-MyCompany">
          <sender name="PartnerA"/><receiver name="MyCompany"/>
        </partnership>
      </partnerships>
      """;

  @Test
  void openas2_sample_gives_its_partners_and_a_report() throws Exception {
    PartnerDescription a = read(OPENAS2.formatted("SHA1")).partners().get(0);
    assertThat(a.partner().name()).isEqualTo("PartnerA");
    assertThat(a.outbound())
        .containsEntry("encrypt", "3DES")
        .containsEntry("sign", "SHA1")
        .containsEntry("gw.basic_user", "joe")
        .doesNotContainKeys("as2_url", "http_password", "resend_max_retries", "gw.incomplete")
        .containsKey("as2_mdn_options");
    assertThat(a.passwords().outbound()).contains(new HttpPassword("hunter2"));
    assertThat(notes(a, Kind.WEAK)).hasSize(2);
    assertThat(notes(a, Kind.NOT_UNDERSTOOD))
        .singleElement()
        .asString()
        .contains("as2_url", "config.xml");
    assertThat(notes(a, Kind.NOT_TAKEN))
        .anyMatch(n -> n.contains("resend_max_retries"))
        .anyMatch(n -> n.contains("pollerConfig"));
    assertThat(a.notes()).noneMatch(n -> n.text().contains("hunter2"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"SHA224", "foo", "$properties.sign$"})
  void openas2_setting_that_is_not_supported_waits_for_a_decision(String sign) throws Exception {
    PartnerDescription a = read(OPENAS2.formatted(sign)).partners().get(0);
    assertThat(a.outbound()).doesNotContainKey("sign").containsKey("gw.incomplete");
    assertThat(notes(a, Kind.UNDECIDED)).anyMatch(n -> n.contains(sign));
  }

  @Test
  void openas2_partnership_without_encryption_stays_so_and_is_told() throws Exception {
    String xml = OPENAS2.formatted("SHA256").replaceAll(".*name=\"encrypt\".*\n", "");
    PartnerDescription a = read(xml).partners().get(0);
    assertThat(a.outbound()).doesNotContainKey("encrypt");
    assertThat(notes(a, Kind.WEAK)).containsExactly("messages to it are not encrypted, as before");
  }

  @Test
  void one_bad_entry_of_an_openas2_file_is_left_out_and_told() throws Exception {
    String xml =
        OPENAS2
            .formatted("SHA256")
            .replace(
                "</partnerships>",
                "<partner name='bad' as2_id='Zoë'/><partner/><partnership name='p'/>"
                    + "</partnerships>");
    ImportedFile file = read(xml);
    assertThat(file.partners()).hasSize(1);
    assertThat(file.notes()).hasSize(4);
  }
}
