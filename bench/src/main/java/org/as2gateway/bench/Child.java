package org.as2gateway.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The measured JVM as seen from outside: Linux's own account of its processor time and memory. */
final class Child implements AutoCloseable {
  private static final long MILLIS_PER_TICK = 10; // USER_HZ is 100 on every Linux there is
  private static final int UTIME = 11; // fields of /proc/<pid>/stat behind the command's name
  private static final int STIME = 12;
  private static final int QUIET_CHECKS = 5;
  private static final int OUT_OF_MEMORY = 3; // status of -XX:+ExitOnOutOfMemoryError

  private final Process process;
  private final BufferedReader answers;
  private final BufferedWriter commands;
  private final Path log;
  private final URI url;

  private Child(Process process, Path log) throws IOException {
    this.process = process;
    this.log = log;
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.commands = process.outputWriter(StandardCharsets.UTF_8);
    this.url = URI.create(answer());
  }

  /** Starts a product with that heap, for example {@code 128m}, in a folder that holds the keys. */
  static Child start(Product product, String heap, Path folder, URI partnerUrl) throws IOException {
    Path log = folder.resolve(product.name() + "-" + heap + ".log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heap);
    command.addAll(product.jvmOptions());
    command.addAll(
        List.of(
            "-XX:+ExitOnOutOfMemoryError",
            "-cp",
            System.getProperty("java.class.path"),
            StationMain.class.getName(),
            product.name(),
            folder.toString(),
            partnerUrl.toString()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
    builder.environment().putAll(product.environment());
    return new Child(builder.start(), log);
  }

  URI url() {
    return url;
  }

  /** Sends a file so many times; how many ended with a verified receipt. */
  int send(Path file, int count, int concurrency) throws IOException {
    return Integer.parseInt(command("send\t" + file + "\t" + count + "\t" + concurrency));
  }

  /** Deletes what was received. */
  void clean() throws IOException {
    command("clean");
  }

  private String command(String line) throws IOException {
    commands.write(line + "\n");
    commands.flush();
    return answer();
  }

  private String answer() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new IOException(causeOfDeath());
    }
    return line;
  }

  /** Why it is gone, in a few words. */
  String causeOfDeath() throws IOException {
    String text = Files.readString(log, StandardCharsets.ISO_8859_1);
    boolean isOutOfMemory = text.contains("OutOfMemoryError") || hasEndedWith(OUT_OF_MEMORY);
    return isOutOfMemory ? "out of memory" : "ended: " + text.strip();
  }

  private boolean hasEndedWith(int status) {
    try {
      return process.waitFor(1, TimeUnit.SECONDS) && process.exitValue() == status;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Processor time used so far, user and system. */
  long cpuMillis() throws IOException {
    String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME])) * MILLIS_PER_TICK;
  }

  /** Waits until work that goes on behind the last answer has ended: delivery to folders, say. */
  void awaitQuiet() throws IOException, InterruptedException {
    int quiet = 0;
    long last = cpuMillis();
    while (quiet < QUIET_CHECKS) {
      TimeUnit.MILLISECONDS.sleep(2 * MILLIS_PER_TICK);
      long now = cpuMillis();
      quiet = now == last ? quiet + 1 : 0;
      last = now;
    }
  }

  /** The most memory it ever held, in octets. */
  long peakRss() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
      if (line.startsWith("VmHWM:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
      }
    }
    throw new IOException("no VmHWM in /proc/" + process.pid() + "/status");
  }

  boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() throws IOException {
    try {
      commands.close();
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly(); // its end of the pipe is gone: it is ending already
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
