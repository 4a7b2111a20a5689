package org.as2gateway.admin.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/**
 * The token that opens the API, kept in {@code data/secrets/admin-token} with mode 0600: whoever
 * may read that file operates the gateway.
 */
public final class AdminToken {
  private static final int RANDOM_BYTES = 32;

  private final byte[] digest;
  private final String text;

  private AdminToken(String text) {
    this.text = text;
    this.digest = sha256(text);
  }

  /** A token of that text. */
  public static AdminToken of(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("token is blank");
    }
    return new AdminToken(text);
  }

  /** Where the token of a home is kept. */
  public static Path file(Path home) {
    return home.resolve("data").resolve("secrets").resolve("admin-token");
  }

  /** The token of a home; empty if none was made yet or it may not be read by us. */
  public static Optional<AdminToken> read(Path home) throws IOException {
    try {
      String text = Files.readString(file(home), StandardCharsets.US_ASCII).strip();
      return text.isEmpty() ? Optional.empty() : Optional.of(new AdminToken(text));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** The token of a home, made from 256 random bits if there is none. */
  public static AdminToken readOrCreate(Path home) throws IOException {
    Optional<AdminToken> existing = read(home);
    if (existing.isPresent()) {
      return existing.get();
    }
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    String text = HexFormat.of().formatHex(random);
    write(file(home), text + "\n");
    return new AdminToken(text);
  }

  /** The text that goes into {@code Authorization: Bearer}. */
  public String text() {
    return text;
  }

  /** Whether the text is this token; takes the same time wherever they differ. */
  public boolean matches(String candidate) {
    return MessageDigest.isEqual(digest, sha256(candidate));
  }

  @Override
  public String toString() {
    return "AdminToken"; // never the token
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    boolean isPosix = Files.getFileStore(file.getParent()).supportsFileAttributeView("posix");
    Path part = file.resolveSibling(file.getFileName() + ".tmp");
    Files.deleteIfExists(part);
    if (isPosix) {
      // Made with the narrow mode: there is no moment at which others can open it.
      Set<java.nio.file.attribute.PosixFilePermission> mode =
          PosixFilePermissions.fromString("rw-------");
      Files.createFile(part, PosixFilePermissions.asFileAttribute(mode));
    } else {
      Files.createFile(part);
    }
    Files.writeString(part, text, StandardCharsets.US_ASCII, StandardOpenOption.TRUNCATE_EXISTING);
    try {
      Files.move(part, file);
    } catch (FileAlreadyExistsException e) {
      Files.writeString(file, text, StandardCharsets.US_ASCII); // it was there, and empty
      Files.delete(part);
    }
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
