package org.as2gateway.payload;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What has come of transfers that broke off, unverified and seen by nobody: a folder for each pair
 * of partners, bounded in files, octets and age, and a file for each transfer. Survives a restart
 * of the gateway; a power cut may shorten it, which the check of the whole finds. Safe for many
 * threads.
 */
public final class PartialBodies {
  /** Most transfers kept for a pair. */
  static final int MOST_OF_A_PAIR = 16;

  private static final String NAME = "[0-9a-f]{64}-[0-9a-f]{64}-\\d{1,18}";

  private final Path root;
  private final DiskReserve reserve;
  private final Set<TransferId> inHand = ConcurrentHashMap.newKeySet();

  PartialBodies(Path root, DiskReserve reserve) {
    this.root = root;
    this.reserve = reserve;
  }

  /**
   * The file of a transfer, which says in its name what it is of.
   *
   * @param path {@code <tag>-<message>-<total>}
   */
  record Kept(Path path) {
    static String name(TransferId id, String message, long total) {
      return id.tag() + "-" + TransferId.digest(message) + "-" + total;
    }

    private String field(int index) {
      return path.getFileName().toString().split("-", 3)[index];
    }

    TransferId id() {
      Path pair = path.getParent();
      return new TransferId(pair == null ? "" : pair.getFileName().toString(), field(0));
    }

    boolean isOf(String message) {
      return field(1).equals(TransferId.digest(message));
    }

    /** Octets of the whole; 0 if not known. */
    long total() {
      return Long.parseLong(field(2));
    }

    long bytes() throws IOException {
      return Files.size(path);
    }

    Instant touched() throws IOException {
      return Files.getLastModifiedTime(path).toInstant();
    }
  }

  /** How many octets of a transfer are held. */
  public long heldBytes(TransferId id) throws IOException {
    Optional<Kept> kept = find(id);
    return kept.isPresent() ? kept.get().bytes() : 0;
  }

  /**
   * Takes a transfer in hand until closed; empty while another request has it.
   *
   * @param maxBytes most octets kept for the pair, this transfer included
   */
  public Optional<PartialBody> take(TransferId id, long maxBytes) throws IOException {
    if (!inHand.add(id)) {
      return Optional.empty();
    }
    boolean isTaken = false;
    try {
      PartialBody body = new PartialBody(this, id, maxBytes, find(id));
      isTaken = true;
      return Optional.of(body);
    } finally {
      if (!isTaken) {
        giveBack(id);
      }
    }
  }

  void giveBack(TransferId id) {
    inHand.remove(id);
  }

  DiskReserve reserve() {
    return reserve;
  }

  private Optional<Kept> find(TransferId id) throws IOException {
    return keptOf(id.pair()).stream().filter(kept -> kept.id().equals(id)).findFirst();
  }

  private List<Kept> keptOf(String pair) throws IOException {
    Path folder = root.resolve(pair);
    List<Kept> all = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
        for (Path file : files) {
          if (file.getFileName().toString().matches(NAME)) {
            all.add(new Kept(file));
          }
        }
      }
    }
    return all;
  }

  /** The folder of a pair, made if it is not there. */
  Path folder(String pair) throws IOException {
    return Folder.open(root.resolve(pair), Folder.PRIVATE).path();
  }

  /**
   * Lets go of the oldest of a pair's transfers, none in hand, until this one has room.
   *
   * @param bytes what this one takes
   * @return whether it has
   */
  synchronized boolean makeRoom(TransferId id, long bytes, long maxBytes) throws IOException {
    List<Kept> others = new ArrayList<>(keptOf(id.pair()));
    others.removeIf(kept -> kept.id().equals(id));
    long total = bytes;
    List<Dated> idle = new ArrayList<>();
    for (Kept other : others) {
      total += other.bytes();
      if (!inHand.contains(other.id())) {
        idle.add(new Dated(other, other.touched()));
      }
    }
    idle.sort(Comparator.comparing(Dated::touched));
    int count = others.size() + 1;
    for (Dated oldest : idle) {
      if (bytes > maxBytes || (total <= maxBytes && count <= MOST_OF_A_PAIR)) {
        break;
      }
      total -= oldest.kept().bytes();
      count--;
      Files.deleteIfExists(oldest.kept().path());
    }
    return total <= maxBytes && count <= MOST_OF_A_PAIR;
  }

  private record Dated(Kept kept, Instant touched) {}

  /**
   * Removes what is older than its pair allows, everything of pairs that allow nothing, and, while
   * the disk is without its reserve, all that is not in hand.
   *
   * @param keptFor how long a pair's transfers are kept; empty for not at all
   */
  public synchronized void dropAged(Instant now, Function<String, Optional<Duration>> keptFor)
      throws IOException {
    boolean hasRoom = hasRoom();
    try (DirectoryStream<Path> pairs = Files.newDirectoryStream(root)) {
      for (Path folder : pairs) {
        String pair = folder.getFileName().toString();
        Optional<Instant> before = keptFor.apply(pair).filter(age -> hasRoom).map(now::minus);
        boolean isEmpty = true;
        for (Kept kept : keptOf(pair)) {
          isEmpty &= !inHand.contains(kept.id()) && dropIfBefore(kept, before);
        }
        if (isEmpty) {
          Files.deleteIfExists(folder);
        }
      }
    }
  }

  private static boolean dropIfBefore(Kept kept, Optional<Instant> before) throws IOException {
    boolean isOver = before.isEmpty() || kept.touched().isBefore(before.get());
    if (isOver) {
      Files.deleteIfExists(kept.path());
    }
    return isOver;
  }

  private boolean hasRoom() {
    try {
      reserve.require();
      return true;
    } catch (StorageException e) {
      return false; // what waits for a partner is the first to make room for those who are there
    }
  }
}
