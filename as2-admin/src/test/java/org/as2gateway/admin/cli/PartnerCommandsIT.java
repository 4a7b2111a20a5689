package org.as2gateway.admin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.as2gateway.admin.partners.PartnerSheet;
import org.as2gateway.registry.partnerships.PartnershipEntry;
import org.as2gateway.registry.partnerships.PartnershipFile;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Partners carried from home to home, certificates dated, the way tested. */
@Tag("slow")
class PartnerCommandsIT {
  @TempDir private Path folder;
  private Path home;

  @BeforeEach
  void init() throws Exception {
    home = folder.resolve("home");
    assertThat(ShellRun.of(folder, "init", home, "--as2-id", "US").status()).isZero();
    Path pem =
        Files.writeString(
            folder.resolve("bolt.pem"), PartnerSheet.pem(TestPki.rsa("CN=bolt").certificate()));
    String url = "http://127.0.0.1:9/as2";
    ShellRun add =
        ShellRun.of(
            home, "partner", "add", "bolt", "--as2-id", "BOLT", "--url", url, "--cert", pem);
    assertThat(add.err()).isEmpty();
  }

  @Test
  void partner_is_exported_and_imported_elsewhere() throws Exception {
    ShellRun export = ShellRun.of(home, "partner", "export", "bolt");
    assertThat(export.out()).contains("BEGIN CERTIFICATE").doesNotContain("PRIVATE");
    Path file = Files.writeString(folder.resolve("bolt.json"), export.out());
    assertThat(ShellRun.of(home, "partner", "import", file).err()).contains("already exists");

    Path other = folder.resolve("other");
    ShellRun.of(folder, "init", other, "--as2-id", "OTHER");
    ShellRun imported = ShellRun.of(other, "partner", "import", file);

    assertThat(imported.err()).isEmpty();
    assertThat(imported.out()).contains("imported partner 'bolt'").doesNotContain("missing");
    assertThat(ShellRun.of(other, "partner", "show", "bolt").out())
        .contains("http://127.0.0.1:9/as2")
        .doesNotContain("incomplete");
    assertThat(ShellRun.of(other, "partner", "export", "blot").err())
        .contains("did you mean 'bolt'");
  }

