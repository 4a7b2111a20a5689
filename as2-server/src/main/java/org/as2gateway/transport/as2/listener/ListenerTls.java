package org.as2gateway.transport.as2.listener;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.config.ConfigException;
import org.as2gateway.registry.certs.KeyStorePassword;
import org.as2gateway.registry.certs.TlsKeyStore;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The TLS side of a listener: its key store, read again when the file changes, and whether clients
 * are asked for a certificate. TLS takes whatever certificate a client shows and proves to hold the
 * key of; who may come with which is judged for each request.
 */
final class ListenerTls {
  private static final Logger LOG = LoggerFactory.getLogger(ListenerTls.class);

  private final HttpServerSettings.TlsKeyStore keyStore;
  private final AskingFactory factory;
  private String stamp = "";

  /** Prepares the listener's TLS; the factory is started with the connector. */
  ListenerTls(
      HttpServerSettings.Listener listener,
      HttpServerSettings.TlsKeyStore keyStore,
      BooleanSupplier asksForCertificates)
      throws ConfigException {
    this.keyStore = keyStore;
    this.factory = new AskingFactory(asksForCertificates);
    Path file = keyStore.file();
    if (!Files.isReadable(file)) {
      throw new ConfigException(
          "the listener '%s' has no key store: '%s' cannot be read; make one or switch it off"
              .formatted(listener.name(), file));
    }
    factory.setIncludeProtocols("TLSv1.2", "TLSv1.3");
    factory.setRenegotiationAllowed(false);
    stamp = stamp();
    try {
      use(factory, load());
      factory.start();
    } catch (Exception e) { // Jetty's life cycle throws what it likes
      throw unreadable(listener, file, e);
    }
  }

  /** Reads the file, its keys too: what fails must fail before the former key is given up. */
  private TlsKeyStore load() throws CertsException {
    String password = new String(keyStore.password().get());
    return TlsKeyStore.open(keyStore.file(), KeyStorePassword.of(password));
  }

  private static void use(SslContextFactory target, TlsKeyStore loaded) {
    target.setKeyStore(loaded.keyStore());
    target.setKeyStorePassword(new String(loaded.password().toChars()));
  }

  /** The certificate that a client has shown, also if it resumed a session; empty if none. */
  static Optional<X509Certificate> certificate(SSLSession session) {
    try {
      return session.getPeerCertificates()[0] instanceof X509Certificate shown
          ? Optional.of(shown)
          : Optional.empty();
    } catch (SSLPeerUnverifiedException e) {
      return Optional.empty(); // it has shown none
    }
  }

  SslContextFactory.Server factory() {
    return factory;
  }

  /** Takes over a changed file; while it is unreadable the former key goes on. */
  void reloadIfChanged() {
    String now = stamp();
    if (now.equals(stamp)) {
      return;
    }
    stamp = now;
    try {
      TlsKeyStore loaded = load();
      factory.reload(target -> use(target, loaded));
      LOG.info("the TLS key store '{}' was read again", keyStore.file());
    } catch (Exception e) { // Jetty's life cycle throws what it likes
      LOG.warn(
          "the changed TLS key store '{}' cannot be read, the former key goes on: {}",
          keyStore.file(),
          e.toString());
    }
  }

  /** Forgets the keys. */
  void close() {
    try {
      factory.stop();
    } catch (Exception e) { // Jetty's life cycle throws what it likes
      LOG.debug("TLS did not stop cleanly", e);
    }
  }

  private String stamp() {
    try {
      BasicFileAttributes now = Files.readAttributes(keyStore.file(), BasicFileAttributes.class);
      return now.lastModifiedTime() + " " + now.size() + " " + now.fileKey();
    } catch (IOException e) {
      return "unreadable";
    }
  }

  private static ConfigException unreadable(
      HttpServerSettings.Listener listener, Path file, Exception cause) {
    ConfigException thrown =
        new ConfigException(
            "the key store '%s' of the listener '%s' cannot be opened: %s; check the file and its password"
                .formatted(file, listener.name(), cause.getMessage()));
    thrown.initCause(cause);
    return thrown;
  }
}
