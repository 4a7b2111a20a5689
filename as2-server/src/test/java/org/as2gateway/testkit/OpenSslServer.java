package org.as2gateway.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.as2gateway.as2.keys.OwnKey;
import org.awaitility.Awaitility;

/** {@code openssl s_server}: a TLS server that this project did not write. Answers a GET. */
public final class OpenSslServer implements AutoCloseable {
  private static final Pattern ACCEPT = Pattern.compile("ACCEPT \\S+:(\\d+)");

  private final Process process;
  private final int port;

  private OpenSslServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Listens on a free port.
   *
   * @param folder for key and log
   * @param address on loopback
   * @param key of the server; its chain is shown along
   * @param options further ones, such as {@code -tls1_1}
   */
  public static OpenSslServer start(Path folder, String address, OwnKey key, String... options)
      throws IOException {
    Path certificate = KeyFiles.writePem(folder.resolve("server.pem"), key.certificate());
    Path privateKey = KeyFiles.writeKeyPem(folder.resolve("server.key"), key);
    List<String> command = new ArrayList<>(List.of("openssl", "s_server", "-www"));
    command.addAll(List.of("-accept", address + ":0", "-cert", certificate.toString()));
    command.addAll(List.of("-key", privateKey.toString()));
    if (!key.chain().isEmpty()) {
      Path chain = KeyFiles.writePem(folder.resolve("chain.pem"), key.chain().get(0));
      command.addAll(List.of("-cert_chain", chain.toString()));
    }
    command.addAll(List.of(options));
    Path log = folder.resolve("s_server.log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      return new OpenSslServer(process, awaitPort(log, process));
    } catch (RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private static int awaitPort(Path log, Process process) {
    Matcher accept =
        Awaitility.await()
            .alias("openssl s_server")
            .atMost(Duration.ofSeconds(20))
            .pollInterval(Duration.ofMillis(20))
            .failFast("it ended", () -> !process.isAlive())
            .until(
                () -> ACCEPT.matcher(Files.readString(log, StandardCharsets.ISO_8859_1)),
                Matcher::find);
    return Integer.parseInt(accept.group(1));
  }

  /** Where it listens. */
  public int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
