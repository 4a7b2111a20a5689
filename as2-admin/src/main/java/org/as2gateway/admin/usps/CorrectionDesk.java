package org.as2gateway.admin.usps;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.as2gateway.Gateway;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.Text;
import org.as2gateway.delivery.RefusedOperation;
import org.as2gateway.people.accounts.JdbcAuditLog.Change;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.payload.SubmittedFiles;
import org.as2gateway.usps.correction.CorrectionException;
import org.as2gateway.usps.correction.Corrections;
import org.as2gateway.usps.correction.Draft;
import org.as2gateway.usps.correction.PieceSet;
import org.as2gateway.usps.correction.Selection;
import org.as2gateway.usps.ledger.PieceAnswer;
import org.as2gateway.usps.ledger.UspsFile;
import org.as2gateway.usps.preflight.CheckedFile;
import org.as2gateway.usps.preflight.Verdict;

/** Corrections of manifests: built, checked, sent, each change in the audit log. */
final class CorrectionDesk {
  private final Gateway gateway;
  private final Clock clock;

  CorrectionDesk(Gateway gateway, Clock clock) {
    this.gateway = gateway;
    this.clock = clock;
  }

  Corrections corrections() {
    return gateway.usps().corrections();
  }

  /** The file of that number. */
  UspsFile requireFile(String efn) {
    return gateway
        .usps()
        .ledger()
        .files()
        .find(efn)
        .orElseThrow(
            () ->
                new ProblemException(
                    404, "no file has the electronic file number '" + Text.cut(efn) + "'"));
  }

  /** Pieces of a file that were rejected and not accepted since. */
  List<PieceAnswer> rejected(UspsFile file, int limit) {
    return gateway.usps().ledger().rejected(file.id(), limit);
  }

  /** Hashes of all of them. */
  PieceSet allRejected(UspsFile file) {
    return corrections().rejected(file);
  }

  /** Why a file cannot be corrected; empty if it can. */
  Optional<String> refusal(String efn) {
    try {
      corrections().requireCorrectable(efn);
      return Optional.empty();
    } catch (CorrectionException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** Whether corrections of a file get file type 4, as its partnership says. */
  boolean isTypeFour(UspsFile file) {
    return gateway
        .registry()
        .partnerships()
        .partnership(file.partnership())
        .map(Partnership::usps)
        .filter(policy -> policy.isCorrectionType4())
        .isPresent();
  }

  Draft build(Caller caller, UspsFile file, Selection selection)
      throws IOException, CorrectionException {
    Draft draft = corrections().build(file.efn(), selection, caller.actor().name());
    audit(caller, new Change("usps-correction", file.efn(), null, summary(draft)));
    return draft;
  }

  private static String summary(Draft draft) {
    return draft.id() + ", " + draft.size().pieces() + " pieces";
  }

  /** The correction of that id. */
  Draft require(String id) {
    return corrections()
        .drafts()
        .find(id)
        .orElseThrow(
            () -> new ProblemException(404, "no correction has the id '" + Text.cut(id) + "'"));
  }

  /** What the check before sending finds in it. */
  CheckedFile check(Draft draft) throws IOException {
    try (InputStream stream = corrections().content(draft).open()) {
      return gateway.usps().checks().check(draft.filename(), stream, true);
    }
  }

  /**
   * Sends a correction, once. Whether findings stop it is decided by its partnership, as for any
   * manifest.
   *
   * @throws ProblemException with status 409 if it was sent before
   */
  synchronized MessageRecord send(Caller caller, String id) throws IOException, RefusedOperation {
    Draft draft = require(id);
    if (draft.message() != null) {
      throw new ProblemException(
          409, "this correction was sent with message '" + draft.message() + "'");
    }
    try (InputStream stream = corrections().content(draft).open()) {
      SubmittedFiles files =
          SubmittedFiles.of(
              new SubmittedFiles.SubmittedFile(draft.filename(), Optional.empty(), stream));
      MessageRecord message =
          gateway.submitCorrection(draft.partnership(), Optional.empty(), files);
      corrections().sent(draft, message.id());
      audit(caller, new Change("usps-correction-send", draft.efn(), draft.id(), message.id()));
      return message;
    }
  }

  void remove(Caller caller, Draft draft) {
    if (draft.message() != null) {
      throw new ProblemException(
          409, "this correction was sent with message '" + draft.message() + "' and is kept");
    }
    corrections().remove(draft);
    audit(caller, new Change("usps-correction-remove", draft.efn(), summary(draft), null));
  }

  /** Whether a verdict would stop a file by the default of partnerships. */
  static boolean isBad(Verdict verdict) {
    return verdict.compareTo(Verdict.HOLD) >= 0;
  }

  private void audit(Caller caller, Change change) {
    gateway.identity().audit().add(clock.instant(), caller.actor(), change);
  }
}
