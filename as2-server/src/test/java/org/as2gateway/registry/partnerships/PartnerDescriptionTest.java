package org.as2gateway.registry.partnerships;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PartnerDescriptionTest {
  private static final String OPENAS2 =
      """
      <partnerships>
        <partner name="MyCompany" as2_id="US" x509_alias="mycompany"/>
        <partner name="Partner A" as2_id="A" x509_alias="a" email="a@a.example"/>
        <partnership name="out">
          <sender name="MyCompany"/><receiver name="Partner A"/>
          <attribute name="as2_url" value="https://a.example/as2"/>
          <attribute name="sign" value="SHA256"/>
        </partnership>
        <partnership name="in">
          <sender name="Partner A"/><receiver name="MyCompany"/>
          <attribute name="encrypt" value="3DES"/>
        </partnership>
      </partnerships>
      """;

  @Test
  void openas2_file_gives_the_partners_that_are_not_us() throws Exception {
    List<PartnerDescription> found = read(OPENAS2, Set.of("US", "OTHER"));
    assertThat(found).hasSize(1);
    PartnerDescription a = found.get(0);
    assertThat(a.partner().name()).isEqualTo("Partner A");
    assertThat(a.outbound())
        .isEqualTo(Map.of("as2_url", "https://a.example/as2", "sign", "SHA256"));
    assertThat(a.inbound()).isEqualTo(Map.of("encrypt", "3DES"));
  }

  @Test
  void file_that_does_not_tell_who_is_us_is_refused() {
    assertThatThrownBy(() -> read(OPENAS2, Set.of("X")))
        .isInstanceOf(EditRefused.class)
        .hasMessageContaining("which of them is us: MyCompany, Partner A");
  }

  @Test
  void mendelson_style_description_is_read_by_its_element_names() throws Exception {
    PartnerDescription found =
        read(
                """
                <partners><partner>
                  <name><![CDATA[Bücher & Co]]></name>
                  <as2ident>BUECHER</as2ident>
                  <url>https://b.example:4080/as2</url>
                  <sign>SHA-512</sign><encryption>AES_256_CBC</encryption>
                  <email>edi@b.example</email><unknown>1</unknown>
                </partner></partners>
                """,
                Set.of("US"))
            .get(0);
    assertThat(found.partner())
        .isEqualTo(
            new PartnerEntry("Bücher & Co", Map.of("as2_id", "BUECHER", "email", "edi@b.example")));
    assertThat(found.outbound())
        .isEqualTo(
            Map.of(
                "as2_url",
                "https://b.example:4080/as2",
                "sign",
                "sha-512",
                "encrypt",
                "aes256-cbc"));
  }

  @Test
  void other_xml_and_a_dtd_are_refused() {
    assertThatThrownBy(() -> read("<a><b>1</b></a>", Set.of())).hasMessageContaining("AS2 id");
    assertThatThrownBy(
            () -> read("<!DOCTYPE a [<!ENTITY x 'y'>]><a><as2id>&x;</as2id></a>", Set.of()))
        .isInstanceOf(EditRefused.class)
        .hasMessageContaining("DTD");
    assertThatThrownBy(() -> read("no xml", Set.of())).hasMessageContaining("well-formed");
  }

  private static List<PartnerDescription> read(String text, Set<String> ours) throws EditRefused {
    return PartnerDescription.read(text.getBytes(StandardCharsets.UTF_8), ours);
  }
}
