package org.as2gateway.registry.certs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.as2.keys.CertsException;

/**
 * The one password of a home's key stores: from the environment, else from a file of mode 0600.
 * Never printed.
 */
public final class KeyStorePassword {
  /** The variable that goes before the file. */
  public static final String VARIABLE = "AS2_KEYSTORE_PASSWORD";

  private static final String FILE = "data/secrets/keystore-password";
  private static final int RANDOM_BYTES = 24;

  private final String value;

  private KeyStorePassword(String value) {
    this.value = value;
  }

  /** A password that was typed in. */
  public static KeyStorePassword of(String value) {
    return new KeyStorePassword(value);
  }

  /** The file of a home. */
  public static Path file(Path home) {
    return home.resolve(FILE);
  }

  /**
   * The password of a home; empty if there is none yet.
   *
   * @throws CertsException if the file is empty or cannot be read
   */
  public static Optional<KeyStorePassword> find(Path home, Map<String, String> environment)
      throws CertsException {
    String variable = environment.getOrDefault(VARIABLE, "");
    if (!variable.isEmpty()) {
      return Optional.of(new KeyStorePassword(variable));
    }
    Path file = file(home);
    if (Files.notExists(file)) {
      return Optional.empty();
    }
    String text = new String(content(file), StandardCharsets.UTF_8).stripTrailing();
    if (text.isEmpty()) {
      throw new CertsException("'" + file + "' is empty, expected the password of the key stores");
    }
    return Optional.of(new KeyStorePassword(text));
  }

  private static byte[] content(Path file) throws CertsException {
    try {
      return CertificateFile.bytes(file);
    } catch (CertsException e) {
      throw new CertsException("'" + file + "': " + e.getMessage(), e);
    }
  }

  /** The password of a home, made at random and written if there is none. */
  static KeyStorePassword findOrCreate(Path home, Map<String, String> environment)
      throws CertsException, IOException {
    Optional<KeyStorePassword> found = find(home, environment);
    if (found.isPresent()) {
      return found.get();
    }
    KeyStorePassword made = random();
    SafeFile.createPrivateFolder(file(home).getParent());
    SafeFile.writePrivate(file(home), (made.value + "\n").getBytes(StandardCharsets.UTF_8));
    return made;
  }

  /** A new one that nobody can guess. */
  static KeyStorePassword random() {
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    return new KeyStorePassword(Base64.getUrlEncoder().withoutPadding().encodeToString(random));
  }

  /** The password, for a key store's methods. */
  public char[] toChars() {
    return value.toCharArray();
  }

  @Override
  public String toString() {
    return "KeyStorePassword"; // never the password
  }
}
