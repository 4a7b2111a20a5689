package org.as2gateway.admin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.as2gateway.Gateway;
import org.as2gateway.admin.port.SampleMessages;
import org.as2gateway.as2.keys.Fingerprint;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.registry.cem.CertificateExchange;
import org.as2gateway.registry.cem.CertificateExchange.Status;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two gateways change a certificate by message, each with an operator at the command line. */
@Tag("slow")
class CertificateOffersIT {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  @TempDir private Path folder;
  private TwoStations stations;

  @BeforeEach
  void open() throws Exception {
    stations = new TwoStations(folder);
    for (TestHome home : new TestHome[] {stations.ours, stations.theirs}) {
      Files.writeString(
          home.path().resolve("partnerships.xml"),
          "<partnerships><partner name=\"us\" as2_id=\"us\" x509_alias=\"us-rsa\"/>"
              + "<partner name=\"them\" as2_id=\"them\" x509_alias=\"them-rsa\"/>"
              + partnership("us", "them", stations.theirs)
              + partnership("them", "us", stations.ours)
              + "</partnerships>");
    }
    stations.start();
  }

  private static String partnership(String from, String to, TestHome receiver) throws Exception {
    StringBuilder xml = new StringBuilder();
    xml.append("<partnership name=\"%s-to-%s\">".formatted(from, to));
    xml.append("<sender name=\"%s\"/><receiver name=\"%s\"/>".formatted(from, to));
    String url = "http://127.0.0.1:" + receiver.config().as2().http().port() + "/as2";
    TestHome.sending(URI.create(url))
        .forEach(
            (name, value) ->
                xml.append("<attribute name=\"%s\" value=\"%s\"/>".formatted(name, value)));
    return xml.append("</partnership>\n").toString();
  }

  @AfterEach
  void close() {
    stations.close();
  }

  private ShellRun us(Object... arguments) {
    return ShellRun.of(stations.ours.path(), arguments);
  }

  private ShellRun them(Object... arguments) {
    return ShellRun.of(stations.theirs.path(), arguments);
  }

  /** A new key of ours that the running gateway has taken up. */
  private String newKey() {
    ShellRun made = us("cert", "new", "us-rsa", "--kind", "rsa-2048");
    Matcher found = Pattern.compile("fingerprint ([0-9a-f]{64})").matcher(made.out());
    assertThat(found.find()).as(made.out() + made.err()).isTrue();
    Awaitility.await().atMost(PATIENCE).until(() -> knows(stations.us().gateway(), found.group(1)));
    return found.group(1);
  }

  private static boolean knows(Gateway gateway, String fingerprint) {
    return gateway.registry().certificates().entries().stream()
        .anyMatch(entry -> entry.fingerprint().equals(fingerprint));
  }

  private static CertificateExchange await(Gateway gateway, Predicate<CertificateExchange> wanted) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () -> gateway.certificateExchanges().newest(10).stream().filter(wanted).findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  @Test
  void a_certificate_in_a_refused_message_is_shown_and_imported_by_its_fingerprint() {
    OwnKey stranger = TestPki.rsa("CN=stranger");
    String id =
        SampleMessages.addOfStranger(stations.us().gateway().messages(), "them-to-us", stranger);
    String print = Fingerprint.of(stranger.certificate());
    ShellRun shown = us("cert", "from-message", id);
    assertThat(shown.out()).contains("CN=stranger", print, "Compare the fingerprint by phone");
    ShellRun wrong = us("cert", "from-message", id, "--fingerprint", "0".repeat(64));
    assertThat(wrong.status()).isEqualTo(1);
    assertThat(wrong.err()).contains("nothing was imported");
    assertThat(knows(stations.us().gateway(), print)).isFalse();
    ShellRun taken = us("cert", "from-message", id, "--fingerprint", print, "--use", "sign");
    assertThat(taken.out()).isEqualTo("imported CN=stranger into them-rsa\n");
    assertThat(knows(stations.us().gateway(), print)).isTrue();
    assertThat(us("cert", "from-message", "none").err()).contains("Message not found");
  }

