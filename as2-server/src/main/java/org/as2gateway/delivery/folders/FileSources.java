package org.as2gateway.delivery.folders;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.delivery.DeliveryContext;
import org.as2gateway.store.log.EventKind;
import org.as2gateway.store.log.MessageEvent;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.PayloadRecord;
import org.as2gateway.store.log.UnfiledSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves the files of messages that have ended: to {@code sent/} if acknowledged, else to {@code
 * failed/}. It works off what the message log lists, which the end of a message adds to whoever
 * records it. Every step can be repeated, so that a crash in between does no harm. {@link #run} it
 * several times a second, by one thread.
 */
public final class FileSources implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(FileSources.class);
  private static final int PAGE = 100;

  /** For ends whose commit was not visible yet when the change was seen. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private static final Duration RETRY = Duration.ofSeconds(5);

  private final DeliveryContext context;
  private final Map<String, Instant> failing = new HashMap<>();
  private Instant lastLook = Instant.MIN;
  private long changesSeen = -1;

  /** The files of all messages. */
  public FileSources(DeliveryContext context) {
    this.context = context;
  }

  /** Looks if a message has changed, and once a second in any case. */
  @Override
  public synchronized void run() {
    Instant now = context.clock().instant();
    long changes = context.messages().countChanges();
    boolean isQuiet =
        changes == changesSeen
            && !now.isBefore(lastLook)
            && now.isBefore(lastLook.plus(LONGEST_PAUSE));
    if (!isQuiet) {
      changesSeen = changes;
      lastLook = now;
      fileAll(now);
    }
  }

  private void fileAll(Instant now) {
    List<UnfiledSource> page = context.messages().unfiledSources("", PAGE);
    if (page.isEmpty()) {
      failing.clear();
    }
    while (!page.isEmpty()) {
      // No file moves for an end that a power cut could take back.
      context.transactions().durably(() -> true);
      page.stream().filter(source -> isDue(source, now)).forEach(source -> file(source, now));
      page = context.messages().unfiledSources(page.get(page.size() - 1).messageId(), PAGE);
    }
  }

  private boolean isDue(UnfiledSource source, Instant now) {
    Instant failed = failing.get(source.messageId());
    return failed == null || now.isBefore(failed) || !now.isBefore(failed.plus(RETRY));
  }

  private void file(UnfiledSource source, Instant now) {
    Optional<MessageRecord> found = context.messages().find(source.messageId());
    String name = found.map(message -> message.state().sourceFile()).orElse(null);
    try {
      if (found.isPresent() && name != null && found.get().status() == source.status()) {
        move(found.get(), name);
      }
      context.messages().removeUnfiledSource(source);
      failing.remove(source.messageId());
    } catch (IOException | IllegalArgumentException | DirectoryIteratorException e) {
      if (failing.put(source.messageId(), now) == null) {
        LOG.error(
            "message {} is {}, but its file '{}' could not be moved; tried again every {} seconds:"
                + " {}",
            source.messageId(),
            source.status().text(),
            name,
            RETRY.toSeconds(),
            e.toString());
      }
    }
  }

  private void move(MessageRecord message, String name) throws IOException {
    String partnership = message.partnership();
    boolean isSent = message.status().hasArrived();
    Optional<Path> moved =
        isSent
            ? moveToSent(message, name)
            : context.payloads().moveToFailed(message.id(), 0, partnership, name);
    if (moved.isPresent()) {
      event(message, EventKind.FILED, "file is in " + (isSent ? "sent/" : "failed/") + partnership);
      reportIfChanged(message, moved.get());
    } else if (isSent) {
      String detail =
          ("no file was moved to sent/%s: the kept copy of the payload is gone, and no file '%s' in"
                  + " failed/%s has the size and SHA-256 of what was sent; a file that is there"
                  + " stays there")
              .formatted(partnership, name, partnership);
      LOG.warn("message {}: {}", message.id(), detail);
      event(message, EventKind.NOT_FILED, detail);
    }
  }

  /** The kept copy may have expired before the message was acknowledged. */
  private Optional<Path> moveToSent(MessageRecord message, String name) throws IOException {
    String partnership = message.partnership();
    Optional<Path> moved = context.payloads().moveToSent(message.id(), 0, partnership, name);
    if (moved.isPresent()) {
      return moved;
    }
    PayloadRecord sent = message.payloads().get(0);
    return context.payloads().moveFailedToSent(partnership, name, sent.bytes(), sent.sha256());
  }

  /** A file that was written to after it was taken is not what was sent: its owner has to know. */
  private void reportIfChanged(MessageRecord message, Path file) throws IOException {
    PayloadRecord sent = message.payloads().get(0);
    long bytes;
    try {
      bytes = Files.size(file);
    } catch (NoSuchFileException e) {
      return; // taken away meanwhile
    }
    if (sent.sha256().isEmpty() || bytes == sent.bytes()) {
      return;
    }
    String detail =
        "%d octets were sent; its owner has written to the file since, it has %d now"
            .formatted(sent.bytes(), bytes);
    LOG.error(
        "ALERT: message {}, file '{}': {}", message.id(), message.state().sourceFile(), detail);
    event(message, EventKind.SOURCE_CHANGED, detail);
  }

  private void event(MessageRecord message, EventKind kind, String detail) {
    context
        .messages()
        .addEvent(message.id(), new MessageEvent(context.clock().instant(), kind, null, detail));
  }
}
