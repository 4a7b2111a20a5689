package org.as2gateway.config;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the folders of a home and checks that files can be moved between them by renaming: {@code
 * data, inbox, outbox, sent, failed} lie on one file system (design.md §3).
 */
public final class HomeCheck {
  private static final List<String> MOVED_BETWEEN =
      List.of("data", "inbox", "outbox", "sent", "failed");
  private static final List<String> PRIVATE = List.of("data", "data/secrets");
  private static final List<String> OTHERS = List.of("data/secrets", "certs");

  private HomeCheck() {}

  /**
   * Creates what is missing, with the gateway's own folders closed to other users.
   *
   * @throws ConfigException if a folder cannot be made or written, or lies on another file system
   */
  public static void prepare(Path home) throws ConfigException {
    List<String> errors = new ArrayList<>();
    List<String> folders = new ArrayList<>(MOVED_BETWEEN);
    folders.addAll(OTHERS);
    for (String name : folders) {
      create(home, name, errors);
    }
    if (errors.isEmpty()) {
      checkOneFileSystem(home, errors);
    }
    if (!errors.isEmpty()) {
      throw new ConfigException(errors);
    }
  }

  private static void create(Path home, String name, List<String> errors) {
    Path folder = home.resolve(name);
    try {
      if (!Files.exists(folder)) {
        Files.createDirectories(folder);
        if (PRIVATE.contains(name)
            && Files.getFileStore(folder).supportsFileAttributeView("posix")) {
          Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
      }
      if (!Files.isDirectory(folder)) {
        errors.add("'" + folder + "' is not a folder, expected one: move the file away");
      } else if (!Files.isWritable(folder)) {
        errors.add("folder '" + folder + "' cannot be written, check its mode and owner");
      }
    } catch (IOException e) {
      errors.add(
          "folder '"
              + folder
              + "' cannot be created; check the mode and owner of its"
              + " parent: "
              + e);
    }
  }

  private static void checkOneFileSystem(Path home, List<String> errors) {
    Map<Path, FileStore> stores = new LinkedHashMap<>();
    try {
      for (String name : MOVED_BETWEEN) {
        // Compared with its mount point: a bind mount of the same device takes no rename either.
        stores.put(home.resolve(name), Files.getFileStore(home.resolve(name)));
      }
    } catch (IOException e) {
      errors.add("the file system of '" + home + "' cannot be determined: " + e);
      return;
    }
    Path data = home.resolve("data");
    stores.forEach(
        (folder, store) -> {
          if (!store.equals(stores.get(data))) {
            errors.add(
                ("'%s' and '%s' are on different file systems (%s, %s), expected one: files are"
                        + " moved between them by renaming")
                    .formatted(data, folder, stores.get(data), store));
          }
        });
  }
}
