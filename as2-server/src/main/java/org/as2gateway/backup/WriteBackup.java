package org.as2gateway.backup;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.as2gateway.disk.Fsync;
import org.as2gateway.messagelog.Direction;
import org.as2gateway.messagelog.MessageIds;
import org.as2gateway.messagelog.MessageLog;
import org.as2gateway.messagelog.MessageStatus;
import org.as2gateway.payload.HomeFolders;

/**
 * Copies a running gateway. The database first, in one consistent state; then the files that this
 * state needs. A file is made before the row that names it, so that none is missing; one that is
 * gone by then was delivered, which recovery understands.
 */
public final class WriteBackup {
  private static final Duration CLOCK_SLACK = Duration.ofSeconds(10);

  private final HomeFolders home;
  private final DatabaseCopy database;
  private final MessageLog messages;
  private final Clock clock;

  /** Copies a database into a file. */
  @FunctionalInterface
  public interface DatabaseCopy {
    /**
     * Copies.
     *
     * @return false if the database is a server's, whose own tools copy it
     */
    boolean to(Path file) throws IOException;
  }

  /** A backup of that home. */
  public WriteBackup(HomeFolders home, DatabaseCopy database, MessageLog messages, Clock clock) {
    this.home = home;
    this.database = database;
    this.messages = messages;
    this.clock = clock;
  }

  /**
   * Copies everything into a folder that is empty or not there.
   *
   * @return whether the database is in it; if not, its server's tools have to copy it
   * @throws BackupException if the folder must not be used
   */
  public boolean to(Path folder) throws BackupException, IOException {
    BackupFolder.require(folder, home);
    BackupFolder.make(folder);
    String start = MessageIds.floor(clock.instant().minus(CLOCK_SLACK));
    Set<String> open = openMessages();
    boolean hasDatabase = database.to(folder.resolve(BackupFolder.DATABASE));
    for (String part : BackupFolder.SETTINGS) {
      BackupFolder.copy(home.home().resolve(part), folder.resolve(part));
    }
    // What is open in the copy was open before it, or has begun since.
    Predicate<String> isNeeded = id -> open.contains(id) || id.compareTo(start) >= 0;
    for (Path source : List.of(home.stage(), home.payloads(), home.wire())) {
      copyFilesOf(isNeeded, source, folder.resolve(home.home().relativize(source)));
    }
    BackupFolder.synchronise(folder);
    Path complete = folder.resolve(BackupFolder.COMPLETE);
    Files.writeString(complete, "at " + clock.instant() + "\n");
    Fsync.file(complete);
    Fsync.folder(folder);
    return hasDatabase;
  }

  private Set<String> openMessages() {
    Set<String> open = new HashSet<>();
    for (MessageStatus status :
        List.of(MessageStatus.QUEUED, MessageStatus.SENDING, MessageStatus.AWAITING_MDN)) {
      messages.forEachInStatus(Direction.OUT, status, message -> open.add(message.id()));
    }
    messages.forEachInStatus(
        Direction.IN, MessageStatus.ACCEPTED, message -> open.add(message.id()));
    return open;
  }

  private static void copyFilesOf(Predicate<String> isNeeded, Path source, Path target)
      throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(source)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (isNeeded.test(name.split("[-.]", 2)[0])) {
          BackupFolder.copyFile(file, target.resolve(name));
        }
      }
    }
  }
}
