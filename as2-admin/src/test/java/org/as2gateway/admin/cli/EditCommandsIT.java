package org.as2gateway.admin.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.as2gateway.Gateway;
import org.as2gateway.admin.registry.Registrar;
import org.as2gateway.admin.server.RunningGateway;
import org.as2gateway.config.GatewayConfigReader;
import org.as2gateway.people.accounts.Actor;
import org.as2gateway.people.accounts.AuditEntry;
import org.as2gateway.registry.Revision;
import org.as2gateway.registry.partnerships.PartnerAlias;
import org.as2gateway.registry.partnerships.PartnerEntry;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who edits has a name in the revision, and in the audit log what was before and after. */
@Tag("slow")
class EditCommandsIT {
  private static final String US = "command line, " + System.getProperty("user.name");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder;
  private Path home;

  @BeforeEach
  void makeHome() throws Exception {
    home = new TestHome(folder.resolve("home")).station("us", TestPki.rsa("us")).path();
  }

  private RunningGateway start() throws Exception {
    return RunningGateway.start(
        GatewayConfigReader.read(home, Map.of()), Map.of(), Clock.systemUTC());
  }

  private ShellRun run(Object... arguments) {
    ShellRun run = ShellRun.of(home, arguments);
    assertThat(run.status()).as(run.err()).isZero();
    return run;
  }

  private static List<AuditEntry> audit(Gateway gateway, String action) {
    return gateway.identity().audit().newest(Long.MAX_VALUE, action, 100);
  }

