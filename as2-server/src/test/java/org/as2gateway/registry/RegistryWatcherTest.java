package org.as2gateway.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.as2gateway.registry.Problem.Severity;
import org.as2gateway.registry.partnerships.Partner;
import org.as2gateway.testkit.KeyFiles;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryWatcherTest {
  private static final Duration INTERVAL = Duration.ofMillis(50);

  @TempDir private Path folder;
  private final RecordingRevisions revisions = new RecordingRevisions();
  private RegistryHome home;
  private RegistryWatcher watcher;

  @BeforeEach
  void watch() throws Exception {
    home = RegistryHome.complete(folder);
    watcher =
        RegistryWatcher.open(
            home.loader(Clock.systemUTC()), revisions, Clock.systemUTC(), Optional::empty);
    watcher.start(INTERVAL);
  }

  @AfterEach
  void close() {
    watcher.close();
  }

  @Test
  void takes_up_an_edit() throws IOException {
    home.write(edited("\"NEW\""));

    await().untilAsserted(() -> assertThat(idOfAcme()).isEqualTo("NEW"));
    assertThat(revisions.authors).containsExactly("file", "file");
  }

  @Test
  void a_broken_edit_is_reported_and_the_last_good_state_goes_on_until_it_is_mended()
      throws IOException {
    home.write(RegistryHome.xml("<attribute name=\"sign\" value=\"sha-265\"/>", ""));
    await().untilAsserted(() -> assertThat(watcher.current().problems()).isNotEmpty());

    assertThat(watcher.current().problems())
        .singleElement()
        .satisfies(p -> assertThat(p.severity()).isEqualTo(Severity.ERROR))
        .satisfies(p -> assertThat(p.location()).contains("partnerships.xml:4"))
        .satisfies(p -> assertThat(p.text()).contains("did you mean 'sha-256'?"));
    assertThat(watcher.current().partnerships().partnership("out").orElseThrow().security().sign())
        .isPresent();

    home.write(edited("\"MENDED\""));
    await().untilAsserted(() -> assertThat(idOfAcme()).isEqualTo("MENDED"));
    assertThat(watcher.current().problems()).isEmpty();
    assertThat(revisions.authors).hasSize(2);
  }

  @Test
  void a_file_that_disappears_is_reported_and_may_come_back() throws IOException {
    Files.delete(folder.resolve("partnerships.xml"));
    await().untilAsserted(() -> assertThat(watcher.current().problems()).hasSize(1));
    home.write(edited("\"BACK\""));
    await().untilAsserted(() -> assertThat(idOfAcme()).isEqualTo("BACK"));
  }

  @Test
  void takes_up_new_certificates() throws IOException {
    KeyFiles.writePem(folder.resolve("certs/acme/next.pem"), TestPki.rsa("acme", 2).certificate());
    await()
        .untilAsserted(
            () ->
                assertThat(watcher.current().certificates().verifying("acme", Instant.now()))
                    .hasSize(2));
    KeyFiles.writeOwn(folder, "second", TestPki.rsa("second"));
    await()
        .untilAsserted(() -> assertThat(watcher.current().certificates().isOwn("second")).isTrue());
  }

  @Test
  void an_edit_of_equal_size_within_one_tick_of_the_clock_is_seen() throws IOException {
    Path xml = folder.resolve("partnerships.xml");
    var time = Files.getLastModifiedTime(xml);
    Files.writeString(xml, edited("\"ACM2\""));
    Files.setLastModifiedTime(xml, time);
    await().untilAsserted(() -> assertThat(idOfAcme()).isEqualTo("ACM2"));
  }

  @Test
  void reloads_at_once_on_behalf_of_somebody() throws IOException {
    home.write(edited("\"API\""));
    assertThat(watcher.reload("admin")).isEmpty();
    assertThat(idOfAcme()).isEqualTo("API");
    assertThat(revisions.authors).containsExactly("file", "admin");

    home.write("<partnerships><partner/></partnerships>");
    assertThat(watcher.reload("admin")).hasSize(1);
    assertThat(idOfAcme()).isEqualTo("API");
  }

  @Test
  void a_state_is_used_while_the_database_is_away_and_kept_when_it_is_back() throws IOException {
    revisions.isAway = true;
    home.write(edited("\"NEW\""));
    await().untilAsserted(() -> assertThat(idOfAcme()).isEqualTo("NEW"));
    assertThat(revisions.authors).hasSize(1);

    revisions.isAway = false;
    await().untilAsserted(() -> assertThat(revisions.authors).hasSize(2));
  }

  @Test
  void first_load_tells_every_error() throws Exception {
    home.write(
        RegistryHome.xml(
            "<attribute name=\"sign\" value=\"x\"/><attribute name=\"encrypt\" value=\"y\"/>", ""));
    try (RegistryWatcher first =
        RegistryWatcher.open(
            home.loader(Clock.systemUTC()), revisions, Clock.systemUTC(), Optional::empty)) {
      assertThat(first.current().problems())
          .filteredOn(p -> p.severity() == Problem.Severity.ERROR)
          .hasSize(2)
          .allSatisfy(
              p ->
                  assertThat(p.sentence())
                      .startsWith("partnerships.xml:4: partnership 'out': attribute '"));
    }
  }

  private String idOfAcme() {
    return watcher
        .current()
        .partnerships()
        .partner("acme")
        .flatMap(Partner::as2Id)
        .orElseThrow()
        .value();
  }

  private static String edited(String as2Id) {
    return RegistryHome.xml(RegistryHome.OUT_ATTRIBUTES, "").replace("\"ACME\"", as2Id);
  }
}
