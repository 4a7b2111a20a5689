package org.as2gateway.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.as2gateway.Gateway;
import org.as2gateway.config.GatewayConfigReader;

/** A gateway in a JVM of its own, so that its heap can be bounded and its memory measured. */
public final class GatewayProcess implements AutoCloseable {
  private static final String READY = "READY ";

  private final Process process;
  private final URI url;

  private GatewayProcess(Process process, URI url) {
    this.process = process;
    this.url = url;
  }

  /** Runs the gateway of a home until standard input ends. */
  public static void main(String[] arguments) throws Exception {
    Map<String, String> environment = Map.of();
    try (Gateway gateway =
        Gateway.open(
            GatewayConfigReader.read(Path.of(arguments[0]), environment), Clock.systemUTC())) {
      gateway.start();
      System.out.println(READY + gateway.as2Urls().get(0));
      while (System.in.read() >= 0) {
        // until the test closes it
      }
    }
  }

  /**
   * Starts a gateway and waits until it listens.
   *
   * @param jvmOptions such as {@code -Xmx128m}
   */
  public static GatewayProcess start(Path home, String... jvmOptions) throws IOException {
    Process process = launch(home, jvmOptions);
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line;
    while ((line = output.readLine()) != null) {
      if (line.startsWith(READY)) {
        drain(output, home.resolve("stdout.txt"));
        return new GatewayProcess(process, URI.create(line.substring(READY.length())));
      }
    }
    throw new IOException(
        "the gateway did not start: " + Files.readString(home.resolve("stderr.txt")));
  }

  /** Keeps what it logs, and keeps it from waiting for somebody to read that. */
  private static void drain(BufferedReader output, Path file) {
    Thread reader =
        new Thread(
            () -> {
              try (Writer kept = Files.newBufferedWriter(file)) {
                output.transferTo(kept);
              } catch (IOException e) {
                // the process has ended
              }
            },
            "output of " + file);
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts a gateway and kills it after that time, whether it listens by then or not. */
  public static void startAndKill(Path home, Duration after, String... jvmOptions)
      throws IOException, InterruptedException {
    Process process = launch(home, jvmOptions);
    TimeUnit.MILLISECONDS.sleep(after.toMillis());
    process.destroyForcibly().waitFor();
  }

  private static Process launch(Path home, String... jvmOptions) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(List.of(jvmOptions));
    command.add("-Djdk.serialFilter=!*");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(GatewayProcess.class.getName(), home.toString()));
    return new ProcessBuilder(command)
        .redirectError(Files.createDirectories(home).resolve("stderr.txt").toFile())
        .start();
  }

  /** Kills it (SIGKILL) and waits until it is gone. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Where partners reach it. */
  public URI url() {
    return url;
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** Whether it still runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** The most memory it ever had resident, in MiB (VmHWM); -1 where the system does not tell. */
  public long peakResidentMiB() throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.exists(status)) {
      return -1;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .map(line -> line.replaceAll("\\D", ""))
        .mapToLong(kib -> Long.parseLong(kib) / 1024)
        .findFirst()
        .orElse(-1);
  }

  /**
   * Lets {@link #peakResidentMiB} start again from what is resident now, where that is possible.
   */
  public void forgetPeak() throws IOException {
    Path references = Path.of("/proc", Long.toString(process.pid()), "clear_refs");
    if (Files.isWritable(references)) {
      Files.writeString(references, "5");
    }
  }

  /** Processor time used so far; zero where the system does not tell. */
  public Duration processorTime() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Lets it drain and waits for its end; kills it when that takes longer than a minute. */
  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
