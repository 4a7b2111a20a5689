package org.as2gateway.admin.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.as2gateway.as2.keys.Fingerprint;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.people.accounts.Actor;
import org.as2gateway.people.accounts.AuditEntry;
import org.as2gateway.registry.RegistryEditor;
import org.as2gateway.registry.Revision;
import org.as2gateway.registry.certs.CertificateEntry;
import org.as2gateway.registry.certs.ImportOptions;
import org.as2gateway.registry.certs.ImportReport;
import org.as2gateway.registry.partnerships.EditRefused;
import org.as2gateway.registry.partnerships.EditRefused.Reason;
import org.as2gateway.registry.partnerships.PartnerEntry;
import org.as2gateway.registry.partnerships.PartnershipEntry;
import org.as2gateway.testkit.KeyFiles;
import org.as2gateway.testkit.TestGateway;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each change is taken up, kept as a revision and told in the audit log; or nothing is done. */
class RegistrarIT {
  private static final Actor ANN = new Actor("ann", "192.0.2.1");
  private static final Optional<String> WHATEVER = Optional.empty();

  @TempDir private Path folder;
  private TestGateway gateway;
  private Registrar registrar;

  @BeforeEach
  void start() throws Exception {
    gateway =
        TestGateway.start(
            new TestHome(folder)
                .station("Us", TestPki.rsa("CN=us"))
                .partner("Them", TestPki.rsa("CN=them").certificate())
                .partnership("Us", "Them", TestHome.sending(URI.create("http://127.0.0.1:9/as2")))
                .partnership("Them", "Us", Map.of()));
    registrar = Registrar.of(gateway.gateway(), Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private static PartnerEntry partner(String name, String... more) {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("as2_id", name);
    attributes.put("x509_alias", name);
    for (int i = 0; i < more.length; i += 2) {
      attributes.put(more[i], more[i + 1]);
    }
    return new PartnerEntry(name, attributes);
  }

  private List<AuditEntry> audit() {
    return gateway.gateway().identity().audit().newest(Long.MAX_VALUE, null, 99);
  }

  private List<String> actions() {
    return audit().stream()
        .map(e -> e.actor().name() + ": " + e.action() + " " + e.subject())
        .toList();
  }

  private List<String> names() {
    return registrar.registry().partnerships().partners().stream().map(p -> p.name()).toList();
  }

  private long newest() {
    return registrar.editor().revisions(1).get(0).number();
  }

  private void assertRefused(Reason reason, ThrowingCallable change) throws Exception {
    List<AuditEntry> told = audit();
    String file = Files.readString(folder.resolve("partnerships.xml"));
    long revision = newest();
    assertThatThrownBy(change)
        .isInstanceOfSatisfying(EditRefused.class, e -> assertThat(e.reason()).isEqualTo(reason));
    assertThat(folder.resolve("partnerships.xml")).hasContent(file);
    assertThat(audit()).isEqualTo(told);
    assertThat(newest()).isEqualTo(revision);
  }

  @Test
  void a_partner_is_taken_up_at_once_and_the_change_told_with_what_was_before() throws Exception {
    registrar.putPartner(ANN, partner("Acme"), WHATEVER);
    assertThat(names()).contains("Acme");
    registrar.putPartner(ANN, partner("Acme", "email", "ops@acme.example"), WHATEVER);

    assertThat(actions()).containsExactly("ann: partner-put Acme", "ann: partner-put Acme");
    assertThat(audit().get(1).before()).isNull();
    assertThat(audit().get(0).before()).isEqualTo("as2_id: Acme\nx509_alias: Acme");
    assertThat(audit().get(0).after())
        .isEqualTo("as2_id: Acme\nx509_alias: Acme\nemail: ops@acme.example");
    Revision revision = registrar.editor().revisions(1).get(0);
    assertThat(revision.author()).isEqualTo("ann");
    assertThat(revision.difference()).contains("+").contains("ops@acme.example");
  }

  @Test
  void what_changes_nothing_is_told_to_nobody() throws Exception {
    registrar.putPartner(ANN, partner("Acme"), WHATEVER);
    registrar.putPartner(ANN, partner("Acme"), WHATEVER);
    assertThat(actions()).containsExactly("ann: partner-put Acme");
  }

  @Test
  void a_password_of_another_program_is_in_no_audit_entry() throws Exception {
    registrar.putPartner(ANN, partner("Acme", "ftp_password", "hunter2"), WHATEVER);
    assertThat(audit().toString()).contains("Acme").doesNotContain("hunter2");
  }

  @Test
  void an_entry_that_somebody_else_has_changed_is_not_written_over() throws Exception {
    registrar.putPartner(ANN, partner("Acme"), Optional.of(""));
    String seen = RegistryEditor.version(registrar.editor().partner("Acme").orElseThrow());
    registrar.putPartner(
        new Actor("bob", "-"), partner("Acme", "email", "b@acme.example"), Optional.of(seen));

    PartnerEntry late = partner("Acme", "email", "a@acme.example");
    assertRefused(Reason.STALE, () -> registrar.putPartner(ANN, late, Optional.of(seen)));
    assertRefused(Reason.STALE, () -> registrar.putPartner(ANN, late, Optional.of("")));
    assertRefused(
        Reason.STALE, () -> registrar.removePartner(ANN, "Acme", true, Optional.of(seen)));
  }

  @Test
  void of_several_entries_all_are_put_or_none() throws Exception {
    PartnershipEntry good = new PartnershipEntry("Us-to-Acme", "Us", "Acme", Map.of());
    PartnershipEntry bad = new PartnershipEntry("Us-to-Nobody", "Us", "Nobody", Map.of());
    assertRefused(
        Reason.INVALID, () -> registrar.put(ANN, List.of(partner("Acme")), List.of(good, bad)));
    assertThat(names()).doesNotContain("Acme");

    registrar.put(ANN, List.of(partner("Acme")), List.of(good));
    assertThat(actions())
        .containsExactly("ann: partnership-put Us-to-Acme", "ann: partner-put Acme");
  }

  @Test
  void a_partner_goes_with_its_partnerships_or_not_at_all() throws Exception {
    assertRefused(
        Reason.CONFLICT, () -> registrar.removePartner(ANN, "Them", false, Optional.empty()));
    registrar.removePartner(ANN, "Them", true, Optional.empty());
    assertThat(names()).containsExactly("Us");
    assertThat(actions())
        .containsExactlyInAnyOrder(
            "ann: partner-remove Them",
            "ann: partnership-remove Us-to-Them",
            "ann: partnership-remove Them-to-Us");
    assertThat(audit()).allMatch(e -> e.before() != null && e.after() == null);
  }

  @Test
  void what_is_not_there_cannot_be_removed() throws Exception {
    assertRefused(Reason.NOT_FOUND, () -> registrar.removePartner(ANN, "Acme", true, WHATEVER));
    assertRefused(Reason.NOT_FOUND, () -> registrar.removePartnership(ANN, "Us-to-Acme", WHATEVER));
    assertRefused(Reason.NOT_FOUND, () -> registrar.rollBack(ANN, 4711));
  }

  @Test
  void a_revision_is_brought_back_as_a_new_one() throws Exception {
    long before = newest();
    String file = Files.readString(folder.resolve("partnerships.xml"));
    registrar.removePartner(ANN, "Them", true, WHATEVER);
    long removed = newest();
    registrar.rollBack(ANN, before);

    assertThat(names()).containsExactlyInAnyOrder("Us", "Them");
    assertThat(folder.resolve("partnerships.xml")).hasContent(file);
    assertThat(newest()).isGreaterThan(removed);
    assertThat(audit().get(0).action()).isEqualTo("registry-roll-back");
    assertThat(audit().get(0).before()).isEqualTo("revision " + removed);
    assertThat(audit().get(0).after()).isEqualTo("as at revision " + before);
  }

  private static Upload upload(String pem) {
    return new Upload("theirs.pem", Octets.of(pem.getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void a_certificate_is_taken_once_and_can_be_activated_and_retired() throws Exception {
    var next = TestPki.rsa("CN=them", 2).certificate();
    String print = Fingerprint.of(next);
    Upload upload = upload(KeyFiles.pem(next));
    assertThat(registrar.look("Them", upload.content().toBytes())).hasSize(1);
    assertThat(audit()).as("looking changes nothing").isEmpty();

    ImportReport report = registrar.importCertificates(ANN, "Them", upload, ImportOptions.NONE);
    assertThat(report.added()).extracting(CertificateEntry::fingerprint).containsExactly(print);
    assertThat(registrar.importCertificates(ANN, "Them", upload, ImportOptions.NONE).isEmpty())
        .isTrue();
    assertThat(actions()).containsExactly("ann: certificate-import Them");

    Instant then = Instant.now().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
    registrar.activate(ANN, "Them", print, then);
    assertThat(audit().get(0).action()).isEqualTo("certificate-activate");
    assertThat(audit().get(0).before()).contains(print).doesNotContain("active from");
    assertThat(audit().get(0).after()).endsWith(", active from " + then);
    registrar.retire(ANN, "Them", print, then);
    assertThat(audit().get(0).action()).isEqualTo("certificate-retire");
    assertThat(audit().get(0).before()).endsWith(", active from " + then);
    assertThat(audit().get(0).after()).endsWith(", retired " + then);
  }

  @Test
  void what_is_no_certificate_is_refused_without_a_trace() throws Exception {
    long revision = newest();
    ImportReport report =
        registrar.importCertificates(ANN, "Them", upload("none"), ImportOptions.NONE);
    assertThat(report.isEmpty()).isTrue();
    assertThat(report.refusals()).singleElement().asString().contains("'theirs.pem'");
    assertThat(audit()).isEmpty();
    assertThat(newest()).isEqualTo(revision);
  }

  @Test
  void changes_of_many_at_a_time_are_told_once_each() throws Exception {
    ExecutorService people = Executors.newFixedThreadPool(4);
    List<Future<?>> changes = new ArrayList<>();
    try {
      for (int i = 0; i < 12; i++) {
        String name = "Partner" + i;
        Actor who = new Actor("user" + i, "-");
        changes.add(
            people.submit(
                () -> {
                  registrar.putPartner(who, partner(name), WHATEVER);
                  return name;
                }));
      }
      for (Future<?> change : changes) {
        change.get();
      }
    } finally {
      people.shutdownNow();
    }
    assertThat(actions()).hasSize(12);
    for (int i = 0; i < 12; i++) {
      assertThat(actions()).contains("user" + i + ": partner-put Partner" + i);
    }
    assertThat(names()).hasSize(14);
  }
}
