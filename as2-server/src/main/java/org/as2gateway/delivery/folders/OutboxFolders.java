package org.as2gateway.delivery.folders;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.delivery.DeliveryContext;
import org.as2gateway.delivery.Transport;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.store.db.DatabaseException;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.payload.HomeFolders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes files dropped into {@code outbox/<partnership>/} (reliability.md §3.1). A file stays where
 * it is until its message has ended; meanwhile the kept copy is a second name of the same file.
 * Call {@link #scan} every second, by one thread.
 */
public final class OutboxFolders {
  /** Most open messages of a partnership before its files wait. */
  public static final int WINDOW = 1000;

  private static final Logger LOG = LoggerFactory.getLogger(OutboxFolders.class);
  private static final int MAX_REPORTED = 1000;

  private final DeliveryContext context;
  private final Transport transport;
  private final Duration settle;
  private final IntakeMarks marks;
  private final Map<String, PartnershipFolder> folders = new HashMap<>();
  private final Set<String> reported = new HashSet<>();

  /**
   * An intake that waits for nothing yet.
   *
   * @param settle how long a file must stand unchanged before it is taken
   */
  public OutboxFolders(DeliveryContext context, Transport transport, Duration settle) {
    this.context = context;
    this.transport = transport;
    this.settle = settle;
    this.marks = new IntakeMarks(context.folders().data().resolve("intake"));
  }

  /**
   * Removes what a stop has left behind of files that no message was made of; call it before the
   * first {@link #scan}. Older versions kept the mark until the file was moved: those files may
   * still have to be.
   */
  public void recover() throws IOException {
    for (String id : marks.all()) {
      Optional<MessageRecord> message = context.messages().find(id);
      if (message.isEmpty()) { // its transaction never committed
        Files.deleteIfExists(context.folders().payloads().resolve(id + "-0"));
      } else if (message.get().status().isEnd() && message.get().state().sourceFile() != null) {
        context
            .transactions()
            .durably(
                () -> {
                  context.messages().addUnfiledSource(message.get());
                  return true;
                });
      }
      marks.remove(id);
    }
  }

  /**
   * Looks at every folder once and queues what is complete. Trouble with one folder is logged and
   * does not keep the others waiting.
   *
   * @throws DatabaseException if the database fails; what was not queued is found again
   */
  public void scan() {
    Registry registry = context.registry().get();
    Set<String> known = new HashSet<>();
    for (Partnership partnership : registry.partnerships().partnerships()) {
      if (registry.isOutbound(partnership)) {
        known.add(HomeFolders.folderName(partnership.name()));
        scan(registry, partnership);
      }
    }
    folders.keySet().removeIf(name -> registry.partnerships().partnership(name).isEmpty());
    reportUnknown(known);
  }

  private void scan(Registry registry, Partnership partnership) {
    Path folder = context.folders().outbox(partnership.name());
    try {
      Files.createDirectories(folder);
      boolean hasQueued =
          folders
              .computeIfAbsent(
                  partnership.name(),
                  name -> new PartnershipFolder(context, transport, marks, folder, settle))
              .scan(registry, partnership);
      if (hasQueued) {
        context.wake().run();
      }
      reported.remove(folder.toString());
    } catch (IOException e) {
      reportOnce(folder.toString(), "outbox folder '" + folder + "' cannot be read: " + e);
    }
  }

  /** A folder that belongs to no partnership is a typing error or a partnership just removed. */
  private void reportUnknown(Set<String> known) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(context.folders().outbox())) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        if (!known.contains(name) && !name.startsWith(".") && !isEmptyFolder(file)) {
          reportOnce(
              name,
              "'outbox/"
                  + name
                  + "' belongs to no partnership that we send on: nothing in it is sent; expected"
                  + " the name of a partnership of partnerships.xml whose sender has a key here");
        }
      }
    } catch (IOException e) {
      reportOnce("", "outbox folder cannot be listed: " + e);
    }
  }

  private static boolean isEmptyFolder(Path file) throws IOException {
    if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(file)) {
      return !files.iterator().hasNext();
    }
  }

  private void reportOnce(String subject, String text) {
    if (reported.size() < MAX_REPORTED && reported.add(subject)) {
      LOG.warn("{}", text);
    }
  }
}
