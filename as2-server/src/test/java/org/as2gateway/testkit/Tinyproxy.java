package org.as2gateway.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** {@code tinyproxy}: an HTTP proxy that this project did not write. */
public final class Tinyproxy implements AutoCloseable {
  private static final List<Path> PLACES =
      List.of(Path.of("/usr/bin/tinyproxy"), Path.of("/usr/sbin/tinyproxy"));
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Process process;
  private final int port;
  private final Path log;

  private Tinyproxy(Process process, int port, Path log) {
    this.process = process;
    this.port = port;
    this.log = log;
  }

  /** Whether there is a tinyproxy on this machine. */
  public static boolean isInstalled() {
    return PLACES.stream().anyMatch(Files::isExecutable);
  }

  /**
   * A proxy on loopback that wants a login and connects to any port.
   *
   * @param folder for its settings and log
   */
  public static Tinyproxy start(Path folder, String user, String password) throws IOException {
    Files.createDirectories(folder);
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Path log = folder.resolve("tinyproxy.log");
    Path settings =
        Files.writeString(
            folder.resolve("tinyproxy.conf"),
            """
            Port %d
            Listen 127.0.0.1
            Timeout 60
            LogFile "%s"
            LogLevel Info
            MaxClients 20
            BasicAuth %s %s
            """
                .formatted(port, log, user, password));
    String program =
        PLACES.stream().filter(Files::isExecutable).findFirst().orElseThrow().toString();
    Process process =
        new ProcessBuilder(program, "-d", "-c", settings.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("tinyproxy.out").toFile())
            .start();
    Tinyproxy proxy = new Tinyproxy(process, port, log);
    try {
      Awaitility.await().atMost(PATIENCE).until(proxy::isListening);
    } catch (RuntimeException e) {
      proxy.close();
      throw e;
    }
    return proxy;
  }

  private boolean isListening() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false; // not yet
    }
  }

  /** Where it is, as settings have it. */
  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /** What it has logged so far. */
  public String log() throws IOException {
    return Files.readString(log);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
