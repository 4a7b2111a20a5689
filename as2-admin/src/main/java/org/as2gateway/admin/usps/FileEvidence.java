package org.as2gateway.admin.usps;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.Gateway;
import org.as2gateway.admin.evidence.EvidencePack;
import org.as2gateway.admin.messages.MessageEvidence;
import org.as2gateway.admin.page.Csv;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.Json;
import org.as2gateway.as2.wire.ContentSource;
import org.as2gateway.people.accounts.JdbcAuditLog.Change;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.usps.answers.AnswerFile;
import org.as2gateway.usps.answers.JdbcAnswerFindings.Said;
import org.as2gateway.usps.ledger.FileMessage;
import org.as2gateway.usps.ledger.UspsFile;
import org.as2gateway.usps.scans.Scan;
import org.as2gateway.usps.scans.ScanPage;
import org.as2gateway.usps.scans.ScanQuery;
import org.as2gateway.usps.scans.Scans;

/**
 * All that is kept of a file that went to USPS, in one zip: its messages with their receipts, the
 * answers that name it, what the check found, its timeline and its scans. Names of recipients stay
 * out of the table of scans.
 */
final class FileEvidence {
  private static final int MOST_MESSAGES = 400;
  private static final int MOST_ANSWERS = 400;
  private static final int PAGE = 1000;
  private static final String README =
      """
      EVIDENCE OF ONE FILE THAT WENT TO USPS

      Electronic file number: %s

      messages/ID.zip        each message that carried the file, a correction of it or an answer about it: payload,
                             signature, receipt; the README.txt inside explains how to verify it with openssl alone
      documents/file.json    state, header, timeline, counts, what the check before sending found, what answers said
      documents/scans.csv    scan events of its pieces; date and time are local to the facility, not converted
      documents/answer-N.bin an answer that a user uploaded, as it was
      manifest.json          every file here with its size and SHA-256; manifest.p7s is the gateway's signature

      './as2 verify FILE.zip' verifies the pack and every message in it, on any machine.

      A receipt proves that the bytes arrived. Whether USPS accepted the file is stated by an answer, or by a user's
      mark with a note: see the timeline in documents/file.json.
      """;

  private final Gateway gateway;
  private final Clock clock;
  private final FilesDesk desk;

  FileEvidence(Gateway gateway, Clock clock, FilesDesk desk) {
    this.gateway = gateway;
    this.clock = clock;
    this.desk = desk;
  }

  /** Writes the zip and records who took it. */
  void write(Caller caller, UspsFile file, OutputStream out) throws IOException {
    gateway
        .identity()
        .audit()
        .add(clock.instant(), caller.actor(), Change.of("usps-evidence-export", file.efn()));
    EvidencePack pack = new EvidencePack("USPS file " + file.efn(), README.formatted(file.efn()));
    Set<String> messages = new LinkedHashSet<>();
    gateway.usps().ledger().messages().ofFile(file.id()).stream()
        .map(FileMessage::message)
        .forEach(messages::add);
    for (Said said : gateway.usps().answers().findings().ofFile(file.efn(), MOST_ANSWERS)) {
      gateway
          .usps()
          .answers()
          .files()
          .find(said.answer())
          .ifPresent(answer -> add(pack, answer, messages));
    }
    messages.stream().limit(MOST_MESSAGES).forEach(id -> add(pack, id));
    byte[] detail = Json.tree(desk.detail(file)).toPrettyString().getBytes(StandardCharsets.UTF_8);
    pack.document("file.json", json -> json.write(detail));
    pack.document("scans.csv", csv -> scans(file, csv));
    pack.writeTo(out, gateway.evidence(), clock.instant());
  }

  private void add(EvidencePack pack, String message) {
    Optional<MessageRecord> record = gateway.messages().find(message);
    record.ifPresent(found -> pack.message(found.id(), MessageEvidence.of(gateway, clock, found)));
  }

  private void add(EvidencePack pack, AnswerFile answer, Set<String> messages) {
    String message = answer.place().message();
    if (message != null) {
      messages.add(message);
      return;
    }
    Optional<ContentSource> content = gateway.usps().answers().content(answer);
    content.ifPresent(
        source ->
            pack.document(
                "answer-" + answer.id() + ".bin",
                out -> {
                  try (var stream = source.open()) {
                    stream.transferTo(out);
                  }
                }));
  }

  private void scans(UspsFile file, OutputStream stream) throws IOException {
    Writer out = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
    out.write(
        Csv.line("number", "code", "text", "local date", "local time", "facility ZIP", "facility"));
    Scans scans = gateway.usps().scans();
    Optional<String> cursor = Optional.empty();
    do {
      ScanPage page = scans.list(ScanQuery.of(Optional.of(file.efn()), cursor, PAGE));
      for (Scan scan : page.scans()) {
        out.write(
            Csv.line(
                scan.number(),
                scan.code(),
                scans.codes().text(scan.code(), scan.name()),
                scan.date(),
                scan.time(),
                scan.facilityZip(),
                scan.facility()));
      }
      cursor = page.next();
    } while (cursor.isPresent());
    out.flush();
  }
}
