package org.as2gateway.store.payload;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Removes files of a {@link PayloadStore} that nobody needs any more: kept for long enough, or left
 * behind by what broke off. Safe for many threads.
 */
public final class StoreCleaning {
  private final Folder stage;
  private final Folder payloads;
  private final Folder wire;
  private final UncertainCommits uncertain = new UncertainCommits();

  StoreCleaning(Folder stage, Folder payloads, Folder wire) {
    this.stage = stage;
    this.payloads = payloads;
    this.wire = wire;
  }

  /**
   * Removes kept payloads and wire images, wherever else their files may have names.
   *
   * @param isOver whether those of the message of that id have been kept long enough
   * @param limit most messages at once
   * @return ids of the messages of which something was removed
   */
  public Set<String> removeKept(Predicate<String> isOver, int limit) throws IOException {
    Set<String> removed = new HashSet<>();
    Predicate<String> isNext =
        id -> removed.contains(id) || (removed.size() < limit && isOver.test(id));
    removeKept(payloads, isNext, removed);
    removeKept(wire, isNext, removed);
    return removed;
  }

  private static void removeKept(Folder folder, Predicate<String> isNext, Set<String> removed)
      throws IOException {
    try (DirectoryStream<Path> kept = Files.newDirectoryStream(folder.path())) {
      for (Path file : kept) {
        String id = file.getFileName().toString().split("-", 2)[0];
        if (isNext.test(id)) {
          Files.deleteIfExists(file);
          removed.add(id);
        }
      }
    }
  }

  /**
   * Removes what aborted requests have left in the stage. To be called at start, after the messages
   * recorded as accepted were delivered.
   *
   * @param isAccepted whether the message of that id is recorded and waits for delivery
   */
  public void clearStage(Predicate<String> isAccepted) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(stage.path())) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        String id = name.split("[-.]", 2)[0];
        boolean isForeign =
            name.endsWith(PayloadStore.SOURCE_SUFFIX); // an operator's file: never ours to delete
        if (!isForeign && (name.endsWith(PayloadStore.WIRE_SUFFIX) || !isAccepted.test(id))) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /**
   * Removes kept copies and wire images that no message owns: of requests and submissions that a
   * crash or a failed commit has cut short. What is in the stage as well is still being written.
   *
   * @param before only files whose id is smaller are looked at
   * @param owned which of these ids have a record
   * @return how many were removed
   */
  public int clearOrphans(String before, UnaryOperator<Set<String>> owned) throws IOException {
    return Orphans.clear(payloads.path(), stage.path(), before, owned)
        + Orphans.clear(wire.path(), stage.path(), before, owned);
  }

  /** To be told when the commit of a message failed: its files go when it turns out not to be. */
  public void commitUncertain(String id) {
    uncertain.add(id);
  }

  /**
   * Removes the files of messages whose commit failed and that are not recorded. To be called now
   * and again, some seconds apart.
   *
   * @param recorded which of these ids have a record
   */
  public void clearDoubtful(UnaryOperator<Set<String>> recorded) throws IOException {
    for (String id : uncertain.unrecorded(recorded)) {
      Files.deleteIfExists(kept(id, PayloadStore.COVERED_CONTENT));
      boolean isFound = true;
      for (int i = 0; isFound; i++) {
        isFound = Files.deleteIfExists(stage.path().resolve(PayloadStore.fileName(id, i)));
        isFound |= Files.deleteIfExists(kept(id, i));
      }
    }
  }

  private Path kept(String id, int index) {
    return payloads.path().resolve(PayloadStore.fileName(id, index));
  }
}
