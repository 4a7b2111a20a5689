package org.as2gateway.registry;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;

/**
 * Notes beside the registry's files, in {@code data/edits}, by a program that edits them: who is at
 * work, and what became different. A running gateway takes them up within seconds, another one at
 * its next start. Whoever can write them can write the files themselves.
 */
public final class EditNotes {
  private static final String BEGUN = ".begun";
  private static final String DONE = ".done";
  private static final Duration LONGEST_EDIT = Duration.ofMinutes(1);

  private final Path folder;

  /** The notes of that home. */
  public EditNotes(Path home) {
    this.folder = home.resolve("data").resolve("edits");
  }

  /**
   * Says that somebody begins to edit.
   *
   * @param author whom revision and audit log name
   */
  public Open begin(Instant at, String author) throws IOException {
    Path file = folder.resolve(at.toEpochMilli() + "-" + UUID.randomUUID() + BEGUN);
    Open open = new Open(file, at, author);
    if (Files.isDirectory(folder.resolveSibling(""))) {
      open.write(List.of()); // else no gateway can be running
    }
    return open;
  }

  /** An edit under way; closed without {@link #done} it was none. */
  public static final class Open implements AutoCloseable {
    private final Path file;
    private final Instant at;
    private final String author;

    private Open(Path file, Instant at, String author) {
      this.file = file;
      this.at = at;
      this.author = author;
    }

    /** Says what is different now. */
    public void done(List<EditNote.Change> changes) throws IOException {
      write(changes);
      String name = String.valueOf(file.getFileName()).replace(BEGUN, DONE);
      Files.move(file, file.resolveSibling(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private void write(List<EditNote.Change> changes) throws IOException {
      Files.createDirectories(
          folderOf(file),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Properties text = new EditNote(at, author, changes).toProperties();
      try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
        text.store(out, null);
      }
    }

    private static Path folderOf(Path file) {
      return Objects.requireNonNull(file.getParent());
    }

    @Override
    public void close() throws IOException {
      Files.deleteIfExists(file);
    }
  }

  /**
   * Who is editing at that time, or has just edited.
   *
   * @return the newest author; empty if there is no note
   */
  public Optional<String> author(Instant now) throws IOException {
    Optional<String> author = Optional.empty();
    for (Path file : files("")) {
      Optional<EditNote> note = read(file);
      if (!file.toString().endsWith(BEGUN)
          || note.isEmpty() // being written at this moment
          || note.get().at().plus(LONGEST_EDIT).isAfter(now)) {
        author = note.map(EditNote::author).or(() -> Optional.of("command line"));
      }
    }
    return author;
  }

  /** What a reader does with a note; the note is gone when it returns. */
  public interface Reading {
    /** Takes a note. */
    void take(EditNote note);
  }

  /** Hands over the notes of edits that are done, oldest first, and removes each. */
  public void takeUp(Reading reading) throws IOException {
    for (Path file : files(DONE)) {
      read(file).ifPresent(reading::take);
      Files.deleteIfExists(file);
    }
  }

  private List<Path> files(String suffix) throws IOException {
    List<Path> all = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "[0-9]*" + suffix)) {
      files.forEach(all::add);
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of(); // nobody has ever edited from the command line
    }
    all.sort(Comparator.comparing(Path::toString));
    return all;
  }

  /** A note that is damaged, or gone meanwhile, says nothing. */
  private static Optional<EditNote> read(Path file) throws IOException {
    Properties text = new Properties();
    try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      text.load(in);
      return Optional.of(EditNote.of(text));
    } catch (NoSuchFileException
        | CharacterCodingException
        | IllegalArgumentException
        | DateTimeException e) {
      return Optional.empty();
    }
  }
}
