package org.as2gateway.transport.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.delivery.Attempts;
import org.as2gateway.delivery.DeliveryContext;
import org.as2gateway.delivery.gate.JdbcInspections;
import org.as2gateway.delivery.inbox.AcceptFiles;
import org.as2gateway.delivery.inbox.InboxDelivery;
import org.as2gateway.delivery.queue.JdbcOutbox;
import org.as2gateway.delivery.queue.QueueTime;
import org.as2gateway.pgp.PgpLimits;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.RegistryLoader;
import org.as2gateway.registry.certs.CertificateFolder;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.log.JdbcMessageLog;
import org.as2gateway.store.log.JdbcOtherWays;
import org.as2gateway.store.payload.HomeFolders;
import org.as2gateway.store.payload.PayloadStore;
import org.as2gateway.testkit.FakeClock;
import org.as2gateway.testkit.TestDatabase;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.as2gateway.transport.files.PgpFiles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may sign in to our server by password. */
class SftpSignInTest {
  @TempDir private Path folder;
  private final FakeClock clock = FakeClock.standing();
  private TestHome home;
  private Database database;

  @BeforeEach
  void write() throws Exception {
    home = new TestHome(folder).station("US", TestPki.rsa("US"));
    home.partner("USPS", TestPki.rsa("USPS").certificate());
    Files.createDirectories(folder.resolve("data/secrets"));
    Files.createDirectories(folder.resolve("data/db"));
    database = TestDatabase.h2(folder.resolve("data/db"));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private SftpPartners partners(String... more) throws Exception {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("gw.transport", "sftp");
    attributes.put("gw.sftp_password", "usps");
    for (int i = 0; i < more.length; i += 2) {
      attributes.put(more[i], more[i + 1]);
    }
    home.partnership("USPS", "US", attributes);
    CertificateFolder certificates = new CertificateFolder(folder, Map.of(), clock);
    RegistryLoader.Outcome outcome = new RegistryLoader(folder, certificates::load, clock).load();
    Registry registry = ((RegistryLoader.Outcome.Loaded) outcome).registry();
    PayloadStore payloads = PayloadStore.open(new HomeFolders(folder), 0, 0);
    JdbcMessageLog messages = new JdbcMessageLog(database);
    DeliveryContext context =
        new DeliveryContext(
            database,
            messages,
            new JdbcOutbox(database, new QueueTime(clock, clock::nanoTime)),
            new JdbcOtherWays(database),
            new JdbcInspections(database),
            payloads,
            () -> registry,
            () -> {},
            clock);
    InboxDelivery inbox = new InboxDelivery(database, messages, payloads, clock);
    return new SftpPartners(
        context,
        new Attempts(context, (entry, now, after) -> Optional.empty()),
        new AcceptFiles(messages, payloads, inbox, Long.MAX_VALUE, clock),
        new JdbcTransfers(database),
        new PgpFiles(payloads, () -> registry, new PgpLimits(1, 1), clock));
  }

  private void secret(String text) throws Exception {
    Files.writeString(folder.resolve("data/secrets/usps"), text);
  }

  @Test
  void the_password_of_the_file_and_no_other_signs_in() throws Exception {
    secret("correct horse\n");
    assertThat(partners().acceptsPassword("USPS", "correct horse")).isTrue();
    assertThat(partners().acceptsPassword("USPS", "correct")).isFalse();
    assertThat(partners().acceptsPassword("US", "correct horse")).isFalse();
  }

  @Test
  void without_a_secret_nothing_signs_in() throws Exception {
    for (String tried : new String[] {"", "\0", " "}) {
      assertThat(partners().acceptsPassword("USPS", tried)).isFalse();
    }
    for (String blank : new String[] {"", "\n", " \n", "\nsecond line"}) {
      secret(blank);
      for (String tried : new String[] {"", "\0", " ", "second line"}) {
        assertThat(partners().acceptsPassword("USPS", tried)).isFalse();
      }
    }
  }

  @Test
  void a_partnership_with_an_open_decision_opens_no_door() throws Exception {
    secret("correct horse\n");
    assertThat(partners("gw.incomplete", "a decision").acceptsPassword("USPS", "correct horse"))
        .isFalse();
  }
}
