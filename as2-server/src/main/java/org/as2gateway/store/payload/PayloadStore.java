package org.as2gateway.store.payload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;
import org.as2gateway.store.disk.Fsync;

/**
 * All payload files of a home, in the order of reliability.md §2 and §3. Whatever a method has
 * returned from is on the disk, names included, unless it says otherwise. Disk trouble is a {@link
 * StorageException}. Safe for many threads.
 */
public final class PayloadStore {
  /**
   * Index behind all payloads: the content that the MIC covers, kept where the payload does not
   * reproduce it (reliability.md §2).
   */
  public static final int COVERED_CONTENT = 100;

  static final String WIRE_SUFFIX = ".wire";
  static final String SOURCE_SUFFIX = ".source";

  private final HomeFolders folders;
  private final DiskReserve reserve;
  private final Folder stage;
  private final Folder payloads;
  private final Folder wire;
  private final RefusedBodies refused;
  private final InboxNames inboxNames;
  private final PartialBodies partial;
  private final StoreCleaning cleaning;
  private final ConcurrentMap<Path, Inbox> inboxes = new ConcurrentHashMap<>();
  private final ConcurrentMap<Path, Folder> exchanges = new ConcurrentHashMap<>();

  private PayloadStore(
      HomeFolders folders, long reserveBytes, long refusedBytes, InboxNames inboxNames)
      throws IOException {
    this.folders = folders;
    this.inboxNames = inboxNames;
    Folder data = Folder.open(folders.data(), Folder.PRIVATE);
    stage = Folder.open(folders.stage(), Folder.PRIVATE);
    payloads = Folder.open(folders.payloads(), Folder.PRIVATE);
    wire = Folder.open(folders.wire(), Folder.PRIVATE);
    Folder.open(folders.refused(), Folder.PRIVATE);
    for (Path root : List.of(folders.inbox(), folders.outbox(), folders.sent(), folders.failed())) {
      Folder.open(root, Folder.EXCHANGE);
    }
    reserve = new DiskReserve(data.path(), reserveBytes);
    refused = new RefusedBodies(folders.refused(), refusedBytes);
    partial = new PartialBodies(Folder.open(folders.partial(), Folder.PRIVATE).path(), reserve);
    cleaning = new StoreCleaning(stage, payloads, wire);
  }

  /**
   * Makes what folders are missing.
   *
   * @param reserveBytes free space below which nothing is written
   * @param refusedBytes most octets of refused bodies that are kept
   */
  public static PayloadStore open(HomeFolders folders, long reserveBytes, long refusedBytes)
      throws IOException {
    return open(folders, reserveBytes, refusedBytes, InboxNames.AS_SENT);
  }

  /** As {@link #open(HomeFolders, long, long)}, with another way to name files in the inbox. */
  public static PayloadStore open(
      HomeFolders folders, long reserveBytes, long refusedBytes, InboxNames inboxNames)
      throws IOException {
    return new PayloadStore(folders, reserveBytes, refusedBytes, inboxNames);
  }

  /** How files are named in the inbox. */
  public InboxNames inboxNames() {
    return inboxNames;
  }

  /** What is kept of transfers that broke off. */
  public PartialBodies partial() {
    return partial;
  }

  /** What removes files that are not needed any more. */
  public StoreCleaning cleaning() {
    return cleaning;
  }

  /** Where things lie. */
  public HomeFolders folders() {
    return folders;
  }

  /** Octets that may still be written, the reserve among them. */
  public long freeBytes() throws StorageException {
    return reserve.freeBytes();
  }

  /**
   * Returns if there is room for more.
   *
   * @throws StorageException if the reserve is gone
   */
  public void requireSpace() throws StorageException {
    reserve.require();
  }

  /**
   * Returns if files can be made: a disk that has failed is often left for reading only.
   *
   * @throws StorageException if not, or if the reserve is gone
   */
  public void requireWritable() throws StorageException {
    reserve.requireWritable(stage.path());
  }

  /** A new file for a payload; nothing of it is durable before {@link #keep}. */
  public StageFile stage(String id, int index) throws IOException {
    Path path = stage.path().resolve(fileName(id, index));
    return new StageFile(id, index, path, keptPath(id, index), PrivateFile.create(path, reserve));
  }

  /** As {@link #stage}, where an attempt that broke off may have left its file behind. */
  public StageFile stageAgain(String id, int index) throws IOException {
    Files.deleteIfExists(stage.path().resolve(fileName(id, index)));
    Files.deleteIfExists(keptPath(id, index));
    return stage(id, index);
  }

