package org.as2gateway.transport.sftp.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An upload that is not complete, or not under its final name yet: a file of ours that carries id
 * and name in its own name, so that it can be continued after a restart. The partner's name never
 * becomes a name on our disk as it is. Guarded by its {@link PartnerRoot}.
 */
final class Unfinished {
  private static final int ID_CHARACTERS = 32;
  private final Path folder;
  private final String id;
  private final String name;

  /** The handle that writes it; another one that opens it takes it over. */
  private @Nullable Object writer;

  /** Received; it is here only until the client has seen the answer. */
  private boolean isAccepted;

  private Unfinished(Path folder, String id, String name) {
    this.folder = folder;
    this.id = id;
    this.name = name;
  }

  static Unfinished begin(Path folder, String name) throws IOException {
    Unfinished upload = new Unfinished(folder, UUID.randomUUID().toString().replace("-", ""), name);
    Files.createFile(upload.path());
    return upload;
  }

  /** Reads the name of a file in that folder; empty if it is not one of these. */
  static Optional<Unfinished> of(Path folder, Path file) {
    String text = file.getFileName().toString();
    if (text.length() < ID_CHARACTERS + 2 || text.charAt(ID_CHARACTERS) != '.') {
      return Optional.empty();
    }
    try {
      byte[] name = Base64.getUrlDecoder().decode(text.substring(ID_CHARACTERS + 1));
      return Optional.of(
          new Unfinished(
              folder, text.substring(0, ID_CHARACTERS), new String(name, StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // a file that somebody else put there
    }
  }

  String id() {
    return id;
  }

  String name() {
    return name;
  }

  Path path() {
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    return folder.resolve(id + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(utf8));
  }

  long bytes() throws IOException {
    return Files.size(path());
  }

  FileFacts facts() throws IOException {
    return FileFacts.file(name, bytes(), Files.getLastModifiedTime(path()).toInstant());
  }

  /** Begins again, still the same upload: it may have been received and the answer lost. */
  void truncate() throws IOException {
    Files.write(path(), new byte[0]);
  }

  /** The same upload under another name. */
  Unfinished renamed(String to) throws IOException {
    Unfinished renamed = new Unfinished(folder, id, to);
    Files.move(path(), renamed.path());
    return renamed;
  }

  /** This content as the content of another upload that has the name already. */
  Unfinished inPlaceOf(Unfinished there) throws IOException {
    Files.move(path(), there.path(), StandardCopyOption.REPLACE_EXISTING);
    there.isAccepted = false;
    return there;
  }

  void takeOver(Object by) {
    writer = by;
    isAccepted = false;
  }

  void setAccepted() {
    isAccepted = true;
  }

  boolean isAccepted() {
    return isAccepted;
  }

  boolean isWrittenBy(Object handle) {
    return writer == handle;
  }

  boolean isOpen() {
    return writer != null;
  }

  void release(Object handle) {
    if (writer == handle) {
      writer = null;
    }
  }
}
