package org.as2gateway.registry.partnerships;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PartnerAttributeTest {
  @Test
  void says_what_is_wrong_with_an_id_or_a_folder() {
    assertThat(PartnerAttribute.AS2_ID.fault("ACME 1")).isEmpty();
    assertThat(PartnerAttribute.AS2_ID.fault("ü")).isPresent();
    assertThat(PartnerAttribute.X509_ALIAS.fault("acme")).isEmpty();
    for (String folder : List.of("..", "a/b", ".hidden", "TLS")) {
      assertThat(PartnerAttribute.X509_ALIAS.fault(folder)).as(folder).isPresent();
    }
    assertThat(PartnerAttribute.AS2_ID.fault(" ")).as("a blank one is missing").isEmpty();
    assertThat(PartnerAttribute.NOTES.fault("any\ntext")).isEmpty();
  }

  @Test
  void only_notes_have_several_lines() throws Exception {
    String file = "<partnerships><partner name='a' %s='x&#10;y'/></partnerships>";
    XmlDocument document = XmlScan.scan(bytes(file.formatted("gw.notes")));
    Findings findings = new Findings();
    assertThat(EntryReader.read(document, findings).partners().get(0).entry().attributes())
        .isEqualTo(Map.of("gw.notes", "x\ny"));
    assertThat(findings.all()).isEmpty();
    assertThatThrownBy(() -> XmlScan.scan(bytes(file.formatted("email"))))
        .isInstanceOf(XmlRefused.class);
    String other = file.replace("&#10;", "&#13;").formatted("gw.notes");
    assertThatThrownBy(() -> XmlScan.scan(bytes(other))).isInstanceOf(XmlRefused.class);
  }

  @Test
  void a_file_is_unclear_only_if_no_partner_of_several_has_an_id_of_ours() throws Exception {
    byte[] two =
        bytes("<partnerships><partner name='a' as2_id='A'/><partner name='b'/></partnerships>");
    assertThat(ImportedFile.unclear(two, Set.of("US")))
        .extracting(PartnerEntry::name)
        .containsExactly("a", "b");
    assertThat(ImportedFile.unclear(two, Set.of("A"))).isEmpty();
    byte[] one = bytes("<partnerships><partner name='a' as2_id='A'/></partnerships>");
    assertThat(ImportedFile.unclear(one, Set.of("US"))).isEmpty();
    byte[] mendelson = bytes("<partner><name>a</name><as2ident>A</as2ident></partner>");
    assertThat(ImportedFile.unclear(mendelson, Set.of("US"))).isEmpty();
  }

  @Test
  void faults_of_several_attributes_are_told_together() {
    List<Fault> faults =
        AttributeCheck.faults(
            Map.of("gw.as2_version", "1.3", "encrypt", "3des", "gw.send_min_bytes", "few"));
    assertThat(faults)
        .extracting(fault -> fault.attribute().orElseThrow())
        .containsExactlyInAnyOrder(
            PartnershipAttribute.AS2_VERSION, PartnershipAttribute.SEND_MIN_BYTES);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