  private String signer() {
    return stations
        .us()
        .gateway()
        .registry()
        .certificates()
        .signing("us-rsa", Instant.now())
        .map(key -> Fingerprint.of(key.certificate()))
        .orElseThrow();
  }

  private MessageRecord send(Gateway gateway, String partnership) throws Exception {
    String id =
        gateway
            .submit(
                partnership,
                "a.txt",
                Optional.empty(),
                Optional.empty(),
                new ByteArrayInputStream(new byte[] {1}))
            .id();
    return Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> gateway.messages().find(id).orElseThrow(), m -> m.status().isEnd());
  }

  @Test
  void a_new_certificate_is_offered_accepted_and_takes_over_at_its_date() throws Exception {
    String old = signer();
    String fresh = newKey();
    Instant date = Instant.now().plusSeconds(8).truncatedTo(ChronoUnit.SECONDS);
    ShellRun offered = us("cert", "offer", "us-to-them", fresh, "--respond-by", date);
    assertThat(offered.err()).isEmpty();

    Gateway them = stations.them().gateway();
    CertificateExchange offer = await(them, CertificateExchange::isInbound);
    assertThat(offer.fingerprint()).isEqualTo(fresh);
    assertThat(signer()).as("not before its date").isEqualTo(old);
    assertThat(knows(them, fresh)).as("not before an operator says so").isFalse();
    assertThat(them("cert", "offers").out()).contains(offer.id(), "in pending", fresh);

    ShellRun accepted = them("cert", "accept", offer.id());
    assertThat(accepted.err()).isEmpty();
    assertThat(knows(them, fresh)).isTrue();
    assertThat(them.registry().certificates().encrypting("us-rsa", Instant.now()))
        .map(Fingerprint::of)
        .contains(fresh);
    assertThat(them.identity().audit().newest(Long.MAX_VALUE, "certificate-accept", 5)).hasSize(1);
    Gateway us = stations.us().gateway();
    await(us, exchange -> exchange.status() == Status.ACCEPTED);
    assertThat(send(them, "them-to-us").status())
        .as("encrypted for the new one before its date")
        .isEqualTo(MessageStatus.ACKNOWLEDGED);

    Awaitility.await().atMost(PATIENCE).until(() -> signer().equals(fresh));
    assertThat(Instant.now()).isAfterOrEqualTo(date);
    assertThat(send(us, "us-to-them").status()).isEqualTo(MessageStatus.ACKNOWLEDGED);
    assertThat(them("cert", "accept", offer.id()).err()).contains("already accepted or rejected");
  }

  @Test
  void a_rejection_is_told_with_its_reason_and_trusts_nothing() throws Exception {
    String fresh = newKey();
    us("cert", "offer", "us-to-them", fresh, "--respond-by", Instant.now().plusSeconds(3600));
    Gateway them = stations.them().gateway();
    CertificateExchange offer = await(them, CertificateExchange::isInbound);

    ShellRun rejected = them("cert", "reject", offer.id(), "--reason", "wrong <key> & usage");
    assertThat(rejected.err()).isEmpty();
    CertificateExchange ours =
        await(stations.us().gateway(), exchange -> exchange.status() == Status.REJECTED);
    assertThat(ours.reason()).contains("wrong <key> & usage");
    assertThat(knows(them, fresh)).isFalse();
    assertThat(us("cert", "offers").out()).contains("out rejected");
  }

  @Test
  void what_cannot_be_offered_is_said() {
    String date = Instant.now().plusSeconds(3600).toString();
    assertThat(us("cert", "offer", "us-to-them", "00000000", "--respond-by", date).err())
        .contains("single own key");
    assertThat(us("cert", "offer", "nobody", "00000000", "--respond-by", date).err())
        .contains("no outbound partnership 'nobody'");
    assertThat(us("cert", "accept", "x").err())
        .contains("No certificate offer from a partner has" + " that id");
  }
}
