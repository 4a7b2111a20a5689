package org.as2gateway.transport.as2.listener;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.as2gateway.config.GatewayConfig;

/**
 * What the partner listener needs to know.
 *
 * @param path the one path, starting with a slash, compared octet by octet
 * @param listeners the ports to open
 * @param limits what bounds connections and requests
 * @param drain how long a stop waits for requests that are being handled
 */
public record HttpServerSettings(
    String path, List<Listener> listeners, Limits limits, Duration drain) {
  private static final Duration DEFAULT_DRAIN = Duration.ofSeconds(60);
  private static final int MAX_WORKERS = 256;
  private static final int MIN_WORKERS = 16;

  /** Three times what the buffers of one message take, its layers all open. */
  private static final long HEAP_OF_A_WORKER = 3 << 20;

  /** Copies the list. */
  public HttpServerSettings {
    listeners = List.copyOf(listeners);
  }

  /**
   * One port.
   *
   * @param name what the operator calls it: {@code http} or {@code https}
   * @param host address to bind
   * @param port TCP port, 0 for any free one
   * @param tls the key store of a TLS listener; empty for plain HTTP
   */
  public record Listener(String name, String host, int port, Optional<TlsKeyStore> tls) {}

  /**
   * A PKCS #12 file with the listener's key.
   *
   * @param file the file; read again when it changes
   * @param password asked for at each reading
   */
  public record TlsKeyStore(Path file, Supplier<char[]> password) {
    @Override
    public String toString() {
      return "TlsKeyStore[" + file + "]"; // never the password
    }
  }

  /**
   * What bounds connections and requests.
   *
   * @param bodyBytes largest request body
   * @param headerBytes largest header block
   * @param headerTime time for a header block to arrive whole, TLS set-up included
   * @param idleTime time without a byte; also the window over which the rate is taken
   * @param minimumRateBytes least octets per second of a body; 0 for none
   * @param connections most open connections; those above it are answered 503
   * @param workers most requests that are handled at once; those above it are answered 503
   */
  public record Limits(
      long bodyBytes,
      int headerBytes,
      Duration headerTime,
      Duration idleTime,
      long minimumRateBytes,
      int connections,
      int workers) {}

  /**
   * The settings of {@code gateway.yaml}.
   *
   * @param keyStorePassword the password of the TLS key store, asked for when it is read
   */
  public static HttpServerSettings of(
      GatewayConfig.As2 as2, GatewayConfig.Limits limits, Supplier<char[]> keyStorePassword) {
    List<Listener> listeners = new ArrayList<>();
    if (as2.http().isEnabled()) {
      listeners.add(new Listener("http", as2.http().host(), as2.http().port(), Optional.empty()));
    }
    if (as2.https().isEnabled()) {
      Path file =
          as2.https()
              .keystore()
              .orElseThrow(() -> new IllegalArgumentException("as2.https has no key store"));
      listeners.add(
          new Listener(
              "https",
              as2.https().host(),
              as2.https().port(),
              Optional.of(new TlsKeyStore(file, keyStorePassword))));
    }
    return new HttpServerSettings(
        as2.path(),
        listeners,
        new Limits(
            limits.messageBytes(),
            limits.headerBytes(),
            limits.headerTime(),
            limits.idleTime(),
            limits.minimumRateBytes(),
            limits.connections(),
            workers(Runtime.getRuntime().maxMemory())),
        DEFAULT_DRAIN);
  }

  /** As many as fit into the heap even if each stands still in the middle of a message. */
  static int workers(long heapBytes) {
    return (int) Math.max(MIN_WORKERS, Math.min(MAX_WORKERS, heapBytes / HEAP_OF_A_WORKER));
  }
}
