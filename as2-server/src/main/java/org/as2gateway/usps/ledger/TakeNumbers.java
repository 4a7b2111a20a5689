package org.as2gateway.usps.ledger;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.as2gateway.store.log.MessageLog;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.usps.ledger.FileMessage.State;

/**
 * Enters the files of a message before it is sent, and takes their numbers, for one message at a
 * time: of two with the same number, or with the same piece under two numbers, only one gets it.
 * This process alone has the database.
 */
final class TakeNumbers {
  private final Ledger ledger;
  private final MessageLog log;
  private final Clock clock;
  private final ReentrantLock oneAtATime = new ReentrantLock();

  TakeNumbers(Ledger ledger, MessageLog log, Clock clock) {
    this.ledger = ledger;
    this.log = log;
    this.clock = clock;
  }

  /**
   * What became of a claim.
   *
   * @param isStopped whether the message must not be sent as it is
   * @param taken the parts whose number another message has
   * @param shared pieces that another message has, by hash, with the number of its file
   */
  record Taken(boolean isStopped, List<Claim.Part> taken, Map<Long, String> shared) {}

  /** Enters the files; may be called again for the same message. */
  Taken take(Claim claim) {
    oneAtATime.lock();
    try {
      return ledger.transactions().inTransaction(() -> takeAlone(claim));
    } finally {
      oneAtATime.unlock();
    }
  }

  private Taken takeAlone(Claim claim) {
    boolean isOpen =
        log.find(claim.message()).filter(m -> m.status() == MessageStatus.QUEUED).isPresent();
    if (!isOpen) {
      return new Taken(claim.isStopped(), List.of(), Map.of()); // it was canceled meanwhile
    }
    ledger.messages().remove(claim.message());
    Instant now = clock.instant();
    LedgerHistory history = new LedgerHistory(ledger, claim.family(), now);
    Map<Claim.Part, UspsFile> files = new LinkedHashMap<>();
    List<Claim.Part> taken = new ArrayList<>();
    for (Claim.Part part : claim.parts()) {
      if (part.hasNumber()) {
        UspsFile file = file(part, claim.partnership(), now);
        files.put(part, file);
        if (!claim.isCorrection() && history.isTaken(file)) {
          taken.add(part);
        }
      }
    }
    Map<Long, String> shared = ledger.claims().shared(claim.message(), claim.family());
    boolean isReuse = !taken.isEmpty() || !shared.isEmpty();
    boolean isStopped = claim.isStopped() || (claim.isStoppedByReuse() && isReuse);
    files.forEach(
        (part, file) -> enter(claim, part, file, isStopped ? State.BLOCKED : State.QUEUED));
    return new Taken(isStopped, taken, shared);
  }

  private UspsFile file(Claim.Part part, String partnership, Instant now) {
    JdbcFiles files = ledger.files();
    String efn = part.header().efn();
    files
        .find(efn)
        .filter(known -> !known.times().changed().isAfter(now.minus(Ledger.MEMORY)))
        .ifPresent(old -> files.giveUpNumber(old.id()));
    if (files.find(efn).isEmpty()) {
      files.insert(part.header(), partnership, FileState.UNUSED, now);
    }
    return files.find(efn).orElseThrow();
  }

  private void enter(Claim claim, Claim.Part part, UspsFile file, State state) {
    JdbcFiles files = ledger.files();
    Instant now = clock.instant();
    boolean isFree =
        !file.isProven()
            && ledger.messages().links(file.id()).stream()
                .noneMatch(JdbcFileMessages.Link::takesNumber);
    if (isFree) {
      files.putHeader(file.id(), part.header(), claim.partnership(), part.pieces());
      files.putState(file.id(), state == State.BLOCKED ? FileState.BLOCKED : FileState.QUEUED, now);
    }
    ledger
        .messages()
        .add(
            new FileMessage(
                file.id(),
                claim.message(),
                part.payload(),
                part.header().line(),
                state,
                claim.isCorrection(),
                part.sha256(),
                part.pieces()));
    String detail = claim.isCorrection() ? "a correction with " : "with ";
    files.addStep(
        file.id(),
        new FileStep(now, state.text(), claim.message(), null, detail + pieces(part.pieces())));
  }

  private static String pieces(int count) {
    return count == 1 ? "1 piece" : "%,d pieces".formatted(count);
  }
}
