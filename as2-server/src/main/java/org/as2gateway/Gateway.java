package org.as2gateway;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.as2gateway.config.ConfigException;
import org.as2gateway.config.GatewayConfig;
import org.as2gateway.messagelog.MessageLog;
import org.as2gateway.messagelog.MessageRecord;
import org.as2gateway.registry.Registry;

/**
 * One AS2 gateway: the composition root of the engine, embeddable and headless. Open it, {@link
 * #start} it, close it. Safe for many threads.
 */
@SuppressWarnings("DoNotCallSuggester") // a sketch until the parts exist
public final class Gateway implements AutoCloseable {
  private final GatewayConfig config;

  private Gateway(GatewayConfig config) {
    this.config = config;
  }

  /**
   * Opens home, registry and database, and recovers what a crash left behind. No port is opened
   * yet.
   *
   * @throws ConfigException if settings, folders or keys are wrong
   * @throws IOException if the home cannot be read or written
   */
  public static Gateway open(GatewayConfig config, Clock clock)
      throws ConfigException, IOException {
    return new Gateway(config);
  }

  /**
   * Opens the partner listeners and starts delivery.
   *
   * @throws ConfigException if a port is occupied or a TLS key cannot be read
   */
  public void start() throws ConfigException, IOException {
    throw new UnsupportedOperationException();
  }

  /** The settings. */
  public GatewayConfig config() {
    return config;
  }

  /** The registry's last good state. */
  public Registry registry() {
    throw new UnsupportedOperationException();
  }

  /** The record of all messages. */
  public MessageLog messages() {
    throw new UnsupportedOperationException();
  }

  /** Where partners reach us, one URL for each open listener. */
  public List<URI> as2Urls() {
    throw new UnsupportedOperationException();
  }

  /**
   * Takes a payload and queues it. Durable on return.
   *
   * @param payload read to its end, not closed
   * @throws OperationRefused if the partnership is unknown, not ours to send on, or incomplete
   * @throws IOException if reading or storing fails; nothing is queued then
   */
  public MessageRecord submit(
      String partnership,
      String filename,
      Optional<String> contentType,
      Optional<String> subject,
      InputStream payload)
      throws IOException, OperationRefused {
    throw new UnsupportedOperationException();
  }

  /** Sends again: same bytes and Message-ID while not acknowledged, a new message after. */
  public MessageRecord resend(String id) throws OperationRefused, IOException {
    throw new UnsupportedOperationException();
  }

  /** Gives up an outbound message that has not ended. */
  public MessageRecord cancel(String id) throws OperationRefused, IOException {
    throw new UnsupportedOperationException();
  }

  /** The kept copy of a payload, empty if it is gone or was never kept. Do not change the file. */
  public Optional<Path> payloadFile(String id, int index) {
    throw new UnsupportedOperationException();
  }

  /** What keeps the gateway from accepting messages now; empty if it is ready. */
  public List<String> notReadyReasons() {
    throw new UnsupportedOperationException();
  }

  /** Drains and stops: requests being read are answered, nothing new is begun. */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }

  /** An operation that cannot be done, with the reason an operator can act on. */
  public static final class OperationRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Why an operation cannot be done. */
    public enum Reason {
      NOT_FOUND,
      CONFLICT
    }

    /** A refusal. */
    public OperationRefused(Reason reason, String message) {
      super(message);
      this.reason = reason;
    }

    /** Why. */
    public Reason reason() {
      return reason;
    }
  }
}
