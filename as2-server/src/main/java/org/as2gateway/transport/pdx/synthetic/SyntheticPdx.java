package org.as2gateway.transport.pdx.synthetic;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.as2gateway.transport.pdx.PdxCall;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A SYNTHETIC PDX server on the loopback interface. It is not of USPS and proves nothing about
 * theirs. Running from {@link #open} until closed. Safe for many threads.
 */
public final class SyntheticPdx implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SyntheticPdx.class);
  private static final int THREADS = 32;

  private final Server server;
  private final ServerConnector connector;
  private final boolean isSecure;
  private final SyntheticState state;

  private SyntheticPdx(Server server, ServerConnector connector, SyntheticState state) {
    this.server = server;
    this.connector = connector;
    this.isSecure = connector.getConnectionFactory(SslConnectionFactory.class) != null;
    this.state = state;
  }

  /**
   * Opens a server.
   *
   * @param folder where it keeps files
   * @param port its port; 0 for a free one
   * @param user who may sign in
   * @param password with what
   */
  public static SyntheticPdx open(Path folder, int port, String user, String password, Clock clock)
      throws IOException {
    return open(new Settings(folder, port, user, password, Optional.empty()), clock);
  }

  /**
   * Settings of a server.
   *
   * @param tls its key, for https; empty for http
   */
  public record Settings(
      Path folder, int port, String user, String password, Optional<SSLContext> tls) {
    /** Never shows the password. */
    @Override
    public String toString() {
      return "Settings[" + folder + ", " + port + "]";
    }
  }

  /** Opens a server. */
  public static SyntheticPdx open(Settings settings, Clock clock) throws IOException {
    Files.createDirectories(settings.folder());
    SyntheticState state =
        new SyntheticState(settings.folder(), settings.user(), settings.password(), clock);
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, 2);
    threads.setName("synthetic-pdx");
    threads.setDaemon(true);
    Server server = new Server(threads);
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    HttpConnectionFactory http = new HttpConnectionFactory(configuration);
    ServerConnector connector =
        settings.tls().isPresent()
            ? new ServerConnector(server, 1, 1, tls(settings.tls().get()), http)
            : new ServerConnector(server, 1, 1, http);
    connector.setHost("127.0.0.1");
    connector.setPort(settings.port());
    server.addConnector(connector);
    server.setHandler(new SyntheticHandler(state, settings.folder()));
    server.setStopTimeout(0);
    try {
      server.start();
    } catch (IOException e) {
      throw e;
    } catch (Exception e) { // Jetty's life cycle throws what it likes
      throw new IOException("the synthetic PDX server cannot be started", e);
    }
    return new SyntheticPdx(server, connector, state);
  }

  private static SslConnectionFactory tls(SSLContext context) {
    SslContextFactory.Server ssl = new SslContextFactory.Server();
    ssl.setSslContext(context);
    ssl.setSniRequired(false);
    SslConnectionFactory factory = new SslConnectionFactory(ssl, "http/1.1");
    factory.setEnsureSecureRequestCustomizer(false);
    return factory;
  }

  /** Where it is: scheme, host and port. */
  public URI url() {
    return URI.create(
        (isSecure ? "https://localhost:" : "http://127.0.0.1:") + connector.getLocalPort());
  }

  /** Offers a file for download. */
  public SyntheticFile offer(String environment, String filename, InputStream content)
      throws IOException {
    return state.outbound().add(environment, filename, content);
  }

  /** The files that it offers. */
  public List<SyntheticFile> offered() {
    return state.outbound().all();
  }

  /** The files that were uploaded, in their order. */
  public List<SyntheticFile> uploads() {
    return state.uploads().all();
  }

  /** Has the next so many calls of a kind go wrong. */
  public void fail(PdxCall call, Fault fault, int times) {
    state.fail(call, fault, times);
  }

  /** How many calls of a kind came, whatever became of them. */
  public int count(PdxCall call) {
    return state.count(call);
  }

  /** How many files a page of a list has. */
  public void setPageSize(int files) {
    state.setPageSize(files);
  }

  @Override
  public void close() {
    state.stop();
    try {
      server.stop();
    } catch (Exception e) { // Jetty's life cycle throws what it likes
      LOG.warn("the synthetic PDX server did not stop cleanly: {}", e.toString());
    }
  }
}
