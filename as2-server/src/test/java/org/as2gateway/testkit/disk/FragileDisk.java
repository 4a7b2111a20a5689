package org.as2gateway.testkit.disk;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One life of a disk: from the start of a gateway to a power cut or an orderly end. Every change is
 * a step; power goes off right before the chosen one, and from then on everything fails. {@link
 * #settle} then leaves what a real disk would have, in the worst case or the best.
 *
 * <p>The model of a disk: names are durable once their folder was synchronised, content once the
 * file was. A rename is atomic, also from one folder to another, and durable with either folder, as
 * on every file system that keeps a journal. Safe for many threads.
 */
public final class FragileDisk {
  /** What is left of what was not synchronised. */
  public enum Loss {
    /** A killed process: the system has it all. */
    NOTHING,
    /** A power cut at the worst moment: nothing had reached the disk. */
    EVERYTHING
  }

  /** A change that can fail. */
  @FunctionalInterface
  public interface Change {
    /** Makes it. */
    void make() throws IOException;
  }

  /** Keeps what is needed to take a change back. */
  @FunctionalInterface
  public interface Undo {
    /** Looks at what is there before the change. */
    Change prepare() throws IOException;
  }

  /** A change of names that is not durable yet, and how to take it back. */
  private record Unsynchronised(Set<Path> folders, Change undo) {}

  private final Path graves;
  private final List<String> steps = new ArrayList<>();
  private final List<Unsynchronised> names = new ArrayList<>();
  private final Map<Object, Change> contents = new HashMap<>();
  private int graveCount;
  private int cutAt = Integer.MAX_VALUE;
  private boolean isOff;

  /**
   * A disk with power.
   *
   * @param graves a folder on the same file system, for what may have to come back
   */
  public FragileDisk(Path graves) throws IOException {
    this.graves = Files.createDirectories(graves);
  }

  /** Steps count from now on; power goes off right before that one, from 1. */
  public synchronized void cutAt(int step) {
    steps.clear();
    cutAt = step;
  }

  /** Whether power is off. */
  public synchronized boolean isOff() {
    return isOff;
  }

  /** Cuts power now. */
  public synchronized void cut() {
    isOff = true;
  }

  /** What has happened, in order; the last is the step that did not any more. */
  public synchronized List<String> steps() {
    return List.copyOf(steps);
  }

  /** A step outside the disk, such as octets that reach the partner. */
  public void step(String what) throws IOException {
    change(what, () -> {});
  }

  /** Fails if power is off. */
  synchronized void requirePower() throws IOException {
    if (isOff) {
      throw new IOException("power is off (planted)");
    }
  }

  /** Makes a change, unless power goes off right before it. */
  public synchronized void change(String what, Change change) throws IOException {
    requirePower();
    steps.add(what);
    if (steps.size() == cutAt) {
      isOff = true;
      requirePower();
    }
    change.make();
  }

  /** Whatever is not durable of the names in these folders is undone by that in a power cut. */
  synchronized void remember(Set<Path> folders, Change undo) {
    names.add(new Unsynchronised(folders, undo));
  }

  /** The names in a folder are durable. */
  synchronized void synchronised(Path folder) {
    names.removeIf(change -> change.folders().contains(folder));
  }

  /**
   * Content that is not durable yet is undone by that in a power cut.
   *
   * @param file what identifies it, whatever its name
   * @param undo asked for before the first change since it was durable
   */
  public synchronized void written(Object file, Undo undo) throws IOException {
    if (!contents.containsKey(file)) {
      contents.put(file, undo.prepare());
    }
  }

  /** The content of a file is durable. */
  public synchronized void forced(Object file) {
    contents.remove(file);
  }

  /** Keeps what stands under a name, so that it can come back. */
  synchronized Path bury(Path file) throws IOException {
    Path grave = graves.resolve("grave-" + System.identityHashCode(this) + "-" + graveCount++);
    return Files.createLink(grave, file);
  }

  /** Leaves the disk as it is found when power comes back. */
  public synchronized void settle(Loss loss) throws IOException {
    isOff = true;
    if (loss == Loss.EVERYTHING) {
      for (Change undo : contents.values()) {
        undo.make();
      }
      for (int i = names.size() - 1; i >= 0; i--) {
        names.get(i).undo().make();
      }
    }
    contents.clear();
    names.clear();
  }

  static Change removal(Path name) {
    return () -> remove(name);
  }

  /** Removes a file, or a folder with all that is in it. */
  public static void remove(Path name) throws IOException {
    if (!Files.isDirectory(name, LinkOption.NOFOLLOW_LINKS)) {
      Files.deleteIfExists(name);
      return;
    }
    try (Stream<Path> below = Files.walk(name)) {
      for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  static Change revival(Path name, Path grave) {
    return () -> {
      try {
        Files.createLink(name, grave);
      } catch (FileAlreadyExistsException e) {
        throw new IOException("'" + name + "' is there although its removal was undone", e);
      }
    };
  }

  static Path folderOf(Path file) {
    return Objects.requireNonNull(file.getParent());
  }
}
