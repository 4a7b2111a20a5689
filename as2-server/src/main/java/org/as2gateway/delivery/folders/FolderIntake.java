package org.as2gateway.delivery.folders;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches one folder for complete files. Keeps what it saw of a bounded number of files, whatever
 * the folder holds. Not safe for many threads.
 */
final class FolderIntake {
  private static final Logger LOG = LoggerFactory.getLogger(FolderIntake.class);
  private static final List<String> UNFINISHED = List.of(".tmp", ".part", ".filepart");
  private static final int MAX_REPORTED = 1000;
  private static final Comparator<Candidate> OLDEST_FIRST =
      Comparator.comparing(Candidate::modified).thenComparing(Candidate::name);

  private final Path folder;
  private final Duration settle;
  private final int maxCandidates;
  private Map<String, Candidate> candidates = new HashMap<>();
  private final Set<String> reported = new HashSet<>();

  /**
   * A file that may be taken.
   *
   * @param name its name in the folder
   * @param key what tells it from another file of that name
   * @param size its size in octets
   * @param modified its time stamp
   * @param since since when it has been seen unchanged
   */
  record Candidate(String name, Object key, long size, FileTime modified, Instant since) {
    private boolean isSameAs(Candidate other) {
      return key.equals(other.key) && size == other.size && modified.equals(other.modified);
    }

    private Candidate unchangedSince(Instant instant) {
      return new Candidate(name, key, size, modified, instant);
    }
  }

  /** Files that are passed over for now: taken already. */
  interface Taken {
    /** Whether the file, or one that had its name before, is in the hands of a message. */
    boolean isTaken(String name);
  }

  FolderIntake(Path folder, Duration settle, int maxCandidates) {
    this.folder = folder;
    this.settle = settle;
    this.maxCandidates = maxCandidates;
  }

  Path folder() {
    return folder;
  }

  /**
   * Looks at the folder once.
   *
   * @param isOrdered whether a file waits for those with an older time stamp
   * @return complete files; if ordered, oldest first and none behind one that is not complete
   */
  List<Candidate> look(Taken taken, boolean isOrdered, Instant now) throws IOException {
    PriorityQueue<Candidate> youngestFirst = new PriorityQueue<>(OLDEST_FIRST.reversed());
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Candidate candidate = candidate(file, taken, now);
        if (candidate == null) {
          continue;
        }
        youngestFirst.add(candidate);
        if (youngestFirst.size() >= maxCandidates && !isOrdered) {
          break;
        }
        if (youngestFirst.size() > maxCandidates) {
          youngestFirst.remove();
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    List<Candidate> seen = new ArrayList<>(youngestFirst);
    seen.sort(OLDEST_FIRST);
    candidates = new HashMap<>();
    seen.forEach(c -> candidates.put(c.name(), c));
    return complete(seen, isOrdered, now);
  }

  private @Nullable Candidate candidate(Path file, Taken taken, Instant now) throws IOException {
    String name = String.valueOf(file.getFileName());
    if (isUnfinished(name) || taken.isTaken(name)) {
      return null;
    }
    if (!isSpellable(file, name)) {
      reportOnce(name, "is left alone: its name is not in the character set of LANG; rename it");
      return null;
    }
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return null; // its owner took it back
    }
    if (!attributes.isRegularFile()) {
      reportOnce(name, "is left alone: a " + kind(attributes) + ", only plain files are sent");
      return null;
    }
    Object key = Objects.requireNonNullElse(attributes.fileKey(), name);
    Candidate found =
        new Candidate(name, key, attributes.size(), attributes.lastModifiedTime(), now);
    Candidate before = candidates.get(name);
    if (before == null || !before.isSameAs(found) || before.since().isAfter(now)) {
      return found;
    }
    return found.unchangedSince(before.since());
  }

  private List<Candidate> complete(List<Candidate> seen, boolean isOrdered, Instant now) {
    List<Candidate> complete = new ArrayList<>();
    for (Candidate candidate : seen) {
      boolean isComplete = !candidate.since().plus(settle).isAfter(now);
      if (isComplete) {
        complete.add(candidate);
      } else if (isOrdered) {
        break;
      }
    }
    return complete;
  }

  private static boolean isUnfinished(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return name.startsWith(".") || UNFINISHED.stream().anyMatch(lower::endsWith);
  }

  /** Java finds files by names that it cannot write: they would look as if they were gone. */
  private boolean isSpellable(Path file, String name) {
    try {
      return folder.resolve(name).equals(file);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static String kind(BasicFileAttributes attributes) {
    if (attributes.isSymbolicLink()) {
      return "symbolic link";
    }
    return attributes.isDirectory() ? "folder" : "special file";
  }

  /** Tells the operator about a file, once in the life of the process. */
  void reportOnce(String name, String text) {
    if (reported.size() < MAX_REPORTED && reported.add(name + ": " + text)) {
      LOG.warn("'{}' in outbox folder '{}' {}", name, folder.getFileName(), text);
    }
  }
}
