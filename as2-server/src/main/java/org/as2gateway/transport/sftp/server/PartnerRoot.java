package org.as2gateway.transport.sftp.server;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The virtual root of one partner, shared by all its sessions. Files in {@code in} are uploads that
 * are not complete; once complete they are messages and no longer listed.
 */
final class PartnerRoot {
  private static final List<String> TEMPORARY = List.of(".tmp", ".part", ".filepart");
  private static final int MOST_UNFINISHED = 500;

  private final String user;
  private final Path folder;
  private final PartnerFiles files;
  private final Clock clock;
  private final Map<String, Unfinished> unfinished = new LinkedHashMap<>();
  private final Map<String, Long> readBytes = new LinkedHashMap<>();
  private final Map<SignedIn, List<Unfinished>> unconfirmed = new HashMap<>();
  private final Recent received = new Recent();
  private final Recent collected = new Recent();

  PartnerRoot(String user, Path folder, PartnerFiles files, Clock clock) throws IOException {
    this.user = user;
    this.folder = Files.createDirectories(folder);
    this.files = files;
    this.clock = clock;
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder)) {
      for (Path file : found) {
        Unfinished.of(folder, file).ifPresent(upload -> unfinished.put(upload.name(), upload));
      }
    }
  }

  /** Whether a file of that name waits for another name before it is a message. */
  static boolean isTemporary(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return TEMPORARY.stream().anyMatch(lower::endsWith);
  }

  List<FileFacts> list(VirtualPath path) throws IOException {
    if (!path.isFolder()) {
      throw Refusal.failed("not a folder: " + path.text());
    }
    if (path.isIn()) {
      return listIn();
    }
    if (path.isOut()) {
      return files.offered(user).stream()
          .map(file -> FileFacts.file(file.name(), file.bytes(), file.since()))
          .toList();
    }
    return List.of(FileFacts.folder(VirtualPath.IN), FileFacts.folder(VirtualPath.OUT));
  }

  private synchronized List<FileFacts> listIn() throws IOException {
    List<FileFacts> all = new ArrayList<>();
    for (Unfinished upload : unfinished.values()) {
      if (!upload.isAccepted()) {
        all.add(upload.facts());
      }
    }
    return all;
  }

  FileFacts facts(VirtualPath path) throws IOException {
    if (path.isFolder()) {
      return FileFacts.folder(path.folder());
    }
    return path.isIn() ? factsIn(path) : factsOut(path);
  }

  private synchronized FileFacts factsIn(VirtualPath path) throws IOException {
    Unfinished upload = unfinished.get(path.name());
    if (upload != null && !upload.isAccepted()) {
      return upload.facts();
    }
    return received.find(path.name()).orElseThrow(() -> Refusal.missing(path.text()));
  }

  private FileFacts factsOut(VirtualPath path) throws IOException {
    Optional<OfferedFile> file = offered(path.name());
    if (file.isPresent()) {
      return FileFacts.file(path.name(), file.get().bytes(), file.get().since());
    }
    synchronized (this) {
      return collected.find(path.name()).orElseThrow(() -> Refusal.missing(path.text()));
    }
  }

  private Optional<OfferedFile> offered(String name) throws IOException {
    return files.offered(user, name);
  }

  /** Opens an upload to write, a new one or one that was cut; the handle takes it over. */
  synchronized Unfinished openToWrite(VirtualPath path, OpenFlags flags, Object handle)
      throws IOException {
    if (!path.isIn()) {
      throw Refusal.denied("files are put into 'in'");
    }
    Unfinished upload = unfinished.get(path.name());
    if (upload != null && upload.isWrittenBy(this)) {
      throw Refusal.failed("the file is being received: " + path.text());
    }
    if (upload != null && flags.exclusive()) {
      throw Refusal.failed("file exists: " + path.text());
    }
    if (upload == null && !flags.create()) {
      throw Refusal.missing(path.text());
    }
    if (upload == null) {
      upload = begin(path.name());
    } else if (flags.truncate()) {
      upload.truncate();
    }
    upload.takeOver(handle);
    return upload;
  }

  long mostBytes() {
    return files.mostBytes(user);
  }

  /** Asked for each block: many uploads may grow at once. */
  void requireSpace() throws IOException {
    files.requireSpace();
  }

  private Unfinished begin(String name) throws IOException {
    if (unfinished.size() >= MOST_UNFINISHED) {
      throw Refusal.failed(
          "'in' has " + MOST_UNFINISHED + " files that are not complete; remove some first");
    }
    Unfinished upload = Unfinished.begin(folder, name);
    unfinished.put(name, upload);
    return upload;
  }

  private void discard(Unfinished upload) throws IOException {
    unfinished.remove(upload.name());
    Files.deleteIfExists(upload.path());
  }

  /** The client closed the upload: it is a message now, unless its name is a temporary one. */
  void close(Unfinished upload, Object handle, SignedIn session) throws IOException {
    synchronized (this) {
      if (!upload.isWrittenBy(handle)) {
        throw Refusal.failed("the file was opened by another session");
      }
      upload.release(handle);
      if (isTemporary(upload.name())) {
        return;
      }
      upload.takeOver(this);
    }
    accept(upload, session);
  }

  synchronized boolean isWrittenBy(Unfinished upload, Object handle) {
    return upload.isWrittenBy(handle);
  }

  synchronized void abandon(Unfinished upload, Object handle) {
    upload.release(handle);
  }

  /** Renames an upload; to a name that is not a temporary one, it is complete. */
  void rename(VirtualPath from, VirtualPath to, SignedIn session) throws IOException {
    if (!from.isIn() || !to.isIn() || from.isFolder() || to.isFolder()) {
      throw Refusal.denied("files are renamed within 'in' only");
    }
    Unfinished renamed;
    synchronized (this) {
      Unfinished upload = renamable(from, to);
      unfinished.remove(from.name());
      // What is there may have been received and the answer lost: then this is the same upload.
      Unfinished there = unfinished.get(to.name());
      renamed = there == null ? upload.renamed(to.name()) : upload.inPlaceOf(there);
      unfinished.put(to.name(), renamed);
      if (isTemporary(to.name())) {
        return;
      }
      renamed.takeOver(this);
    }
    accept(renamed, session);
  }

  private Unfinished renamable(VirtualPath from, VirtualPath to) throws Refusal {
    Unfinished upload = unfinished.get(from.name());
    boolean isReceived = upload == null || upload.isAccepted();
    if (isReceived && received.find(from.name()).isPresent()) {
      throw Refusal.failed(
          "'"
              + from.name()
              + "' was received when it was closed; upload as *.part, *.tmp or *.filepart to"
              + " rename it");
    }
    if (upload == null) {
      throw Refusal.missing(from.text());
    }
    Unfinished there = unfinished.get(to.name());
    if (there != null && (there.isOpen() || there == upload)) {
      throw Refusal.failed("file exists: " + to.text());
    }
    if (upload.isOpen()) {
      throw Refusal.failed("file is open: " + from.text());
    }
    return upload;
  }

  /** Not under the lock: a large file takes its time, and other sessions go on. */
  private void accept(Unfinished upload, SignedIn session) throws IOException {
    try {
      long bytes = upload.bytes();
      files.accept(new UploadedFile(upload.id(), upload.name(), upload.path(), bytes, session));
      synchronized (this) {
        received.add(FileFacts.file(upload.name(), bytes, clock.instant()));
        upload.setAccepted();
        unconfirmed.computeIfAbsent(session, any -> new ArrayList<>()).add(upload);
      }
    } finally {
      synchronized (this) {
        upload.release(this);
      }
    }
  }

  /**
   * The client has seen the answers so far. Until then a file that was received stays, so that one
   * that comes again because the answer was lost is known.
   */
  synchronized void confirm(SignedIn session) throws IOException {
    List<Unfinished> answered = unconfirmed.remove(session);
    if (answered != null) {
      for (Unfinished upload : answered) {
        if (upload.isAccepted() && unfinished.get(upload.name()) == upload) {
          discard(upload);
        }
      }
    }
  }

  /** The session ended without a sign that the client has seen the last answers. */
  synchronized void forget(SignedIn session) {
    unconfirmed.remove(session);
  }

  void remove(VirtualPath path) throws IOException {
    if (path.isFolder()) {
      throw Refusal.denied("folders are not removed");
    }
    if (path.isOut()) {
      removeOut(path);
      return;
    }
    synchronized (this) {
      Unfinished upload = unfinished.get(path.name());
      if (upload != null && upload.isWrittenBy(this)) {
        throw Refusal.failed("the file is being received: " + path.text());
      }
      if (upload != null) {
        discard(upload);
      } else if (!received.remove(path.name())) {
        throw Refusal.missing(path.text());
      }
    }
  }

  private void removeOut(VirtualPath path) throws IOException {
    synchronized (this) {
      if (collected.remove(path.name())) {
        return;
      }
    }
    if (offered(path.name()).isPresent()) {
      throw Refusal.denied("a file leaves 'out' once it was read to its end");
    }
    throw Refusal.missing(path.text());
  }

  /** A file that waits. */
  OfferedFile openToRead(VirtualPath path) throws IOException {
    if (!path.isOut()) {
      throw Refusal.denied("files are read from 'out'");
    }
    return offered(path.name()).orElseThrow(() -> Refusal.missing(path.text()));
  }

  /** How much of the file was read from its beginning, in all sessions. */
  synchronized long readBytes(OfferedFile file) {
    return readBytes.getOrDefault(file.id(), 0L);
  }

  /** Notes how much of the file was read; once it is all, and closed, it is collected. */
  void closeRead(OfferedFile file, long bytes, boolean isFinished, SignedIn session)
      throws IOException {
    synchronized (this) {
      readBytes.merge(file.id(), bytes, Math::max);
      if (readBytes.size() > MOST_UNFINISHED) {
        readBytes.remove(readBytes.keySet().iterator().next());
      }
    }
    if (isFinished && bytes >= file.bytes()) {
      files.collected(file, session);
      synchronized (this) {
        readBytes.remove(file.id());
        collected.add(FileFacts.file(file.name(), file.bytes(), file.since()));
      }
    }
  }
}
