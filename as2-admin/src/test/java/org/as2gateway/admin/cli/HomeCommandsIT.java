package org.as2gateway.admin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.testkit.KeyFiles;
import org.as2gateway.testkit.OpenSsh;
import org.as2gateway.testkit.OpenSsl;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Commands that work on a home without a running gateway. */
@Tag("slow")
class HomeCommandsIT {
  private static final OwnKey CA = TestPki.ca("Authority");

  @TempDir private Path folder;
  private Path home;
  private ShellRun made;

  @BeforeEach
  void init() {
    home = folder.resolve("home");
    made = ShellRun.of(folder, "init", home, "--as2-id", "ACME & \"Sons\"");
    assertThat(made.err()).isEmpty();
    assertThat(made.status()).isZero();
  }

  @Test
  void openpgp_keys_are_created_listed_handed_over_and_dated() throws IOException {
    ShellRun created =
        ShellRun.of(home, "pgp", "new", "acme-sons", "--user-id", "Acme <edi@acme.example>");
    assertThat(created.err()).isEmpty();
    assertThat(created.out()).contains("certs/acme-sons/acme-edi-acme-example-");
    ShellRun export = ShellRun.of(home, "pgp", "export", "acme-sons");
    assertThat(export.out())
        .startsWith("-----BEGIN PGP PUBLIC KEY BLOCK-----")
        .doesNotContain("PRIVATE");
    Path other = folder.resolve("other");
    ShellRun.of(folder, "init", other, "--as2-id", "BOLT");
    Path file = Files.writeString(folder.resolve("acme.asc"), export.out());
    ShellRun taken = ShellRun.of(other, "cert", "import", "acme", file);
    assertThat(taken.err()).isEmpty();
    assertThat(taken.out()).contains("imported OpenPGP key 'Acme <edi@acme.example>', expires ");
    JsonNode key = json(ShellRun.of(other, "pgp", "list", "--json")).path(0);
    String print = key.path("fingerprint").asString();
    assertThat(key.path("own").asBoolean()).isFalse();
    assertThat(ShellRun.of(other, "cert", "list").out()).contains("OpenPGP keys", "RSA 3072");
    assertThat(ShellRun.of(other, "cert", "retire", "acme", print).status()).isZero();
    assertThat(ShellRun.of(other, "pgp", "list").out()).contains("retired");
    assertThat(ShellRun.of(other, "cert", "put-back", "acme", print).status()).isZero();
    ShellRun.of(other, "cert", "activate", "acme", print, "--from", "2090-01-01T00:00:00Z");
    assertThat(ShellRun.of(other, "pgp", "list").out()).contains("from 2090-01-01");
    assertThat(ShellRun.of(other, "cert", "unschedule", "acme", print).status()).isZero();
    assertThat(ShellRun.of(other, "pgp", "list").out()).contains("in use");
    assertThat(ShellRun.of(other, "pgp", "export", "nobody").err()).contains("pgp list");
  }

  @Test
  void init_makes_a_home_that_only_lacks_what_the_partner_must_tell() throws IOException {
    assertThat(made.out()).contains("acme-sons").contains("fingerprint");
    for (String name : new String[] {"gateway.yaml", "data", "inbox", "outbox", "sent", "failed"}) {
      assertThat(home.resolve(name)).exists();
    }
    try (Stream<Path> files = Files.list(home.resolve("certs/acme-sons"))) {
      Path key = files.filter(file -> file.toString().endsWith(".p12")).findFirst().orElseThrow();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
          .isEqualTo("rw-------");
    }
    JsonNode partners = json(ShellRun.of(home, "partner", "list", "--json"));
    assertThat(partners.get(0).get("as2Id").asString()).isEqualTo("ACME & \"Sons\"");
    assertThat(partners.get(0).get("own").asBoolean()).isTrue();
    assertThat(partners.get(1).get("as2Id").isNull()).isTrue();

    ShellRun doctor = ShellRun.of(home, "doctor", "--json");
    assertThat(doctor.out())
        .doesNotContain("\"clock\" : \"failed\"")
        .contains("as2_url of partnership");
  }

  @Test
  void init_makes_the_host_key_of_the_sftp_server_and_doctor_shows_it() throws Exception {
    String fingerprint = made.out().replaceAll("(?s).*(SHA256:\\S+).*", "$1");
    OpenSsh openSsh = new OpenSsh(folder);
    Path key = home.resolve("data/secrets/sftp-host-key");
    Files.writeString(Path.of(key + ".pub"), openSsh.publicOf(key));
    assertThat(openSsh.fingerprint(key)).isEqualTo(fingerprint);
    assertThat(ShellRun.of(home, "doctor").out()).doesNotContain("SFTP host key");
    Path settings = home.resolve("gateway.yaml");
    String yaml = Files.readString(settings).replaceAll("(?m)^sftp:.*\\n", "");
    Files.writeString(settings, yaml + "\nsftp: { enabled: true, host: 127.0.0.1, port: 0 }\n");
    assertThat(ShellRun.of(home, "doctor").out()).contains("SFTP host key", fingerprint);
  }