  @Test
  void partner_of_an_openas2_file_is_imported() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("openas2.xml"),
            """
            <partnerships>
              <partner name="me" as2_id="US" x509_alias="me"/>
              <partner name="zig" as2_id="ZIG" x509_alias="zig"/>
              <partnership name="me-zig"><sender name="me"/><receiver name="zig"/>
                <attribute name="as2_url" value="https://zig.example/as2"/>
                <attribute name="sign" value="SHA256"/>
              </partnership>
            </partnerships>
            """);
    ShellRun imported = ShellRun.of(home, "partner", "import", file);
    assertThat(imported.err()).isEmpty();
    assertThat(imported.out()).contains("imported partner 'zig'").contains("missing: ");
    assertThat(ShellRun.of(home, "partner", "show", "zig").out())
        .contains("https://zig.example/as2");
  }

  @Test
  void export_of_mendelson_is_imported_with_a_report() throws Exception {
    Path ours = folder.resolve("ours");
    ShellRun.of(folder, "init", ours, "--as2-id", "MYCOMPANY");
    Path file = Files.writeString(folder.resolve("export.xml"), MENDELSON);
    ShellRun check = ShellRun.of(ours, "partner", "import", file, "--dry-run");
    assertThat(check.out())
        .contains("would import partner 'Alt'", "not imported: 'My Company':" + " local");
    assertThat(ShellRun.of(ours, "partner", "show", "Alt").status()).isEqualTo(1);

    ShellRun imported = ShellRun.of(ours, "partner", "import", file, "--json");

    assertThat(imported.err()).isEmpty();
    assertThat(imported.out())
        .contains("\"Alt\"", "\"Neu\"", "encrypt '2' is 3des", "sign '2' is sha1", "\"undecided\"")
        .doesNotContain("hunter2");
    assertThat(Files.readString(ours.resolve("partnerships.xml")))
        .contains("value=\"3des\"", "value=\"sha1\"", "gw.incomplete")
        .doesNotContain("testas2.example", "hunter2", "HttpReceiver\"/>\n    <attribute name=\"x");
    Path secret =
        ours.resolve(
            "data/secrets/basic-" + "mycompany-to-Alt"); // station's name is its id in small
    assertThat(secret).hasContent("hunter2\nhttp://alt_host.example:80");
    assertThat(ours.resolve("data/secrets/basic-mycompany-to-Neu")).doesNotExist();
    assertThat(imported.out())
        .contains("'mycompany-to-Neu': the file has no URL for it; set the URL")
        .doesNotContain("hunter3");
    assertThat(ShellRun.of(ours, "partner", "show", "Neu").out())
        .contains("a decision (gw.incomplete): sign was '4' (SHA-224)");
    assertThat(ShellRun.of(ours, "partner", "import", file).err()).contains("already exists");
  }

  private static final String MENDELSON =
      """
      <configuration>
        <partner><name>My Company</name><as2ident>MYCOMPANY</as2ident>
          <localstation>true</localstation><signtype>5</signtype></partner>
        <partner><name>Alt</name><as2ident>ALT</as2ident><localstation>false</localstation>
          <mdnurl>http://testas2.example/as2/HttpReceiver</mdnurl>
          <url>http://alt_host.example/as2/HttpReceiver</url>
          <encryptiontype>2</encryptiontype><signtype>2</signtype>
          <signedmdn>true</signedmdn><syncmdn>true</syncmdn>
          <httpauthentication type="standard"><enabled>true</enabled><user>joe</user>
            <password>hunter2</password></httpauthentication></partner>
        <partner><name>Neu</name><as2ident>NEU</as2ident>
          <encryptiontype>8</encryptiontype><signtype>4</signtype>
          <httpauthentication type="standard"><enabled>true</enabled><user>joe</user>
            <password>hunter3</password></httpauthentication></partner>
      </configuration>
      """;

  @Test
  void certificate_is_activated_and_retired_by_its_fingerprint() {
    ShellRun made = ShellRun.of(home, "cert", "new", "us", "--kind", "rsa-2048");
    Matcher fingerprint = Pattern.compile("fingerprint ([0-9a-f]{64})").matcher(made.out());
    assertThat(fingerprint.find()).as(made.out() + made.err()).isTrue();
    String first = fingerprint.group(1).substring(0, 12);

    ShellRun active =
        ShellRun.of(home, "cert", "activate", "us", first, "--from", "2099-01-01T00:00:00Z");
    assertThat(active.out()).contains("is used for sending from 2099-01-01T00:00:00Z");
    assertThat(ShellRun.of(home, "cert", "list").out()).contains("2099-01-01");
    assertThat(ShellRun.of(home, "cert", "retire", "us", first).out()).contains("is retired");
    assertThat(ShellRun.of(home, "cert", "retire", "us", "00000000").status()).isEqualTo(1);
  }

  @Test
  void profiles_of_products_are_listed_and_chosen() {
    ShellRun list = ShellRun.of(home, "partner", "profiles");
    assertThat(list.out())
        .contains("ibm-sterling  IBM Sterling B2B Integrator")
        .contains("  sets remove_cms_algorithm_protect_attr = true")
        .contains("    known from https://");
    assertThat(ShellRun.of(home, "partner", "profiles", "mendelson", "--json").out())
        .contains("\"gw.new_message_id_on_resend\"")
        .doesNotContain("sterling");
    ShellRun typo = ShellRun.of(home, "partner", "profiles", "mendelsohn");
    assertThat(typo.status()).isEqualTo(2);
    assertThat(typo.err()).contains("did you mean 'mendelson'");

    String[] add = {"partner", "add", "zig", "--as2-id", "ZIG", "--profile"};
    assertThat(ShellRun.of(home, with(add, "ibm-stirling")).err())
        .contains("did you mean 'ibm-sterling'");
    assertThat(ShellRun.of(home, with(add, "ibm-sterling")).err()).isEmpty();
    assertThat(ShellRun.of(home, "partner", "show", "zig").out())
        .contains("profile ibm-sterling: where nothing else is set,")
        .contains("remove_cms_algorithm_protect_attr = true");
    assertThat(ShellRun.of(home, "partner", "show", "zig", "--json").out())
        .contains("\"profile\" : \"ibm-sterling\"");
  }

  private static Object[] with(String[] words, String last) {
    Object[] all = Arrays.copyOf(words, words.length + 1, Object[].class);
    all[words.length] = last;
    return all;
  }

  @Test
  void test_without_a_running_gateway_looks_at_the_way_and_fails_where_it_fails() {
    ShellRun test = ShellRun.of(home, "partner", "test", "bolt");
    assertThat(test.out()).contains("✗ TCP");
    assertThat(test.status()).isEqualTo(1);
  }

  @Test
  void a_test_asks_which_of_several_partnerships_is_meant() throws Exception {
    PartnershipFile file = new PartnershipFile(home.resolve("partnerships.xml"));
    file.putPartnership(new PartnershipEntry("us-to-bolt-2", "us", "bolt", Map.of()));
    ShellRun unclear = ShellRun.of(home, "partner", "test", "bolt");
    assertThat(unclear.status()).isEqualTo(2);
    assertThat(unclear.out()).isEmpty();
    assertThat(unclear.err())
        .contains("several partnerships to 'bolt': us-to-bolt, us-to-bolt-2")
        .contains("name one of them with --partnership");
    ShellRun wrong = ShellRun.of(home, "partner", "test", "bolt", "--partnership", "bolt-to-us");
    assertThat(wrong.status()).isEqualTo(2);
    assertThat(wrong.err()).contains("'bolt-to-us' is not a partnership to 'bolt'; there is");
    ShellRun named = ShellRun.of(home, "partner", "test", "bolt", "--partnership", "us-to-bolt");
    assertThat(named.out()).contains("no test file was sent");
  }

  @Test
  void wrong_usage_and_unreadable_files_are_told_apart() {
    ShellRun missing = ShellRun.of(home, "partner", "import", "nothing.xml");
    assertThat(missing.status()).isEqualTo(1);
    assertThat(missing.err()).contains("Cannot read 'nothing.xml'. Nothing was imported");
    ShellRun folders =
        ShellRun.of(home, "partner", "add", "zag", "--as2-id", "ZAG", "--cert", home);
    assertThat(folders.status()).isEqualTo(1);
    assertThat(folders.err()).contains("Cannot read '" + home + "'. Nothing was added");
    ShellRun own = ShellRun.of(home, "partner", "add", "zag", "--as2-id", "ZAG", "--own", "we");
    assertThat(own.status()).isEqualTo(2);
    assertThat(own.err()).contains("'we' is not one of our AS2 identities: 'us'");
    assertThat(ShellRun.of(home, "partner", "show", "zag").status()).isEqualTo(1);
    assertThat(ShellRun.of(home, "partner", "show").status()).isEqualTo(2);
    assertThat(ShellRun.of(home, "partner", "tset").status()).isEqualTo(2);
  }
}