  /**
   * Makes staged payloads durable and keeps a copy of each, whatever becomes of its inbox name. The
   * files cannot be written any more.
   */
  public void keep(List<StageFile> files) throws IOException {
    for (StageFile file : files) {
      file.force();
      try {
        Files.createLink(file.kept(), file.path());
      } catch (IOException e) {
        throw new StorageException("could not keep '" + file.kept() + "'", e);
      }
    }
    stage.sync();
    payloads.sync();
  }

  /** The kept copy of a payload; empty if it is gone. Not to be changed. */
  public Optional<Content> payload(String id, int index) {
    return FileContent.find(keptPath(id, index));
  }

  /** Makes a kept copy durable whose file others may have written to. */
  public void sync(String id, int index) throws IOException {
    Fsync.file(keptPath(id, index));
  }

  /**
   * Takes a payload that will not be delivered, such as one to send, out of the stage; its kept
   * copy stays. To be called after {@link #keep}. Not synchronised: a stage file that comes back in
   * a crash is cleared at the next start.
   */
  public void unstage(StageFile file) throws IOException {
    file.handOver();
    Files.deleteIfExists(file.path());
  }

  /**
   * Chooses a name for a payload in a partner's inbox, with a suffix where the name is taken, and
   * keeps it from others until closed.
   *
   * @param partner name of the sending partner
   * @param label cleaned file name
   * @param isReserved whether a recorded message that is not delivered yet has that name
   */
  public InboxName reserveInboxName(String partner, String label, Predicate<String> isReserved)
      throws IOException {
    return inbox(folders.inbox(partner)).reserve(inboxNames.name(label), isReserved);
  }

  /**
   * As {@link #reserveInboxName}, but that very name or none.
   *
   * @return empty if it is taken
   */
  public Optional<InboxName> reserveExactName(
      String partner, String name, Predicate<String> isReserved) throws IOException {
    if (!name.equals(inboxNames.name(name))) {
      throw new IllegalArgumentException("'" + name + "' is no cleaned file name");
    }
    return inbox(folders.inbox(partner)).reserveExactly(name, isReserved);
  }

  /**
   * Moves a staged payload into an inbox, whole, never over another file: if there is one of that
   * name by now, under the next free name. To be called after the message is recorded as accepted.
   *
   * @param reference folder and name, as {@link InboxName#reference} gave it
   * @return where it is; empty if it is not in the stage, which means that it was delivered before
   */
  public Optional<Path> deliver(String id, int index, String reference) throws IOException {
    Path staged = stage.path().resolve(fileName(id, index));
    String[] parts = reference.split("/", -1);
    if (parts.length != 2 || !isPlainName(parts[0]) || !isPlainName(parts[1])) {
      throw new IllegalArgumentException(
          "inbox reference is '" + reference + "', expected 'folder/name'");
    }
    if (!Folder.exists(staged)) {
      return Optional.empty();
    }
    Inbox inbox = inbox(folders.inbox().resolve(parts[0]));
    Path delivered;
    try {
      delivered = inbox.moveIn(staged, parts[1]);
    } catch (IOException e) {
      throw new StorageException("could not deliver '" + staged + "' to '" + reference + "'", e);
    }
    inbox.folder().sync();
    stage.sync();
    return Optional.of(delivered);
  }

  /** A new wire image of a message, or of one file as {@code id-index}, to be written. */
  public WireImage createWire(String id) throws IOException {
    Path temporary = stage.path().resolve(checked(id) + WIRE_SUFFIX);
    Files.deleteIfExists(temporary); // of an attempt that broke off
    return new WireImage(
        temporary, wire.path().resolve(id), PrivateFile.create(temporary, reserve), wire);
  }

  /** The committed wire image of a message. */
  public Optional<Content> wire(String id) {
    return FileContent.find(wire.path().resolve(checked(id)));
  }

  /**
   * Keeps a payload of one message as that of another too.
   *
   * @throws java.nio.file.NoSuchFileException if it is gone
   */
  public void keepAgain(String id, int index, String from) throws IOException {
    SourceFiles.keep(keptPath(from, index), keptPath(id, index), reserve);
    payloads.sync();
  }

  /**
   * Keeps a file of an outbox folder as a payload, without moving it. Returns the kept copy, which
   * further changes to the file may reach.
   *
   * @throws java.nio.file.NoSuchFileException if it is gone
   */
  public Path keepSource(String id, int index, Path source) throws IOException {
    Path kept = keptPath(id, index);
    SourceFiles.keep(source, kept, reserve);
    payloads.sync();
    return kept;
  }

  /**
   * Moves the file of an acknowledged message from outbox/ or failed/ to sent/, never over another.
   * Can be repeated after a crash.
   *
   * @return where it is now; empty if there is neither the file nor a kept copy
   */
  public Optional<Path> moveToSent(String id, int index, String partnership, String sourceFile)
      throws IOException {
    Optional<Path> moved =
        moveSource(id, index, partnership, sourceFile, folders.sent(partnership));
    if (moved.isPresent()) {
      SourceFiles.removeFiled(folders.failed(partnership), sourceFile, keptPath(id, index));
    }
    return moved;
  }

