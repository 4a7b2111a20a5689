package org.as2gateway;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.registry.certs.KeyStorePassword;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The password of the listeners' key stores; empty if it cannot be read. */
final class TlsPassword implements Supplier<char[]> {
  private static final Logger LOG = LoggerFactory.getLogger(TlsPassword.class);

  private final Path home;

  TlsPassword(Path home) {
    this.home = home;
  }

  @Override
  public char[] get() {
    try {
      return KeyStorePassword.find(home, System.getenv())
          .map(KeyStorePassword::toChars)
          .orElse(new char[0]);
    } catch (CertsException e) {
      LOG.error("the key store password cannot be read: {}", e.getMessage());
      return new char[0];
    }
  }
}
