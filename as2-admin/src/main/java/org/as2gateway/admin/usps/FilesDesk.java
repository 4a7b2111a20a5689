package org.as2gateway.admin.usps;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.as2gateway.Gateway;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.Text;
import org.as2gateway.admin.usps.UspsFileDetailJson.UspsFindingJson;
import org.as2gateway.admin.usps.UspsFileDetailJson.UspsHeaderJson;
import org.as2gateway.admin.usps.UspsFileDetailJson.UspsPartJson;
import org.as2gateway.admin.usps.UspsFileDetailJson.UspsPieceAnswerJson;
import org.as2gateway.admin.usps.UspsFileDetailJson.UspsStepJson;
import org.as2gateway.delivery.gate.Inspection;
import org.as2gateway.people.accounts.Actor;
import org.as2gateway.people.accounts.JdbcAuditLog.Change;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.OtherWay;
import org.as2gateway.usps.ledger.FileMessage;
import org.as2gateway.usps.ledger.FileQuery;
import org.as2gateway.usps.ledger.Ledger;
import org.as2gateway.usps.ledger.UspsFile;
import org.as2gateway.usps.owners.MailerIds;

/** The files of the ledger, to read and to mark, each mark in the audit log. */
public final class FilesDesk {
  private static final int MOST_NOTE = 500;
  private static final int MOST_ANSWERS = 1000;
  private static final int MOST_MESSAGES = 50;

  private final Gateway gateway;
  private final Clock clock;

  /** The desk of that gateway. */
  public FilesDesk(Gateway gateway, Clock clock) {
    this.gateway = gateway;
    this.clock = clock;
  }

  private Ledger ledger() {
    return gateway.usps().ledger();
  }

  /** A page of files, the newest first. */
  UspsFilesJson list(FileQuery query) {
    FileQuery oneMore =
        new FileQuery(
            query.states(),
            query.efn(),
            query.mailerIds(),
            query.partnership(),
            query.before(),
            query.limit() + 1);
    List<UspsFile> found = ledger().files().list(oneMore);
    List<UspsFile> page = found.subList(0, Math.min(query.limit(), found.size()));
    Map<Long, List<String>> messages =
        ledger().messages().ofFiles(page.stream().map(UspsFile::id).collect(Collectors.toSet()));
    MailerIds owners = gateway.usps().mailerIds().read();
    return new UspsFilesJson(
        page.stream()
            .map(file -> UspsFileJson.of(file, messages.getOrDefault(file.id(), List.of()), owners))
            .toList(),
        found.size() > page.size() ? Long.toString(page.get(page.size() - 1).id()) : null);
  }

  /** The mailer IDs of an owner. */
  List<String> mailerIdsOf(String owner) {
    return List.copyOf(gateway.usps().mailerIds().read().of(owner));
  }

  /**
   * The file of that number.
   *
   * @throws ProblemException with status 404
   */
  UspsFile require(String efn) {
    return ledger()
        .files()
        .find(efn)
        .orElseThrow(
            () ->
                new ProblemException(
                    404,
                    "the USPS ledger has no file '"
                        + Text.cut(efn)
                        + "'; it keeps files for 120 days after their last change"));
  }

  UspsFileJson json(UspsFile file) {
    List<String> messages =
        ledger().messages().ofFile(file.id()).stream()
            .map(FileMessage::message)
            .distinct()
            .toList();
    return UspsFileJson.of(file, messages, gateway.usps().mailerIds().read());
  }

  private UspsPartJson part(FileMessage link) {
    return UspsPartJson.of(
        link,
        gateway.messages().find(link.message()).map(MessageRecord::transport).orElse(null),
        isTwice(link));
  }

  /** Whether the file of that message also arrived another way. */
  private boolean isTwice(FileMessage link) {
    return gateway.otherWays().about(Set.of(link.message())).stream().anyMatch(OtherWay::isTwice);
  }

  /** All that is known of a file. */
  UspsFileDetailJson detail(UspsFile file) {
    List<FileMessage> messages = ledger().messages().ofFile(file.id());
    return new UspsFileDetailJson(
        json(file),
        UspsHeaderJson.of(file.header()),
        messages.stream().map(this::part).toList(),
        findings(messages),
        ledger().files().steps(file.id()).stream().map(UspsStepJson::of).toList(),
        ledger().answers().ofFile(file.id(), false, MOST_ANSWERS).stream()
            .map(UspsPieceAnswerJson::of)
            .toList());
  }

  /** Those of the newest messages, the newest message first; of each only about this file. */
  private List<UspsFindingJson> findings(List<FileMessage> messages) {
    List<UspsFindingJson> all = new ArrayList<>();
    int first = Math.max(0, messages.size() - MOST_MESSAGES);
    for (int i = messages.size() - 1; i >= first; i--) {
      FileMessage message = messages.get(i);
      List<FileMessage> parts = ledger().messages().ofMessage(message.message());
      Optional<Inspection> inspection = gateway.inspection(message.message());
      inspection.stream()
          .flatMap(found -> found.findings().stream())
          .filter(finding -> UspsFindingJson.isAbout(finding, message, parts))
          .forEach(finding -> all.add(UspsFindingJson.of(message.message(), finding)));
    }
    return all;
  }

  /**
   * A user says that a file was accepted.
   *
   * @throws ProblemException with status 404, 409 if it was not sent, or 422 if the note is blank
   *     or too long
   */
  UspsFile accept(Actor by, String efn, String text) {
    UspsFile file = require(efn);
    String note = text.strip();
    if (note.isEmpty() || note.length() > MOST_NOTE) {
      throw new ProblemException(
          422,
          "'note' has "
              + note.length()
              + " characters, expected 1 to "
              + MOST_NOTE
              + ": say how you know that USPS accepted the file");
    }
    boolean isSent =
        switch (file.state()) {
          case BLOCKED, QUEUED, UNUSED -> ledger().isTried(file.id());
          case SENT, RECEIVED, ACCEPTED, PARTLY, REJECTED, SCANNED -> true;
        };
    if (!isSent) {
      throw new ProblemException(
          409,
          "file '"
              + file.efn()
              + "' is "
              + file.state().text()
              + " and nothing of it was sent: USPS cannot have accepted it yet");
    }
    UspsFile after = ledger().accept(efn, by.name(), Text.cut(note), clock.instant()).orElse(file);
    gateway
        .identity()
        .audit()
        .add(
            clock.instant(),
            by,
            new Change("usps-accept", efn, file.state().text(), Text.cut(note)));
    return after;
  }
}
