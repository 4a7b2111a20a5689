package org.as2gateway.admin.port;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.as2gateway.as2.wire.Sha256;

/**
 * The token that opens the API, kept in {@code data/secrets/admin-token} with mode 0600: whoever
 * may read that file operates the gateway.
 */
public final class AdminToken {
  /** A gateway answers {@link #CHALLENGE_HEADER} of {@code GET /health/live} with a proof. */
  public static final String CHALLENGE_HEADER = "As2-Challenge";

  /** The header with {@link #proof}. */
  public static final String PROOF_HEADER = "As2-Proof";

  private static final int RANDOM_BYTES = 32;
  private static final Duration SHORT_LIFE = Duration.ofMinutes(5);
  private static final String SHORT_LIVED = "short-";
  private static final Pattern SHORT_LIVED_TOKEN =
      Pattern.compile(SHORT_LIVED + "([0-9]{1,12})-([0-9a-f]{64})");

  private final byte[] digest;
  private final String text;

  private AdminToken(String text) {
    this.text = text;
    this.digest = Sha256.of(text);
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

  /**
   * Whether the text is this token, or one of its short-lived ones; takes the same time wherever
   * they differ.
   */
  boolean matches(String candidate, Instant now) {
    return MessageDigest.isEqual(digest, Sha256.of(candidate)) || isShortLived(candidate, now);
  }

  /**
   * What a gateway answers to whoever wants to know whether it has this token, without telling it.
   *
   * @param nonce random, of the one who asks
   */
  public String proof(String nonce) {
    return hmac("as2-gateway-proof " + nonce);
  }

  /** A token in its place for some minutes: whoever overhears it has little of it. */
  public String shortLived(Instant now) {
    long until = now.plus(SHORT_LIFE).getEpochSecond();
    return SHORT_LIVED + until + "-" + hmac("as2-short-lived-token " + until);
  }

  private boolean isShortLived(String candidate, Instant now) {
    Matcher parts = SHORT_LIVED_TOKEN.matcher(candidate);
    if (!parts.matches()) {
      return false;
    }
    long left = Long.parseLong(parts.group(1)) - now.getEpochSecond();
    String expected = hmac("as2-short-lived-token " + parts.group(1));
    return MessageDigest.isEqual(ascii(expected), ascii(parts.group(2)))
        && left > 0
        && left <= 2 * SHORT_LIFE.toSeconds(); // two clocks may differ
  }

  private String hmac(String message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(ascii(text), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(ascii(message)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
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
}