  private static void awaitAudit(Gateway gateway, String action, String subject) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(audit(gateway, action))
                    .anySatisfy(
                        entry -> {
                          assertThat(entry.actor().name()).isEqualTo(US);
                          assertThat(entry.subject()).isEqualTo(subject);
                          assertThat(entry.after()).isNotBlank();
                        }));
  }

  private static void awaitAuthor(Gateway gateway) {
    await()
        .atMost(PATIENCE)
        .until(() -> gateway.registryEditor().revisions(1).get(0).author().equals(US));
  }

  @Test
  void edits_beside_a_running_gateway_have_author_revision_and_audit_entry() throws Exception {
    Path pem = folder.resolve("acme.cer");
    Files.write(pem, TestPki.rsa("acme").certificate().getEncoded());
    try (RunningGateway station = start()) {
      Gateway gateway = station.gateway();
      run("partner", "add", "acme", "--as2-id", "ACME", "--cert", pem);
      awaitAuthor(gateway);
      awaitAudit(gateway, "partner-put", "acme");
      awaitAudit(gateway, "partnership-put", "us-to-acme");
      awaitAudit(gateway, "certificate-import", "acme");
      String fingerprint =
          gateway.registry().certificates().entries().stream()
              .filter(entry -> entry.alias().equals("acme"))
              .findFirst()
              .orElseThrow()
              .fingerprint();
      run("cert", "activate", "acme", fingerprint, "--from", "2026-01-01T00:00:00Z");
      awaitAudit(gateway, "certificate-activate", "acme");
      run("cert", "retire", "acme", fingerprint);
      awaitAudit(gateway, "certificate-retire", "acme");
      ShellRun late =
          ShellRun.of(
              home, "cert", "activate", "acme", fingerprint, "--from", "2027-01-01T00:00:00Z");
      assertThat(late.status()).isEqualTo(1);
      assertThat(late.err()).contains("put it back first: cert put-back acme");
      run("cert", "put-back", "acme", fingerprint);
      awaitAudit(gateway, "certificate-put-back", "acme");
      run("cert", "new", "us");
      awaitAudit(gateway, "key-new", "us");
      assertThat(home.resolve("data/edits")).isEmptyDirectory();
    }
  }

  @Test
  void certificates_of_a_new_partner_go_to_the_folder_that_it_uses() throws Exception {
    Path pem = folder.resolve("acme.cer");
    Files.write(pem, TestPki.rsa("acme").certificate().getEncoded());
    run("partner", "add", "Acme Inc", "--as2-id", "ACME", "--cert", pem);
    String alias = PartnerAlias.of("Acme Inc");
    assertThat(home.resolve("certs").resolve(alias)).isNotEmptyDirectory();
    assertThat(home.resolve("partnerships.xml")).content().contains("\"" + alias + "\"");
  }

  @Test
  void edits_without_a_gateway_are_recorded_at_its_next_start() throws Exception {
    start().close();
    run("partner", "add", "acme", "--as2-id", "ACME");
    try (RunningGateway station = start()) {
      awaitAuthor(station.gateway());
      awaitAudit(station.gateway(), "partner-put", "acme");
    }
  }

  @Test
  void the_folder_of_notes_belongs_to_the_gateway_from_its_start_on() throws Exception {
    start().close();
    Path edits = home.resolve("data/edits");
    assertThat(edits).isEmptyDirectory();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(edits)))
        .isEqualTo("rwx------");
  }

  @Test
  void an_edit_that_cannot_be_noted_is_made_with_a_warning() throws Exception {
    Path data = Files.createDirectories(home.resolve("data"));
    Files.writeString(data.resolve("edits"), "in the way");
    ShellRun run = run("partner", "add", "acme", "--as2-id", "ACME");
    assertThat(run.err()).contains("This change will not be in the audit log: cannot write ");
    assertThat(Files.readString(home.resolve("partnerships.xml"))).contains("\"ACME\"");
  }

  @Test
  void a_note_that_cannot_be_read_does_not_keep_the_others_from_the_audit_log() throws Exception {
    start().close();
    Path edits = home.resolve("data/edits");
    Files.createDirectory(edits.resolve("1-unreadable.done")); // even root cannot read it
    run("partner", "add", "acme", "--as2-id", "ACME");
    try (RunningGateway station = start()) {
      awaitAudit(station.gateway(), "partner-put", "acme");
    }
  }

  @Test
  void an_edit_that_never_ended_is_recorded_once_with_unknown_content() throws Exception {
    start().close();
    Path begun = home.resolve("data/edits/1700000000000-x.begun");
    Files.writeString(begun, "at=2023-11-14T22\\:13\\:20Z\nauthor=command line, joe\n");
    try (RunningGateway station = start()) {
      await().atMost(PATIENCE).until(() -> Files.notExists(begun));
      assertThat(audit(station.gateway(), "registry-edit"))
          .singleElement()
          .satisfies(
              entry -> {
                assertThat(entry.actor().name()).isEqualTo("command line, joe");
                assertThat(entry.subject()).startsWith("unknown");
              });
    }
  }

  @Test
  void a_note_by_root_is_for_the_owner_of_the_data() throws Exception {
    Path data = Files.createDirectories(home.resolve("data"));
    assumeThat(Files.getAttribute(data, "unix:uid")).isEqualTo(0);
    Files.setAttribute(data, "unix:uid", 4711);
    run("partner", "add", "acme", "--as2-id", "ACME");
    Path edits = data.resolve("edits");
    assertThat(Files.getAttribute(edits, "unix:uid")).isEqualTo(4711);
    try (Stream<Path> notes = Files.list(edits)) {
      assertThat(notes)
          .singleElement()
          .satisfies(note -> assertThat(Files.getAttribute(note, "unix:uid")).isEqualTo(4711));
    }
  }

  @Test
  void a_command_that_changes_nothing_leaves_no_trace() throws Exception {
    start().close();
    assertThat(ShellRun.of(home, "partner", "add", "us", "--as2-id", "US").status()).isEqualTo(1);
    assertThat(home.resolve("data/edits")).isEmptyDirectory();
  }

  @Test
  void edits_by_hand_are_told_from_those_of_the_command_line() throws Exception {
    try (RunningGateway station = start()) {
      run("partner", "add", "acme", "--as2-id", "ACME");
      awaitAuthor(station.gateway());
      Path xml = home.resolve("partnerships.xml");
      Files.writeString(xml, Files.readString(xml).replace("\"ACME\"", "\"ACME2\""));
      await()
          .atMost(PATIENCE)
          .until(
              () -> station.gateway().registryEditor().revisions(1).get(0).author(),
              "file"::equals);
    }
  }

  @Test
  void several_entries_are_recorded_with_what_was_before_and_go_together() throws Exception {
    try (RunningGateway station = start()) {
      Gateway gateway = station.gateway();
      Registrar registrar = Registrar.of(gateway, Clock.systemUTC());
      Actor boss = new Actor("boss", "127.0.0.1");
      run("partner", "add", "acme", "--as2-id", "ACME");
      awaitAuthor(gateway);
      Map<String, String> changed =
          new LinkedHashMap<>(gateway.registryEditor().partner("acme").orElseThrow().attributes());
      changed.put("as2_id", "ACME2");
      registrar.put(boss, List.of(new PartnerEntry("acme", changed)), List.of());
      AuditEntry put = audit(gateway, "partner-put").get(0);
      assertThat(put.before()).contains("as2_id: ACME\n").doesNotContain("ACME2");
      assertThat(put.after()).contains("as2_id: ACME2");

      List<Revision> before = gateway.registryEditor().revisions(100);
      registrar.removePartner(boss, "acme", true, Optional.empty());
      assertThat(gateway.registryEditor().revisions(100)).hasSize(before.size() + 1);
      assertThat(audit(gateway, "partnership-remove")).hasSize(2);
      assertThat(audit(gateway, "partner-remove")).hasSize(1);
      assertThat(gateway.registryEditor().partnerships()).isEmpty();
    }
  }
}