  @Test
  void a_ca_issues_a_certificate_for_a_key_which_is_backed_up_and_restored() throws Exception {
    OpenSsl openSsl = new OpenSsl(folder);
    String print =
        json(ShellRun.of(home, "cert", "list", "--json")).path(0).path("fingerprint").asString();
    Path csr = folder.resolve("us.csr");
    ShellRun asked =
        ShellRun.of(home, "cert", "csr", "acme-sons", print, "--cn", "as2.acme.example", "-o", csr);
    assertThat(asked.out()).isEqualTo("wrote " + csr + "\n");
    KeyFiles.writePem(folder.resolve("ca.pem"), CA.certificate());
    KeyFiles.writeKeyPem(folder.resolve("ca.key"), CA);
    Path issued = folder.resolve("issued.pem");
    OpenSsl.Result signed =
        openSsl.run(
            "x509",
            "-req",
            "-days",
            "30",
            "-in",
            "" + csr,
            "-out",
            "" + issued,
            "-CA",
            "" + folder.resolve("ca.pem"),
            "-CAkey",
            "" + folder.resolve("ca.key"));
    assertThat(signed.isOk()).as(signed.output()).isTrue();

    ShellRun taken = ShellRun.of(home, "cert", "issued", "acme-sons", issued);
    assertThat(taken.status()).as(taken.err()).isZero();
    assertThat(taken.out()).contains("imported CN=as2.acme.example").contains("is not in the file");
    assertThat(ShellRun.of(home, "cert", "issued", "acme-sons", folder.resolve("none")).err())
        .isEqualTo("as2: Cannot read '" + folder.resolve("none") + "'.\n");

    Path backup = folder.resolve("backup.p12");
    ShellRun bare = ShellRun.of(home, "cert", "export-key", "acme-sons", print, "-o", backup);
    assertThat(bare.status()).isEqualTo(1);
    assertThat(bare.err()).contains("set AS2_EXPORT_PASSWORD to at least 12 characters");
    ShellRun kept =
        ShellRun.with(
            Map.of("AS2_EXPORT_PASSWORD", "a long password"),
            home,
            "cert",
            "export-key",
            "acme-sons",
            print,
            "-o",
            backup);
    assertThat(kept.status()).as(kept.err()).isZero();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
        .isEqualTo("rw-------");
    Path other = folder.resolve("other");
    ShellRun.of(folder, "init", other, "--as2-id", "OTHER");
    ShellRun restored =
        ShellRun.with(
            Map.of("AS2_IMPORT_PASSWORD", "a long password"),
            other,
            "cert",
            "import",
            "restored",
            backup);
    assertThat(restored.out()).contains(print);
  }

  @Test
  void a_scheduled_switch_is_canceled() throws IOException {
    String print =
        json(ShellRun.of(home, "cert", "list", "--json")).path(0).path("fingerprint").asString();
    ShellRun.of(home, "cert", "activate", "acme-sons", print, "--from", "2090-01-01T00:00:00Z");
    ShellRun canceled = ShellRun.of(home, "cert", "unschedule", "acme-sons", print);
    assertThat(canceled.out())
        .isEqualTo("the switch to " + print + " of 'acme-sons' was canceled\n");
    ShellRun again = ShellRun.of(home, "cert", "unschedule", "acme-sons", print);
    assertThat(again.status()).isEqualTo(1);
    assertThat(again.err()).contains("is scheduled");
  }

  @Test
  void init_refuses_a_folder_that_is_a_home() {
    ShellRun again = ShellRun.of(folder, "init", home, "--as2-id", "OTHER");
    assertThat(again.status()).isEqualTo(1);
    assertThat(again.err()).contains("is already a home");
    assertThat(ShellRun.of(folder, "init", folder.resolve("x"), "--as2-id", "ü").status())
        .isEqualTo(2);
    assertThat(folder.resolve("x")).doesNotExist();
  }

