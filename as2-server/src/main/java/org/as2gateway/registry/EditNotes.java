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

  private static final Integer ROOT = 0;
  private static final String NOBODY_KNOWN = "command line";
  private static final int MOST_DIGITS = 15;

  private final Path folder;

  /** The notes of that home. */
  public EditNotes(Path home) {
    this.folder = home.resolve("data").resolve("edits");
  }

  /** Makes the folder, so that it belongs to the gateway whoever edits first. */
  public void create() throws IOException {
    createFolder(folder);
  }

  private static void createFolder(Path folder) throws IOException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
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
      Path folder = Objects.requireNonNull(file.getParent());
      createFolder(folder);
      Properties text = new EditNote(at, author, changes).toProperties();
      try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
        text.store(out, null);
      }
      giveToGateway(folder);
      giveToGateway(file);
    }

    /** What root writes is for the user that the gateway runs as, who owns {@code data/}. */
    private void giveToGateway(Path written) throws IOException {
      Path data = file.resolveSibling("..").normalize();
      if (file.getFileSystem().supportedFileAttributeViews().contains("unix")
          && Files.getAttribute(written, "unix:uid").equals(ROOT)
          && !Files.getAttribute(data, "unix:uid").equals(ROOT)) {
        Files.setOwner(written, Files.getOwner(data));
      }
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
      Optional<EditNote> note;
      try {
        note = read(file);
      } catch (IOException e) {
        continue; // takeUp says so
      }
      if (!file.toString().endsWith(BEGUN)
          || note.isEmpty() // being written at this moment
          || note.get().at().plus(LONGEST_EDIT).isAfter(now)) {
        author = note.map(EditNote::author).or(() -> Optional.of(NOBODY_KNOWN));
      }
    }
    return author;
  }

  /** What a reader does with a note; the note is gone when it returns. */
  public interface Reading {
    /** Takes a note. */
    void take(EditNote note);
  }

  /**
   * Hands over the notes of edits that are done, oldest first, and removes each; of an edit that
   * began long ago and never ended too, whose content is unknown.
   *
   * @return what cannot be read or removed, each a sentence; those notes stay
   */
  public List<String> takeUp(Instant now, Reading reading) throws IOException {
    List<Path> files = files("");
    if (!files.isEmpty() && !Files.isWritable(folder)) { // else they would be taken up for ever
      return List.of("notes cannot be removed from '" + folder + "', check its owner and mode");
    }
    List<String> problems = new ArrayList<>();
    for (Path file : files) {
      try {
        if (file.toString().endsWith(DONE)) {
          read(file).ifPresent(reading::take);
          Files.deleteIfExists(file);
        } else if (isAbandoned(file, now)) {
          reading.take(unknown(file));
          Files.deleteIfExists(file);
        }
      } catch (IOException e) {
        problems.add("cannot read '" + file + "', check its owner and mode (" + e + ")");
      }
    }
    return problems;
  }

  private static boolean isAbandoned(Path file, Instant now) {
    return file.toString().endsWith(BEGUN) && begun(file).plus(LONGEST_EDIT).isBefore(now);
  }

  /** The time in the file's name: the content may be damaged. */
  private static Instant begun(Path file) {
    String millis = String.valueOf(file.getFileName()).replaceFirst("\\D.*", "");
    return Instant.ofEpochMilli(millis.length() > MOST_DIGITS ? 0 : Long.parseLong(millis));
  }

  private static EditNote unknown(Path file) throws IOException {
    EditNote.Change change =
        new EditNote.Change("registry-edit", "unknown: the command was interrupted", null, null);
    return new EditNote(
        begun(file), read(file).map(EditNote::author).orElse(NOBODY_KNOWN), List.of(change));
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
