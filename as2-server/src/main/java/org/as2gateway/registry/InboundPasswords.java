package org.as2gateway.registry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.store.payload.HomeFolders;

/**
 * The passwords by which partners log in to us over HTTP Basic (RFC 7617), one for each
 * partnership: {@code data/secrets/inbound-PARTNERSHIP}. Safe for many threads.
 */
public final class InboundPasswords {
  private static final String SCHEME = "basic ";

  private final HomeFolders folders;

  /** The passwords of that home. */
  public InboundPasswords(HomeFolders folders) {
    this.folders = folders;
  }

  /** The name of the file with the password of a partnership. */
  public static String fileName(Partnership partnership) {
    return "inbound-" + HomeFolders.folderName(partnership.name());
  }

  /**
   * Whether an {@code Authorization} header field is the login that the partnership asks for.
   *
   * @param user the user that is asked for
   * @param authorization the field; empty if there is none
   * @throws IOException if the password cannot be read: nobody can log in then
   */
  public boolean isLogin(Partnership partnership, String user, Optional<String> authorization)
      throws IOException {
    Path file = folders.secrets().resolve(fileName(partnership));
    String password = Files.readString(file).strip();
    if (password.isEmpty()) {
      throw new IOException("'" + file + "' is empty");
    }
    byte[] expected = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return authorization
        .filter(field -> field.toLowerCase(Locale.ROOT).startsWith(SCHEME))
        .flatMap(field -> decoded(field.substring(SCHEME.length()).strip()))
        .filter(given -> MessageDigest.isEqual(given, expected))
        .isPresent();
  }

  private static Optional<byte[]> decoded(String text) {
    try {
      return Optional.of(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
