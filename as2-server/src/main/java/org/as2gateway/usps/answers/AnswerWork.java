package org.as2gateway.usps.answers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.as2gateway.as2.wire.ContentSource;
import org.as2gateway.store.db.DatabaseException;
import org.as2gateway.usps.answers.AnswerFile.Counts;
import org.as2gateway.usps.answers.AnswerFile.State;
import org.as2gateway.usps.answers.JdbcAnswerFiles.Outcome;
import org.as2gateway.usps.files.AnswerLine;
import org.as2gateway.usps.files.AnswerReader;
import org.as2gateway.usps.files.PublishedMessages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads answers that are due: by the first profile that makes sense of them, else by what is
 * certain. To be run again and again; one file at a time.
 */
final class AnswerWork implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(AnswerWork.class);
  private static final Duration KEPT = Duration.ofDays(120);
  private static final int BATCH = 100;

  private final AnswerStores stores;
  private final LedgerAnswers ledger;
  private final Object turn = new Object();

  AnswerWork(AnswerStores stores) {
    this.stores = stores;
    this.ledger = new LedgerAnswers(stores);
  }

  @Override
  public void run() {
    long last = 0;
    Optional<AnswerFile> next = stores.files().nextDue(last);
    while (next.isPresent() && !Thread.currentThread().isInterrupted()) {
      last = next.get().id();
      tryOnce(last);
      next = stores.files().nextDue(last);
    }
  }

  private void tryOnce(long id) {
    try {
      read(id);
    } catch (DatabaseException e) {
      throw e;
    } catch (IOException | RuntimeException e) { // others must not wait for it
      LOG.error("answer file {} cannot be read; will retry", id, e);
    }
  }

  /** Removes answers after 120 days, except those that wait; each in a transaction of its own. */
  void forgetOld() {
    List<AnswerFile> old;
    do {
      old = stores.files().old(stores.clock().instant().minus(KEPT), BATCH);
      forget(old);
    } while (old.size() == BATCH && !Thread.currentThread().isInterrupted());
  }

  private void forget(List<AnswerFile> old) {
    for (AnswerFile file : old) {
      stores
          .transactions()
          .inTransaction(
              () -> {
                Optional.ofNullable(file.place().content()).ifPresent(stores.contents()::remove);
                stores.files().remove(file.id());
                return true;
              });
    }
  }

  /** Reads a file now, unless somebody has done so meanwhile. */
  void read(long id) throws IOException {
    synchronized (turn) {
      Optional<AnswerFile> file = stores.files().find(id);
      if (file.isPresent()) {
        read(file.get());
      }
    }
  }

  private void read(AnswerFile file) throws IOException {
    if (!file.kind().isReadable()) {
      String note = "it is " + file.kind().label() + ", not readable as text; it is kept as it is";
      finish(file, new Outcome(State.ASIDE, null, Counts.NONE, note));
      return;
    }
    Optional<ContentSource> content = content(file);
    if (content.isEmpty()) {
      finish(file, new Outcome(file.state(), file.profile(), file.counts(), "its content is gone"));
      return;
    }
    PublishedMessages messages = PublishedMessages.of(stores.tables().get());
    Optional<Profile> profile = recognize(file, content.get(), messages);
    LineJudge judge =
        profile.<LineJudge>map(p -> new ProfileJudge(p, messages)).orElse(new CertainJudge());
    apply(file, content.get(), messages, profile, judge);
  }

  private void finish(AnswerFile file, Outcome outcome) {
    stores
        .transactions()
        .inTransaction(
            () -> {
              stores.files().put(file.id(), outcome);
              return true;
            });
  }

  /** The content; empty if it is gone. */
  Optional<ContentSource> content(AnswerFile file) {
    String message = file.place().message();
    String content = file.place().content();
    if (message != null) {
      return stores.payloads().find(message, file.place().payload()).map(c -> c);
    }
    return Optional.ofNullable(content).map(stores.contents()::source);
  }

  private Optional<Profile> recognize(
      AnswerFile file, ContentSource content, PublishedMessages messages) throws IOException {
    List<Profile> candidates =
        stores.profiles().all().stream()
            .filter(profile -> profile.isFor(file.partnership(), file.filename()))
            .toList();
    if (candidates.isEmpty()) {
      return Optional.empty();
    }
    String first = firstLine(content, messages);
    for (Profile profile : candidates) {
      if (profile.mayBeginWith(first) && hasMeaning(profile, content, messages)) {
        return Optional.of(profile);
      }
    }
    return Optional.empty();
  }

  private static String firstLine(ContentSource content, PublishedMessages messages)
      throws IOException {
    try (InputStream stream = content.open()) {
      return new AnswerReader(stream, messages).next().map(AnswerLine::raw).orElse("");
    }
  }

  private boolean hasMeaning(Profile profile, ContentSource content, PublishedMessages messages)
      throws IOException {
    try (InputStream stream = content.open()) {
      return new AnswerReading(new ProfileJudge(profile, messages), ledger, marks -> {})
          .read(stream, messages)
          .hasMeaning();
    }
  }

  private void apply(
      AnswerFile file,
      ContentSource content,
      PublishedMessages messages,
      Optional<Profile> profile,
      LineJudge judge)
      throws IOException {
    try {
      stores
          .transactions()
          .durably(
              () -> {
                AnswerFindings found = readInto(file, content, messages, judge);
                ledger.end(file, found.files());
                stores.files().put(file.id(), outcome(profile, found));
                return true;
              });
    } catch (UncheckedIOException e) {
      throw new IOException(e.getCause());
    }
  }

  private AnswerFindings readInto(
      AnswerFile file, ContentSource content, PublishedMessages messages, LineJudge judge) {
    try (InputStream stream = content.open()) {
      return new AnswerReading(judge, ledger, ledger.begin(file)).read(stream, messages);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Outcome outcome(Optional<Profile> profile, AnswerFindings found) {
    String cut =
        found.isCut() ? "a line has more than 65,536 bytes, the rest of it is not read" : "";
    if (profile.isPresent()) {
      return new Outcome(State.READ, profile.get().id(), Counts.of(found), cut);
    }
    String note =
        found.hasMeaning()
            ? "no profile reads it; what is certain was taken from it"
            : "no profile reads it, and nothing in it is certain";
    return new Outcome(
        State.WAITING, null, Counts.of(found), cut.isEmpty() ? note : note + "; " + cut);
  }
}
