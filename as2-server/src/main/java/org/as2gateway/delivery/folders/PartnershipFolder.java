package org.as2gateway.delivery.folders;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.delivery.DeliveryContext;
import org.as2gateway.delivery.QueuedMessages;
import org.as2gateway.delivery.Transport;
import org.as2gateway.delivery.folders.FolderIntake.Candidate;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.store.log.MessageIds;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.PayloadRecord;
import org.as2gateway.store.payload.FileLabel;
import org.as2gateway.store.payload.StorageException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns complete files of one outbox folder into queued messages, at most {@link
 * OutboxFolders#WINDOW} open ones at a time: the folder itself is the queue behind them. Not safe
 * for many threads.
 */
final class PartnershipFolder {
  private static final Logger LOG = LoggerFactory.getLogger(PartnershipFolder.class);
  private static final int BATCH = 100;

  private final DeliveryContext context;
  private final Transport transport;
  private final QueuedMessages queued;
  private final IntakeMarks marks;
  private final FolderIntake intake;
  private final Set<String> unsure = new LinkedHashSet<>();
  private String missingBefore = "";

  /**
   * Names that belong to a message, asked for once a look: a file of such a name may be the one
   * that is being sent, or is about to be moved.
   */
  private final class HeldFiles implements FolderIntake.Taken {
    private final String partnership;
    private @Nullable Set<String> names;

    HeldFiles(String partnership) {
      this.partnership = partnership;
    }

    @Override
    public boolean isTaken(String name) {
      if (names == null) {
        names = context.messages().heldSources(partnership);
      }
      return names.contains(name);
    }
  }

  PartnershipFolder(
      DeliveryContext context,
      Transport transport,
      IntakeMarks marks,
      Path folder,
      Duration settle) {
    this.context = context;
    this.transport = transport;
    this.queued = new QueuedMessages(context);
    this.marks = marks;
    this.intake = new FolderIntake(folder, settle, 2 * OutboxFolders.WINDOW);
  }

  /** Looks once; says whether anything was queued. */
  boolean scan(Registry registry, Partnership partnership) throws IOException {
    settleUnsure();
    Instant now = context.clock().instant();
    List<Candidate> complete =
        intake.look(new HeldFiles(partnership.name()), partnership.queue().isOrdered(), now);
    if (complete.isEmpty() || isIncomplete(registry, partnership, now)) {
      return false;
    }
    int room = OutboxFolders.WINDOW - context.messages().countOpen(partnership.name());
    List<Candidate> free = complete.subList(0, Math.max(0, Math.min(room, complete.size())));
    boolean hasQueued = false;
    for (int start = 0; start < free.size(); start += BATCH) {
      hasQueued |= take(partnership, free.subList(start, Math.min(start + BATCH, free.size())));
    }
    return hasQueued;
  }

  private boolean isIncomplete(Registry registry, Partnership partnership, Instant now) {
    String missing = String.join(", ", transport.missingToSend(partnership, registry, now));
    if (!missing.isEmpty() && !missing.equals(missingBefore)) {
      LOG.warn(
          "files for partnership '{}' wait in its outbox folder until it has {}",
          partnership.name(),
          missing);
    }
    missingBefore = missing;
    return !missing.isEmpty();
  }

  private boolean take(Partnership partnership, List<Candidate> batch) throws IOException {
    Map<String, String> idsByName = new LinkedHashMap<>();
    for (Candidate file : batch) {
      String id = MessageIds.next(context.clock());
      idsByName.put(file.name(), id);
      unsure.add(id);
    }
    marks.add(idsByName.values());
    List<MessageRecord> messages = new ArrayList<>();
    for (Candidate file : batch) {
      keep(partnership, file, idsByName.getOrDefault(file.name(), "")).ifPresent(messages::add);
    }
    if (!messages.isEmpty()) {
      context
          .transactions()
          .durably(
              () -> {
                messages.forEach(m -> queued.enqueue(m, "from outbox/" + partnership.name()));
                return true;
              });
      for (MessageRecord message : messages) {
        marks.remove(message.id());
        unsure.remove(message.id());
      }
      LOG.info("partnership '{}': {} files queued", partnership.name(), messages.size());
    }
    settleUnsure();
    return !messages.isEmpty();
  }

  /** Gives the file its second name under data/, so that it cannot be lost from now on. */
  private Optional<MessageRecord> keep(Partnership partnership, Candidate file, String id)
      throws IOException {
    Path kept;
    try {
      kept = context.payloads().keepSource(id, 0, intake.folder().resolve(file.name()));
    } catch (NoSuchFileException e) {
      return Optional.empty(); // its owner took it back
    } catch (StorageException e) {
      throw e;
    } catch (IOException e) { // trouble with this file: those behind it are to go on
      intake.reportOnce(file.name(), "cannot be taken, tried again: " + e);
      return Optional.empty();
    }
    BasicFileAttributes found =
        Files.readAttributes(kept, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!found.isRegularFile() || found.size() != file.size()) {
      return Optional.empty(); // changed since it was looked at: look again
    }
    PayloadRecord payload =
        new PayloadRecord(
            FileLabel.clean(file.name()),
            partnership.message().contentType(),
            file.size(),
            "",
            null);
    return Optional.of(transport.create(id, partnership, null, List.of(payload), file.name()));
  }

  /**
   * Lets go of files of which no message was made. After a failed transaction nobody knows whether
   * it was kept until the database can tell.
   */
  private void settleUnsure() throws IOException {
    for (String id : List.copyOf(unsure)) {
      if (context.messages().find(id).isEmpty()) {
        Files.deleteIfExists(context.folders().payloads().resolve(id + "-0"));
      }
      marks.remove(id);
      unsure.remove(id);
    }
  }
}
