package org.as2gateway.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;

/**
 * OpenSSH's {@code sshd}, {@code sftp} and {@code ssh-keygen} as peers that this project did not
 * write. Works on files of a scratch folder, as the current user, on loopback; a run ends within a
 * minute where the caller gives no other limit.
 */
public final class OpenSsh {
  private static final Duration TIME_LIMIT = Duration.ofMinutes(1);
  private static final List<String> PLACES = List.of("/usr/sbin", "/usr/bin", "/usr/local/sbin");

  private final Path folder;

  /** Works in that folder; skips the test, and says so, where OpenSSH is not installed. */
  public OpenSsh(Path folder) {
    this.folder = folder;
    for (String program : List.of("sshd", "sftp", "ssh-keygen")) {
      Assumptions.assumeTrue(
          program(program) != null, program + " is not installed: nothing to compare with");
    }
  }

  /** How a run ended. */
  public record Result(int status, String output) {}

  private static String program(String name) {
    return PLACES.stream()
        .map(place -> Path.of(place, name))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst()
        .orElse(null);
  }

  /** Makes a key pair: the private file, with {@code .pub} beside it. */
  public Path key(String name, String type, String passphrase, String... options)
      throws IOException {
    Path file = folder.resolve(name);
    List<String> command = new ArrayList<>(List.of(program("ssh-keygen"), "-q", "-t", type));
    command.addAll(List.of(options));
    command.addAll(List.of("-N", passphrase, "-C", name, "-f", file.toString()));
    Result result = run(command, null);
    if (result.status() != 0) {
      throw new IOException("ssh-keygen failed: " + result.output());
    }
    return file;
  }

  /** Fingerprint of a public key as ssh-keygen prints it. */
  public String fingerprint(Path key) throws IOException {
    Result result =
        run(List.of(program("ssh-keygen"), "-l", "-E", "sha256", "-f", key + ".pub"), null);
    return result.output().split(" ", -1)[1];
  }

  /** The public key of a pair, as one line. */
  public String publicKey(Path key) throws IOException {
    return Files.readString(Path.of(key + ".pub")).strip();
  }

  /**
   * Who connects where with {@code sftp}.
   *
   * @param knownHost the server's public key as one line
   */
  public record Client(int port, String user, Path key, String knownHost) {}

  /** The public key of a private one, as ssh-keygen works it out. */
  public String publicOf(Path key) throws IOException {
    return run(List.of(program("ssh-keygen"), "-y", "-f", key.toString()), null).output();
  }

  /** Runs {@code sftp} with a batch of commands, for a minute at most. */
  public Result sftp(Client client, String batch) throws IOException {
    return sftp(client, batch, TIME_LIMIT);
  }

  /** Runs {@code sftp} with a batch of commands that may take so long, and more options. */
  public Result sftp(Client client, String batch, Duration limit, String... options)
      throws IOException {
    Path log = Files.createTempFile(folder, "sftp", ".log");
    return await(startSftp(client, batch, log, options), log, limit);
  }

  /** Starts the client; the caller ends it. */
  public Process startSftp(Client client, String batch, Path log, String... options)
      throws IOException {
    Path known = Files.createTempFile(folder, "known", "");
    Files.writeString(known, "[127.0.0.1]:" + client.port() + " " + client.knownHost() + "\n");
    Path commands = Files.createTempFile(folder, "batch", "");
    Files.writeString(commands, batch);
    List<String> command = new ArrayList<>(List.of(program("sftp"), "-F", "none"));
    command.addAll(List.of(options));
    command.addAll(List.of("-o", "UserKnownHostsFile=" + known, "-o", "IdentitiesOnly=yes"));
    command.addAll(List.of("-o", "StrictHostKeyChecking=yes", "-i", client.key().toString()));
    command.addAll(List.of("-P", Integer.toString(client.port()), "-b", commands.toString()));
    command.add(client.user() + "@127.0.0.1");
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
        .redirectOutput(log.toFile())
        .start();
  }

  /** Starts a server that lets in who has one of the keys; the caller closes it. */
  public Server server(Path hostKey, List<Path> authorized, String... settings) throws IOException {
    Path privileges = Path.of("/run/sshd");
    if (System.getProperty("user.name").equals("root")) {
      Files.createDirectories(privileges);
    }
    int port = freePort();
    StringBuilder keys = new StringBuilder();
    for (Path key : authorized) {
      keys.append(publicKey(key)).append('\n');
    }
    Path list = Files.writeString(Files.createTempFile(folder, "authorized", ""), keys);
    Path config = Files.createTempFile(folder, "sshd", ".conf");
    Files.writeString(
        config,
        String.join(
            "\n",
            "ListenAddress 127.0.0.1:" + port,
            "HostKey " + hostKey,
            "AuthorizedKeysFile " + list,
            "PidFile none",
            "StrictModes no",
            "UsePAM no",
            "PasswordAuthentication no",
            "KbdInteractiveAuthentication no",
            "PermitRootLogin yes",
            "MaxStartups 200",
            "Subsystem sftp internal-sftp",
            String.join("\n", settings),
            ""));
    Path log = folder.resolve("sshd-" + port + ".log");
    Process process =
        new ProcessBuilder(program("sshd"), "-D", "-e", "-f", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Server server = new Server(process, port, log);
    server.awaitOpen();
    return server;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** A running sshd. */
  public static final class Server implements AutoCloseable {
    private final Process process;
    private final int port;
    private final Path log;

    private Server(Process process, int port, Path log) {
      this.process = process;
      this.port = port;
      this.log = log;
    }

    /** Its port on loopback. */
    public int port() {
      return port;
    }

    /** Its process id. */
    public long pid() {
      return process.pid();
    }

    /** CPU time that the listener and its children that have ended took. */
    public Duration cpu() {
      return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** What it logged. */
    public String log() throws IOException {
      return Files.readString(log);
    }

    private void awaitOpen() {
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .ignoreExceptions()
          .until(
              () -> {
                if (!process.isAlive()) {
                  throw new AssertionError("sshd ended: " + log());
                }
                try (Socket socket = new Socket()) {
                  socket.connect(
                      new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
                  return true;
                }
              });
    }

    @Override
    public void close() {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private Result run(List<String> command, Path input) throws IOException {
    Path log = Files.createTempFile(folder, "run", ".log");
    Path from = input == null ? Path.of("/dev/null") : input;
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .redirectInput(from.toFile())
            .start();
    return await(process, log, TIME_LIMIT);
  }

  private static Result await(Process process, Path log, Duration limit) throws IOException {
    try {
      if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
        throw new IOException("did not end in " + limit.toSeconds() + " s");
      }
      String output = Files.exists(log) ? Files.readString(log, StandardCharsets.ISO_8859_1) : "";
      return new Result(process.exitValue(), output);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a program ran", e);
    } finally {
      process.destroyForcibly();
    }
  }
}
