package org.as2gateway.store.payload;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.as2gateway.as2.address.SourceNetwork;

/**
 * What has come of transfers that broke off, unverified and seen by nobody: a folder for each pair
 * of partners, bounded in files, octets and age, and a file for each transfer. Survives a restart
 * of the gateway; a power cut may shorten it, which the check of the whole finds. Safe for many
 * threads.
 *
 * <p>Whoever begins a transfer has proven nothing. So none makes another go that still waits for
 * its rest, no source fills the room of a pair, and all together leave half the disk free.
 */
public final class PartialBodies {
  /** Most transfers kept for a pair. */
  static final int MOST_OF_A_PAIR = 16;

  /** Most of them from one source. */
  static final int MOST_OF_A_SOURCE = 8;

  private static final String NAME =
      "[0-9a-f]{64}-[0-9a-f]{64}-\\d{1,18}(-[0-9a-f]{64})?(-answered)?";
  private static final String ANSWERED = "-answered";

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
   * @param path {@code <tag>-<message>-<total>-<source>}, and whether it is answered
   */
  record Kept(Path path) {
    static String name(TransferId id, String message, long total, String source) {
      return id.tag() + "-" + TransferId.digest(message) + "-" + total + "-" + source;
    }

    private String field(int index) {
      String[] fields = path.getFileName().toString().split("-", -1);
      return index < fields.length ? fields[index] : "";
    }

    boolean isFrom(String source) {
      return field(3).equals(source);
    }

    /** Whether the answer has gone out: then nothing of value is lost with it. */
    boolean isAnswered() {
      return path.getFileName().toString().endsWith(ANSWERED);
    }

    Kept answered() throws IOException {
      if (isAnswered()) {
        return this;
      }
      Path renamed = path.resolveSibling(path.getFileName() + ANSWERED);
      return new Kept(Files.move(path, renamed, StandardCopyOption.ATOMIC_MOVE));
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

  /**
   * What may be kept for a transfer.
   *
   * @param pairBytes most octets kept for the pair, this transfer included
   * @param source digest of the address that it comes from
   */
  public record Room(long pairBytes, String source) {
    /** Room for a transfer that comes from that address, or network of IPv6. */
    public static Room of(long pairBytes, String address) {
      return new Room(pairBytes, TransferId.digest(SourceNetwork.of(address)));
    }

    /** Most octets kept of all transfers of the pair from this source. */
    long sourceBytes() {
      return pairBytes - pairBytes / 4;
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
   * @param room what may be kept for it
   */
  public Optional<PartialBody> take(TransferId id, Room room) throws IOException {
    if (!inHand.add(id)) {
      return Optional.empty();
    }
    boolean isTaken = false;
    try {
      PartialBody body = new PartialBody(this, id, room, find(id));
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
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Kept> all = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (file.getFileName().toString().matches(NAME)) {
          all.add(new Kept(file));
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
   * Lets go of the pair's transfers that are answered, the oldest first and none in hand, until
   * this one has room. Those that wait for their rest stay.
   *
   * @param bytes what this one takes
   * @return whether it has
   */
  synchronized boolean makeRoom(TransferId id, long bytes, Room room) throws IOException {
    List<Kept> others = new ArrayList<>(keptOf(id.pair()));
    others.removeIf(kept -> kept.id().equals(id));
    if (bytes > room.sourceBytes() || !hasRoomOnDisk()) {
      return false;
    }
    List<Dated> answered = new ArrayList<>();
    for (Kept other : others) {
      if (other.isAnswered() && !inHand.contains(other.id())) {
        answered.add(new Dated(other, other.touched()));
      }
    }
    answered.sort(Comparator.comparing(Dated::touched));
    for (Dated oldest : answered) {
      if (fits(others, bytes, room)) {
        break;
      }
      others.remove(oldest.kept());
      Files.deleteIfExists(oldest.kept().path());
    }
    return fits(others, bytes, room);
  }

  private static boolean fits(List<Kept> others, long bytes, Room room) throws IOException {
    List<Kept> ofSource = others.stream().filter(kept -> kept.isFrom(room.source())).toList();
    return others.size() < MOST_OF_A_PAIR
        && ofSource.size() < MOST_OF_A_SOURCE
        && bytesOf(others) + bytes <= room.pairBytes()
        && bytesOf(ofSource) + bytes <= room.sourceBytes();
  }

  private static long bytesOf(List<Kept> all) throws IOException {
    long total = 0;
    for (Kept kept : all) {
      total += kept.bytes();
    }
    return total;
  }

  /** All transfers of all pairs take at most half of what the disk has beside its reserve. */
  private boolean hasRoomOnDisk() throws IOException {
    long held = 0;
    try (DirectoryStream<Path> pairs = Files.newDirectoryStream(root)) {
      for (Path folder : pairs) {
        held += bytesOf(keptOf(folder.getFileName().toString()));
      }
    }
    return held <= Math.max(0, reserve.spareBytes());
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
