package org.as2gateway.usps.intake;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.as2gateway.store.db.DatabaseException;
import org.as2gateway.store.log.MessageLog;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.PayloadRecord;
import org.as2gateway.store.payload.Content;
import org.as2gateway.usps.intake.JdbcIntake.Waiting;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works off the files that wait; to be run again and again, by one thread. A file that cannot be
 * read comes again after a while, and the others do not wait for it.
 */
public final class Intake implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
  private static final int BATCH = 100;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
  private static final int MOST_DOUBLINGS = 8;

  private final JdbcIntake waiting;
  private final MessageLog messages;
  private final Payloads payloads;
  private final List<IncomingFileHandler> handlers;
  private final Clock clock;

  /** Where the kept copies of payloads are. */
  @FunctionalInterface
  public interface Payloads {
    /** The kept copy of a file of a message; empty if it is gone. */
    Optional<Content> find(String message, int payload);
  }

  /**
   * Offers files to those handlers.
   *
   * @param handlers asked in this order
   */
  public Intake(
      JdbcIntake waiting,
      MessageLog messages,
      Payloads payloads,
      List<IncomingFileHandler> handlers,
      Clock clock) {
    this.waiting = waiting;
    this.messages = messages;
    this.payloads = payloads;
    this.handlers = List.copyOf(handlers);
    this.clock = clock;
  }

  @Override
  public void run() {
    List<Waiting> due;
    do {
      due = waiting.due(clock.instant(), BATCH);
      for (Waiting file : due) {
        if (Thread.currentThread().isInterrupted()) {
          return;
        }
        tryOnce(file);
      }
    } while (due.size() == BATCH);
  }

  private void tryOnce(Waiting file) {
    try {
      offer(file);
      waiting.remove(file);
    } catch (DatabaseException e) {
      throw e;
    } catch (IOException | RuntimeException e) { // others must not wait for it
      Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(file.tries(), MOST_DOUBLINGS));
      LOG.error(
          "file {} of message {} cannot be read for the USPS desk; will retry in {}",
          file.payload() + 1,
          file.message(),
          pause,
          e);
      waiting.postpone(file, clock.instant().plus(pause));
    }
  }

  private void offer(Waiting file) throws IOException {
    Optional<MessageRecord> message = messages.find(file.message());
    Optional<Content> content = payloads.find(file.message(), file.payload());
    if (message.isEmpty() || content.isEmpty()) {
      LOG.warn(
          "file {} of message {} is gone; the USPS desk has not read it",
          file.payload() + 1,
          file.message());
      return;
    }
    PayloadRecord payload = message.get().payloads().get(file.payload());
    IncomingFile incoming =
        new IncomingFile(
            file.message(),
            file.payload(),
            message.get().partnership(),
            payload.filename(),
            payload.sha256(),
            content.get());
    for (IncomingFileHandler handler : handlers) {
      if (handler.take(incoming)) {
        return;
      }
    }
  }
}