  @Test
  void partner_is_added_with_its_certificate_and_both_partnerships() throws IOException {
    ShellRun export = ShellRun.of(home, "cert", "export", "acme-sons");
    assertThat(export.out()).startsWith("-----BEGIN CERTIFICATE-----").doesNotContain("PRIVATE");
    Path certificate =
        KeyFiles.writePem(folder.resolve("bolt.pem"), TestPki.rsa("bolt").certificate());

    ShellRun add =
        ShellRun.of(
            folder,
            "partner",
            "add",
            "bolt",
            "--as2-id",
            "BOLT",
            "--url",
            "http://127.0.0.1:9/as2",
            "--cert",
            certificate,
            "--home",
            home);
    assertThat(add.err()).isEmpty();
    assertThat(add.out()).contains("acme-sons-to-bolt").contains("bolt-to-acme-sons");
    assertThat(ShellRun.of(home, "partner", "show", "bolt").out())
        .contains("complete")
        .doesNotContain("incomplete");

    ShellRun twice = ShellRun.of(home, "partner", "add", "bolt", "--as2-id", "BOLT");
    assertThat(twice.status()).isEqualTo(1);
    assertThat(twice.err()).contains("already exists");
    ShellRun typo = ShellRun.of(home, "partner", "show", "blot");
    assertThat(typo.status()).isEqualTo(1);
    assertThat(typo.err()).contains("did you mean 'bolt'");
  }

  @Test
  void refused_certificate_keeps_the_partner_out() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.pem"), "no certificate");
    ShellRun add =
        ShellRun.of(home, "partner", "add", "bolt", "--as2-id", "BOLT", "--cert", broken);
    assertThat(add.status()).isEqualTo(1);
    assertThat(add.err()).contains("broken.pem").contains("'bolt' was not added");
    assertThat(ShellRun.of(home, "partner", "show", "bolt").status()).isEqualTo(1);
    assertThat(ShellRun.of(home, "cert", "import", "bolt", broken).status()).isEqualTo(1);
  }

  @Test
  void an_import_tells_what_became_of_each_certificate() throws Exception {
    OwnKey ca = TestPki.ca("importing ca");
    Path leaf =
        KeyFiles.writePem(
            folder.resolve("leaf.pem"), TestPki.issuedBy(ca, "leaf of importing ca").certificate());
    Path authority = KeyFiles.writePem(folder.resolve("ca.pem"), ca.certificate());
    Path ours = folder.resolve("ours.cer");
    String own = json(ShellRun.of(home, "cert", "list", "--json")).get(0).path("alias").asString();
    assertThat(ShellRun.of(home, "cert", "export", own, "--der", "-o", ours).status()).isZero();

    ShellRun both = ShellRun.of(home, "cert", "import", "corp", leaf, authority);
    assertThat(both.status()).as(both.err()).isZero();
    assertThat(both.out()).contains("imported CN=leaf of importing ca").contains("show the chain");
    assertThat(ShellRun.of(home, "cert", "list").out()).contains("authority");
    ShellRun again = ShellRun.of(home, "cert", "import", "corp", leaf, authority);
    assertThat(again.status()).isEqualTo(1);
    assertThat(again.err().lines())
        .hasSize(2)
        .allMatch(line -> line.contains("already registered"));
    ShellRun back = ShellRun.of(home, "cert", "import", "corp", ours);
    assertThat(back.status()).isEqualTo(1);
    assertThat(back.err()).contains("is our own certificate, of alias '" + own + "'");
  }

  @Test
  void certificates_are_listed_made_and_exported() {
    assertThat(ShellRun.of(home, "cert", "new", "second", "--kind", "ec-p256").status()).isZero();
    ShellRun list = ShellRun.of(home, "cert", "list");
    assertThat(list.out().lines()).hasSize(3);
    assertThat(list.out()).contains("second").contains("in use").doesNotContain("waiting");
    assertThat(ShellRun.of(home, "cert", "new", "second", "--kind", "ec-p256").status()).isZero();
    assertThat(ShellRun.of(home, "cert", "list").out().lines().filter(l -> l.startsWith("second")))
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).contains("in use"),
            line -> assertThat(line).contains("waiting"));
    assertThat(json(ShellRun.of(home, "cert", "list", "--json"))).hasSize(3);

    Path der = folder.resolve("second.cer");
    assertThat(ShellRun.of(home, "cert", "export", "second", "--der", "-o", der).status()).isZero();
    assertThat(der).isNotEmptyFile();
    assertThat(ShellRun.of(home, "cert", "export", "second", "-o", der).err())
        .contains("already exists");
    assertThat(ShellRun.of(home, "cert", "export", "nobody").status()).isEqualTo(1);
  }

  @Test
  void doctor_fails_on_broken_settings_and_missing_home() throws IOException {
    Files.writeString(home.resolve("partnerships.xml"), "<partnerships><partner/></partnerships>");
    ShellRun broken = ShellRun.of(home, "doctor");
    assertThat(broken.status()).isEqualTo(1);
    assertThat(broken.out()).contains("✗ partnerships: partnerships.xml:1");
    ShellRun missing = ShellRun.of(folder.resolve("nowhere"), "doctor");
    assertThat(missing.status()).isEqualTo(1);
    assertThat(missing.out()).contains("does not exist").contains("./as2 init");
  }

  private static JsonNode json(ShellRun run) {
    return JsonMapper.shared().readTree(run.out());
  }
}
