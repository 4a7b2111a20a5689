package org.as2gateway.registry.partnerships;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.as2.wire.EncryptionAlgorithm;
import org.as2gateway.as2.wire.SignatureAlgorithm;
import org.as2gateway.registry.partnerships.EditRefused.Reason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartnershipFileTest {
  private static final String TEXT =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <!-- kept: <partner name="decoy"/> -->
      <partnerships>
        <partner name="own"   as2_id="OWN" x509_alias="own" email="as2@own.example"/>
        <!-- acme: call Zoë before changing -->
        <partner name="acme"
                 as2_id="ACME" x509_alias="acme"/>

        <partnership name="own-to-acme">
          <sender name="own"/><receiver name="acme"/>
          <attribute name="sign" value="sha-256"/> <!-- agreed -->
        </partnership>
        <!-- the end -->
      </partnerships>
      """;

  @TempDir private Path folder;
  private Path xml;
  private PartnershipFile file;

  @BeforeEach
  void write() throws IOException {
    xml = Files.writeString(folder.resolve("partnerships.xml"), TEXT);
    file = new PartnershipFile(xml);
  }

  @Test
  void adds_a_partner_with_two_secure_partnerships_and_touches_nothing_else() throws Exception {
    List<String> names =
        file.addPartner(
            new PartnerEntry("Müller & Co", ordered("as2_id", "M<1>", "x509_alias", "M-ller-Co")),
            "own",
            Optional.of("https://as2.mueller.example/?a=1&b=2"),
            Optional.of("ibm-sterling"));

    assertThat(names).containsExactly("own-to-Müller & Co", "Müller & Co-to-own");
    PartnershipRegistry registry = PartnershipFixtures.accepted(Files.readAllBytes(xml)).registry();
    Partnership out = registry.partnership("own-to-Müller & Co").orElseThrow();
    assertThat(out.receiver().as2Id().orElseThrow().value()).isEqualTo("M<1>");
    assertThat(out.security().cmsAlgorithmProtection()).isFalse(); // the profile says so
    assertThat(out.receiver().x509Alias()).contains("M-ller-Co");
    assertThat(out.security().sign()).contains(SignatureAlgorithm.SHA256);
    assertThat(out.security().encrypt()).contains(EncryptionAlgorithm.AES256_CBC);
    assertThat(out.receipt().isSigned()).isTrue();
    assertThat(out.receipt().asyncUrl()).isEmpty();
    assertThat(out.receipt().mdnTo()).contains("as2@own.example");
    assertThat(out.transport().url().orElseThrow()).hasQuery("a=1&b=2");
    assertThat(registry.partnership("Müller & Co-to-own")).isPresent();
    assertThat(Files.readString(xml).lines().toList()).containsSubsequence(TEXT.lines().toList());
  }

  @Test
  void a_new_partner_stands_behind_the_comment_that_is_about_the_last_one() throws Exception {
    String acme = "x509_alias=\"acme\"/>\n";
    String added = "  <partner name=\"new\" as2_id=\"NEW\"/>\n";
    String remark = "  <!-- acme: ask them\n       again -->\n";
    PartnerEntry entry = new PartnerEntry("new", ordered("as2_id", "NEW"));
    Files.writeString(xml, TEXT.replace(acme, acme + remark));
    file.putPartner(entry);
    assertText(TEXT.replace(acme, acme + remark + added));

    String above = "\n" + remark; // a blank line between: it is about what follows
    Files.writeString(xml, TEXT.replace(acme, acme + above));
    file.putPartner(entry);
    assertText(TEXT.replace(acme, acme + added + above));

    Files.writeString(xml, TEXT.replace(acme + "\n", acme + remark));
    file.putPartner(entry);
    assertText(TEXT.replace(acme + "\n", acme + added + remark));
  }

  @Test
  void changes_a_partner_where_it_stands_and_keeps_its_layout() throws Exception {
    file.putPartner(
        new PartnerEntry("acme", ordered("as2_id", "ACME \"2\"", "x509_alias", "acme")));
    assertText(TEXT.replace("as2_id=\"ACME\"", "as2_id=\"ACME &quot;2&quot;\""));
    file.putPartner(new PartnerEntry("acme", ordered("as2_id", "ACME", "email", "a@acme")));
    assertText(TEXT.replace(" x509_alias=\"acme\"/>", " email=\"a@acme\"/>"));
  }

  @Test
  void changes_a_partnership_and_keeps_comments_and_foreign_elements() throws Exception {
    String foreign = "    <pollerConfig enabled='true'/>\n  </partnership>";
    Files.writeString(xml, TEXT.replace("  </partnership>", foreign));
    file.putPartnership(
        new PartnershipEntry(
            "own-to-acme", "own", "acme", ordered("encrypt", "aes128-gcm", "sign", "sha-512")));
    assertText(
        TEXT.replace("sha-256", "sha-512")
            .replace(
                "  </partnership>",
                "    <pollerConfig enabled='true'/>\n"
                    + "    <attribute name=\"encrypt\" value=\"aes128-gcm\"/>\n  </partnership>"));
    file.putPartnership(new PartnershipEntry("own-to-acme", "acme", "own", Map.of()));
    assertText(
        TEXT.replace(
                "<sender name=\"own\"/><receiver name=\"acme\"/>",
                "<sender name=\"acme\"/><receiver name=\"own\"/>")
            .replace("<attribute name=\"sign\" value=\"sha-256\"/>", "")
            .replace("  </partnership>", foreign));
  }

  @Test
  void changes_attributes_that_stand_below_a_partner() throws Exception {
    String nested = "<partner name=\"acme\"><attribute name='as2_id' value='A'/></partner>";
    Files.writeString(xml, TEXT.replaceFirst("(?s)<partner name=\"acme\".*?/>", nested));
    file.putPartner(new PartnerEntry("acme", Map.of("as2_id", "B")));
    assertThat(xml).content().contains(nested.replace("'A'", "\"B\""));
  }

  @Test
  void adds_several_entries_or_none() {
    PartnershipEntry broken = new PartnershipEntry("x", "new", "nobody", Map.of());
    assertRefused(
        Reason.INVALID,
        () -> file.put(List.of(new PartnerEntry("new", Map.of())), List.of(broken)),
        "'nobody'");
    assertText(TEXT);
  }

  @Test
  void restores_an_earlier_text_in_its_own_encoding() throws Exception {
    String latin = TEXT.replace("UTF-8", "ISO-8859-1");
    file.restore(latin);
    assertThat(Files.readString(xml, StandardCharsets.ISO_8859_1)).isEqualTo(latin);
    assertRefused(Reason.INVALID, () -> file.restore("<partnerships><partner/>"), "well-formed");
  }

  @Test
  void removes_a_partnership_and_then_its_partner() throws Exception {
    file.removePartnership("own-to-acme");
    file.removePartner("acme");
    assertText(
        TEXT.replaceFirst("(?s)  <partnership .*</partnership>\n", "")
            .replaceFirst("(?s)  <partner name=\"acme\".*?/>\n", ""));
  }

  @Test
  void refuses_to_remove_a_partner_in_use() {
    assertRefused(Reason.CONFLICT, () -> file.removePartner("acme"), "'own-to-acme'");
  }

  @Test
  void refuses_names_that_exist_or_do_not() {
    PartnerEntry acme = new PartnerEntry("acme", Map.of());
    assertRefused(
        Reason.CONFLICT,
        () -> file.addPartner(acme, "own", Optional.empty(), Optional.empty()),
        "'acme' already exists");
    PartnerEntry fresh = new PartnerEntry("fresh", Map.of());
    assertRefused(
        Reason.NOT_FOUND,
        () -> file.addPartner(fresh, "nobody", Optional.empty(), Optional.empty()),
        "'nobody'");
    assertRefused(Reason.NOT_FOUND, () -> file.removePartnership("none"), "'none'");
  }

  @Test
  void refuses_what_would_not_load_and_leaves_the_file_alone() {
    assertRefused(
        Reason.INVALID,
        () ->
            file.putPartnership(
                new PartnershipEntry("own-to-acme", "own", "acme", Map.of("sign", "sha-265"))),
        "sha-256");
    assertRefused(
        Reason.INVALID,
        () -> file.putPartnership(new PartnershipEntry("x", "own", "acmee", Map.of())),
        "did you mean 'acme'?");
    assertRefused(
        Reason.INVALID,
        () -> file.putPartner(new PartnerEntry("x", Map.of("a=\"1\"/><partner name", "y"))),
        "cannot have an attribute");
    assertText(TEXT);
    assertThat(folder.toFile().list()).containsExactly("partnerships.xml");
  }

  @Test
  void refuses_to_edit_a_file_with_errors() throws Exception {
    Files.writeString(xml, "<partnerships><partner/></partnerships>");
    assertRefused(Reason.INVALID, () -> file.removePartner("acme"), "fix the file first");
  }

  @Test
  void keeps_line_ends_encoding_mode_and_a_symbolic_link() throws Exception {
    String windows = TEXT.replace("\n", "\r\n").replace("UTF-8", "ISO-8859-1");
    Path target = folder.resolve("real.xml");
    Files.write(target, windows.getBytes(StandardCharsets.ISO_8859_1));
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-r-----"));
    Files.delete(xml);
    Files.createSymbolicLink(xml, target);

    file.putPartner(new PartnerEntry("new", Map.of("as2_id", "N")));

    String text = Files.readString(target, StandardCharsets.ISO_8859_1);
    assertThat(text).contains("Zoë").contains("  <partner name=\"new\" as2_id=\"N\"/>\r\n");
    assertThat(text.replace("\r\n", "")).doesNotContain("\n");
    assertThat(Files.isSymbolicLink(xml)).isTrue();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
        .isEqualTo("rw-r-----");
    assertRefused(
        Reason.INVALID, () -> file.putPartner(new PartnerEntry("€", Map.of())), "ISO-8859-1");
  }

  @Test
  void makes_the_file_where_there_is_none_and_fills_an_empty_root() throws Exception {
    Files.delete(xml);
    file.putPartner(new PartnerEntry("own", Map.of("as2_id", "OWN")));
    assertThat(file.partners()).extracting(PartnerEntry::name).containsExactly("own");

    Files.writeString(xml, "<partnerships/>");
    file.putPartner(new PartnerEntry("own", Map.of("as2_id", "OWN")));
    PartnershipEntry partnership =
        new PartnershipEntry("p", "own", "own", Map.of("subject", "a \"b\""));
    file.putPartnership(partnership);
    assertThat(file.partnerships()).containsExactly(partnership);
  }

  private void assertText(String expected) {
    assertThat(xml).content().isEqualTo(expected);
  }

  private interface Edit {
    void run() throws EditRefused, IOException;
  }

  private static void assertRefused(Reason reason, Edit edit, String words) {
    EditRefused refused = catchThrowableOfType(EditRefused.class, edit::run);
    assertThat(refused).isNotNull().hasMessageContaining(words);
    assertThat(refused.reason()).isEqualTo(reason);
  }

  private static Map<String, String> ordered(String... pairs) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
