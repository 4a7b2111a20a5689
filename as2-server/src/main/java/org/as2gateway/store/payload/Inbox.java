package org.as2gateway.store.payload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The inbox folder of one partner: one writer at a time. */
final class Inbox {
  private final Folder folder;
  private final Set<String> reserved = new HashSet<>();

  Inbox(Folder folder) {
    this.folder = folder;
  }

  String folderName() {
    return String.valueOf(folder.path().getFileName());
  }

  Folder folder() {
    return folder;
  }

  /** The question to the database is asked outside the lock: whoever asks may hold a connection. */
  InboxName reserve(String label, Predicate<String> isReserved) {
    Set<String> taken = new HashSet<>();
    while (true) {
      String name = claim(label, taken);
      boolean isTaken = true;
      try {
        isTaken = isReserved.test(name);
      } finally {
        if (isTaken) {
          giveBack(name);
        }
      }
      if (!isTaken) {
        return new InboxName(this, name);
      }
      taken.add(name);
    }
  }

  /** As {@link #reserve}, but that name or none. */
  Optional<InboxName> reserveExactly(String name, Predicate<String> isReserved) {
    if (!claimExactly(name)) {
      return Optional.empty();
    }
    boolean isTaken = true;
    try {
      isTaken = isReserved.test(name);
    } finally {
      if (isTaken) {
        giveBack(name);
      }
    }
    return isTaken ? Optional.empty() : Optional.of(new InboxName(this, name));
  }

  private synchronized boolean claimExactly(String name) {
    return !Folder.exists(folder.path().resolve(name)) && reserved.add(name);
  }

  private synchronized String claim(String label, Set<String> taken) {
    String name = folder.freeName(label, n -> reserved.contains(n) || taken.contains(n));
    reserved.add(name);
    return name;
  }

  synchronized void giveBack(String name) {
    reserved.remove(name);
  }

  /**
   * Moves the staged file in, under the name or the next free one if somebody else has put a file
   * there meanwhile: an atomic move would silently replace that.
   */
  synchronized Path moveIn(Path staged, String name) throws IOException {
    shareLikeFolder(staged);
    Path target = folder.path().resolve(name);
    if (Folder.exists(target)) {
      target = folder.path().resolve(folder.freeName(name, reserved::contains));
    }
    return Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Whoever may read the folder may read the file. */
  private void shareLikeFolder(Path staged) throws IOException {
    Set<PosixFilePermission> open = Files.getPosixFilePermissions(folder.path());
    EnumSet<PosixFilePermission> mode =
        EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    for (PosixFilePermission read :
        Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ)) {
      if (open.contains(read)) {
        mode.add(read);
      }
    }
    if (mode.size() > 2) {
      Files.setPosixFilePermissions(staged, mode);
    }
  }
}
