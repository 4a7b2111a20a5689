package org.as2gateway.admin.server;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.Gateway;
import org.as2gateway.testkit.TestGateway;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.as2gateway.usps.Samples;
import org.as2gateway.usps.answers.ProfileText;
import org.as2gateway.usps.correction.Selection;
import org.as2gateway.usps.files.ExtractLines;
import org.as2gateway.usps.ledger.FileState;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Every page of a desk with files in all states, answers, a profile, corrections and scans. */
@Tag("browser")
@Tag("long")
final class UspsPagesIT extends AllPagesContract {
  private static final String US = "harbor-mail";
  private static final String USPS = "usps-dts";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String PROFILE =
      """
      name: Invented layout
      files: *.cnf
      skip: 0
      separator: ;
      efn: 1
      piece: 2
      level: 3
      text: 4
      accepted: A
      rejected: E
      """;

  @TempDir private static Path folder;
  private static TestGateway partner;

  @Order(1)
  @RegisterExtension
  static final Desk DESK = Desk.of(UspsPagesIT::home);

  @Order(2)
  @RegisterExtension
  static final BeforeAllCallback STORY = context -> story();

  @Override
  Desk desk() {
    return DESK;
  }

  @Override
  String state() {
    return "usps";
  }

  private static TestHome home() throws Exception {
    var us = TestPki.rsa("CN=" + US);
    var them = TestPki.rsa("CN=" + USPS);
    partner =
        TestGateway.start(
            new TestHome(folder.resolve("them"))
                .station(USPS, them)
                .partner(US, us.certificate())
                .partnership(US, USPS, Map.of()));
    Map<String, String> manifests = new LinkedHashMap<>(TestHome.sending(partner.url()));
    manifests.put("gw.usps", "manifests");
    return new TestHome(folder.resolve("us"))
        .station(US, us)
        .partner(USPS, them.certificate())
        .partnership(US, USPS, manifests)
        .partnership(USPS, US, Map.of("gw.usps", "answers"));
  }

  @AfterAll
  static void stop() {
    partner.close();
  }

  private static Gateway gateway() {
    return DESK.station().gateway();
  }

  private static String date(int daysAgo) {
    return LocalDate.now(Clock.systemUTC().withZone(ZoneOffset.UTC))
        .minusDays(daysAgo)
        .format(DateTimeFormatter.BASIC_ISO_DATE);
  }

  private static String send(int serial, int pieces, FileState state) throws Exception {
    String efn = Samples.efn(serial);
    String dated = Samples.with(Samples.manifest(efn, serial * 1000, pieces), 1, 4, date(3));
    String manifest = state == FileState.BLOCKED ? Samples.with(dated, 3, 4, "055") : dated;
    gateway()
        .submit(
            US + "-to-" + USPS,
            "manifest_%02d.ssf".formatted(serial),
            Optional.empty(),
            Optional.of("text/plain"),
            stream(manifest));
    var files = gateway().usps().ledger().files();
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> files.find(efn).filter(f -> f.state() == state).isPresent());
    return efn;
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void story() throws Exception {
    gateway().usps().mailerIds().put("999999999", "Blue Ridge Catalog & Sons");
    send(1, 12, FileState.BLOCKED);
    String partly = send(2, 48, FileState.RECEIVED);
    String rejected = send(3, 20, FileState.RECEIVED);
    String scanned = send(4, 30, FileState.RECEIVED);
    String accepted = send(5, 15, FileState.RECEIVED);
    send(6, 8, FileState.RECEIVED);
    var ledger = gateway().usps().ledger();
    for (String efn : new String[] {partly, scanned}) {
      long id = ledger.files().find(efn).orElseThrow().id();
      Awaitility.await().atMost(PATIENCE).until(() -> ledger.messages().isEntered(id));
    }
    answer(partly, rejected, scanned, accepted);
    scan(scanned);
    gateway()
        .usps()
        .corrections()
        .build(
            partly,
            Selection.of(
                gateway().usps().corrections().rejected(ledger.files().find(partly).orElseThrow())),
            "boss");
  }

  private static void answer(String partly, String rejected, String scanned, String accepted)
      throws IOException {
    var answers = gateway().usps().answers();
    answers.save(ProfileText.parse("", PROFILE), "boss");
    String text =
        partly
            + ";"
            + Samples.pic(2005)
            + ";E;CHECK DIGIT ERROR\r\n"
            + partly
            + ";"
            + Samples.pic(2017)
            + ";E;INVALID DESTINATION ZIP CODE\r\n"
            + scanned
            + ";;A;\r\n"
            + accepted
            + ";;A;\r\n";
    answers.upload("tonight.cnf", stream(text), "boss");
    answers.upload("tonight.err", stream(rejected + " INVALID MAILER ID\r\n"), "boss");
    answers.upload("notice.pdf", stream("%PDF-1.7 a notice"), "boss");
  }

  private static void scan(String scanned) throws IOException {
    StringBuilder extract = new StringBuilder("a line that is no event\r\n");
    for (int i = 0; i < 27; i++) {
      String pic = Samples.pic(4000 + i);
      extract.append(line(scanned, pic, "07", "ARRIVED AT UNIT", date(2), "0712"));
      extract.append(i % 3 == 0 ? line(scanned, pic, "01", "DELIVERED", date(1), "1305") : "");
    }
    extract.append(line(scanned, Samples.pic(9999), "07", "ARRIVED AT UNIT", date(1), "0800"));
    gateway().usps().scans().upload("extract.txt", "boss", stream(extract.toString()));
    var files = gateway().usps().ledger().files();
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> files.find(scanned).filter(f -> f.scans().scanned() == 27).isPresent());
  }

  private static String line(
      String efn, String pic, String code, String name, String date, String time) {
    return ExtractLines.inFile(efn, ExtractLines.line(pic, code, name, date, time)) + "\r\n";
  }
}