  /**
   * Moves a file from failed/ to sent/ whose kept copy is gone, if size and digest say that it is
   * what was sent. Can be repeated after a crash.
   *
   * @return where it is now; empty if there is no such file
   */
  public Optional<Path> moveFailedToSent(
      String partnership, String sourceFile, long bytes, String sha256) throws IOException {
    Folder failed = exchange(folders.failed(partnership));
    Folder sent = exchange(folders.sent(partnership));
    Optional<Path> found =
        SourceFiles.findFiled(failed.path(), checkedSource(sourceFile), bytes, sha256);
    if (found.isEmpty()) { // moved already, unless it was changed
      return SourceFiles.findFiled(sent.path(), sourceFile, bytes, sha256);
    }
    Path moved = SourceFiles.linkInto(sent, sourceFile, found.get());
    sent.sync();
    Files.deleteIfExists(found.get());
    failed.sync();
    return Optional.of(moved);
  }

  /** As {@link #moveToSent}, for a message that failed or was cancelled, to failed/. */
  public Optional<Path> moveToFailed(String id, int index, String partnership, String sourceFile)
      throws IOException {
    return moveSource(id, index, partnership, sourceFile, folders.failed(partnership));
  }

  /**
   * A file that is not the one kept is new: it is left for the intake, and our copy goes in its
   * stead.
   */
  private Optional<Path> moveSource(
      String id, int index, String partnership, String sourceFile, Path target) throws IOException {
    Path kept = keptPath(id, index);
    if (!Files.isRegularFile(kept)) {
      return Optional.empty();
    }
    Folder outbox = exchange(folders.outbox(partnership));
    Path source = outbox.path().resolve(checkedSource(sourceFile));
    Path aside = stage.path().resolve(fileName(id, index) + SOURCE_SUFFIX);
    SourceFiles.settleAside(outbox, sourceFile, kept, aside);
    Folder folder = exchange(target);
    boolean isSame = SourceFiles.isSame(source, kept);
    Path moved = SourceFiles.linkInto(folder, sourceFile, kept);
    folder.sync();
    if (isSame) {
      SourceFiles.remove(outbox, sourceFile, kept, aside);
      outbox.sync();
    }
    return Optional.of(moved);
  }

  /**
   * Keeps the body of a refused message within {@code limits.refused-bytes}, oldest dropped first;
   * one larger than that is not kept. Not synchronised: it explains, it proves nothing.
   *
   * @return whether it is kept
   */
  public boolean keepRefused(StageFile body) throws IOException {
    body.output().flush();
    boolean isKept = refused.keep(fileName(body.id(), body.index()), body.path());
    body.close();
    return isKept;
  }

  /** The kept body of a refused message. */
  public Optional<Content> refusedBody(String id, int index) {
    return FileContent.find(folders.refused().resolve(fileName(id, index)));
  }

  private Inbox inbox(Path path) throws IOException {
    Inbox known = inboxes.get(path);
    if (known == null || !Files.isDirectory(path)) {
      Folder folder = Folder.open(path, Folder.EXCHANGE);
      folder.requireSameDisk(stage);
      known = inboxes.computeIfAbsent(path, p -> new Inbox(folder));
    }
    return known;
  }

  private Folder exchange(Path path) throws IOException {
    Folder known = exchanges.get(path);
    if (known == null || !Files.isDirectory(path)) {
      Folder folder = Folder.open(path, Folder.EXCHANGE);
      known = exchanges.computeIfAbsent(path, p -> folder);
    }
    return known;
  }

  private Path keptPath(String id, int index) {
    return payloads.path().resolve(fileName(id, index));
  }

  static String fileName(String id, int index) {
    if (index < 0) {
      throw new IllegalArgumentException("payload index is " + index + ", expected 0 or more");
    }
    return checked(id) + "-" + index;
  }

  private static String checked(String id) {
    if (!id.matches("[0-9A-Za-z]{1,64}(-[0-9]{1,9})?")) {
      throw new IllegalArgumentException("message id is '" + id + "', expected letters and digits");
    }
    return id;
  }

  private static String checkedSource(String name) {
    if (!isPlainName(name)) {
      throw new IllegalArgumentException("source file is '" + name + "', expected a file name");
    }
    return name;
  }

  private static boolean isPlainName(String name) {
    return !name.isEmpty()
        && !name.equals(".")
        && !name.equals("..")
        && name.indexOf('/') < 0
        && name.indexOf('\0') < 0;
  }
}
