package org.as2gateway.registry.certs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.as2.keys.OwnKey;

/**
 * The key that signs checkpoints of the evidence chain: of the gateway itself, never a partner's
 * business, made at the first start. It has a password of its own, because the one of the key
 * stores is the operator's to choose and change.
 */
public final class EvidenceKey {
  private static final String KEY_FILE = "data/secrets/evidence.p12";
  private static final String PASSWORD_FILE = "data/secrets/evidence-password";
  private static final Duration VALIDITY = Duration.ofDays(20 * 365);
  private static final int PASSWORD_BYTES = 24;

  private EvidenceKey() {}

  /**
   * The key of a home.
   *
   * @throws CertsException if it is there and cannot be opened
   */
  public static OwnKey openOrCreate(Path home, Instant now) throws CertsException, IOException {
    Path file = home.resolve(KEY_FILE);
    Path passwordFile = home.resolve(PASSWORD_FILE);
    if (Files.exists(file)) {
      KeyStorePassword password =
          KeyStorePassword.of(Files.readString(passwordFile, StandardCharsets.US_ASCII).strip());
      try {
        return OwnKeyFile.open(CertificateFile.bytes(file), password).keys().get(0);
      } catch (CertsException e) {
        throw new CertsException(
            "'"
                + file
                + "', the key of the evidence chain, cannot be opened with the password in '"
                + passwordFile
                + "'; restore both from a backup",
            e);
      }
    }
    byte[] random = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(random);
    String text = HexFormat.of().formatHex(random);
    OwnKey key =
        SelfSigned.generate(
            NewKey.of("AS2 gateway evidence").withKind(KeyKind.EC_P256).withValidity(VALIDITY),
            now);
    SafeFile.createPrivateFolder(file.getParent());
    SafeFile.writePrivate(passwordFile, (text + "\n").getBytes(StandardCharsets.US_ASCII));
    SafeFile.writePrivate(file, OwnKeyFile.encode(key, KeyStorePassword.of(text)));
    return key;
  }
}
