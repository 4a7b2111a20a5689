package org.as2gateway.outbound;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.disk.Fsync;
import org.as2gateway.messagelog.MessageEvent;
import org.as2gateway.messagelog.MessageRecord;
import org.as2gateway.messagelog.MessageStatus;
import org.as2gateway.messagelog.PayloadRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files the source of a message that has ended: to {@code sent/} if acknowledged, else to {@code
 * failed/}. Every step can be repeated, so that a crash in between does no harm. Safe for many
 * threads.
 */
final class SourceFiles {
  private static final Logger LOG = LoggerFactory.getLogger(SourceFiles.class);

  private final OutboundContext context;
  private final HeldFiles held;

  SourceFiles(OutboundContext context) {
    this.context = context;
    this.held = new HeldFiles(context.folders().data().resolve("intake"));
  }

  HeldFiles held() {
    return held;
  }

  /** Files the source of a message; does nothing while the message is open or has no source. */
  void file(MessageRecord message) {
    String name = message.sourceFile();
    if (name == null || !message.status().isEnd()) {
      return;
    }
    try {
      move(message, name);
      held.release(message.partnership(), name, message.id());
    } catch (IOException e) {
      held.tryLater(message.id());
      LOG.error(
          "message {} is {}, but its file '{}' could not be moved; tried again soon: {}",
          message.id(),
          message.status().text(),
          name,
          e.toString());
    }
  }

  private void move(MessageRecord message, String name) throws IOException {
    String partnership = message.partnership();
    boolean isSent = message.status() == MessageStatus.ACKNOWLEDGED;
    Optional<Path> moved =
        isSent
            ? context.payloads().moveToSent(message.id(), 0, partnership, name)
            : context.payloads().moveToFailed(message.id(), 0, partnership, name);
    if (moved.isPresent()) {
      if (isSent) {
        removeSame(context.folders().failed(partnership), name, moved.get());
      }
      String where = (isSent ? "sent/" : "failed/") + partnership;
      context
          .messages()
          .addEvent(
              message.id(),
              new MessageEvent(context.clock().instant(), "filed", null, "file is in " + where));
      reportIfChanged(message, moved.get());
    }
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
    LOG.error("ALERT: message {}, file '{}': {}", message.id(), message.sourceFile(), detail);
    context
        .messages()
        .addEvent(
            message.id(),
            new MessageEvent(context.clock().instant(), "source-changed", null, detail));
  }

  /**
   * Removes the file from where it lay before the resend, under its name or, if that was taken when
   * it was filed, another.
   */
  private static void removeSame(Path folder, String name, Path file) throws IOException {
    if (!Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
      return; // a suffix is given only while the name itself is taken
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path candidate : files) {
        if (Files.isSameFile(candidate, file)) {
          Files.deleteIfExists(candidate);
          Fsync.folder(folder);
          return;
        }
      }
    } catch (NoSuchFileException e) {
      return; // taken away meanwhile
    }
  }

  /**
   * A message that was queued again holds its file as it did the first time. It may have ended by
   * now: that is looked at again soon.
   */
  void holdAgain(MessageRecord message) throws IOException {
    String name = message.sourceFile();
    if (name != null) {
      held.hold(message.partnership(), Map.of(name, message.id()));
      held.tryLater(message.id());
    }
  }

  /** Files what could not be filed before. */
  void retry() {
    for (String id : held.toTry()) {
      context.messages().find(id).ifPresent(this::file);
    }
  }

  /** Brings files and messages together again after a stop of any kind. */
  void recover() throws IOException {
    for (String id : held.marked()) {
      Optional<MessageRecord> message = context.messages().find(id);
      String name = message.map(MessageRecord::sourceFile).orElse(null);
      if (message.isEmpty()) { // its transaction never committed
        Files.deleteIfExists(context.folders().payloads().resolve(id + "-0"));
        held.discard(id);
      } else if (name == null) {
        held.discard(id);
      } else {
        held.restore(message.get().partnership(), name, id);
        file(message.get());
      }
    }
  }
}
