package org.as2gateway.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.as2gateway.store.disk.Fsync;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.MessageIds;
import org.as2gateway.store.log.MessageLog;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.store.payload.HomeFolders;

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
   * @return what is in it, and what could not be copied
   * @throws BackupException if the folder must not be used
   */
  public BackupReport to(Path folder) throws BackupException, IOException {
    BackupFolder.require(folder, home);
    List<String> findings = new ArrayList<>();
    BackupFolder.makePrivate(folder).ifPresent(findings::add);
    BackupFolder.requireEmpty(folder); // again, now that nobody else can put anything there
    PrivateCopy copy = PrivateCopy.followingLinks();
    String start = MessageIds.floor(clock.instant().minus(CLOCK_SLACK));
    Set<String> open = openMessages();
    Path packed = folder.resolve(BackupFolder.DATABASE);
    boolean hasDatabase = database.to(packed);
    if (hasDatabase) {
      Files.setPosixFilePermissions(packed, PosixFilePermissions.fromString("rw-------"));
    }
    for (String part : BackupFolder.SETTINGS) {
      copy.tree(home.home().resolve(part), folder.resolve(part));
    }
    // What is open in the copy was open before it, or has begun since.
    Predicate<String> isNeeded = id -> open.contains(id) || id.compareTo(start) >= 0;
    for (Path source : List.of(home.stage(), home.payloads(), home.wire())) {
      copyFilesOf(isNeeded, source, copy, folder.resolve(home.home().relativize(source)));
    }
    BackupFolder.synchronise(folder);
    Path complete = folder.resolve(BackupFolder.COMPLETE);
    try (OutputStream out = PrivateCopy.create(complete)) {
      String part = hasDatabase ? BackupContent.WITH_DATABASE + "\n" : "";
      out.write(("at " + clock.instant() + "\n" + part).getBytes(StandardCharsets.UTF_8));
    }
    Fsync.file(complete);
    Fsync.folder(folder);
    findings.addAll(copy.findings());
    return new BackupReport(hasDatabase, findings);
  }

  private Set<String> openMessages() {
    Set<String> open = new HashSet<>();
    for (MessageStatus status :
        List.of(
            MessageStatus.QUEUED,
            MessageStatus.BLOCKED,
            MessageStatus.SENDING,
            MessageStatus.AWAITING_MDN)) {
      messages.forEachInStatus(Direction.OUT, status, message -> open.add(message.id()));
    }
    messages.forEachInStatus(
        Direction.IN, MessageStatus.ACCEPTED, message -> open.add(message.id()));
    return open;
  }

  private static void copyFilesOf(
      Predicate<String> isNeeded, Path source, PrivateCopy copy, Path target) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(source)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (isNeeded.test(name.split("[-.]", 2)[0])) {
          copy.file(file, target.resolve(name));
        }
      }
    }
  }
}
