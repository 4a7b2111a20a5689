package org.as2gateway.admin.partners;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.as2gateway.registry.BasicPasswords;
import org.as2gateway.registry.partnerships.HttpPassword;
import org.as2gateway.registry.partnerships.HttpUrl;
import org.as2gateway.store.payload.HomeFolders;

/** The passwords of HTTP authentication under {@code data/secrets/}, for their owner alone. */
final class ImportedPasswords {
  private final Path folder;

  /** Those of that home. */
  ImportedPasswords(Path home) {
    this.folder = new HomeFolders(home).secrets();
  }

  /**
   * Keeps the password of a partnership, in place of an earlier one.
   *
   * @param url the only server it is for
   */
  void put(String partnership, HttpPassword password, HttpUrl url) throws IOException {
    String text = password.value() + "\n" + BasicPasswords.origin(url) + "\n";
    Files.createDirectories(folder);
    Path beside = Files.createTempFile(folder, ".basic-", ".tmp", ownerOnly(folder));
    try {
      Files.write(beside, text.getBytes(StandardCharsets.UTF_8));
      Files.move(beside, file(partnership), StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  /** Forgets the password of a partnership. */
  void remove(String partnership) throws IOException {
    Files.deleteIfExists(file(partnership));
  }

  private Path file(String partnership) {
    return folder.resolve("basic-" + HomeFolders.folderName(partnership));
  }

  private static FileAttribute<?>[] ownerOnly(Path folder) throws IOException {
    return Files.getFileStore(folder).supportsFileAttributeView("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
