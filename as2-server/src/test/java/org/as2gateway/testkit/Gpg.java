package org.as2gateway.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The {@code gpg} command line as a peer that this project did not write, with a key ring of its
 * own. Every run ends within a minute; closing ends its agent.
 */
public final class Gpg implements AutoCloseable {
  private static final long TIME_LIMIT_SECONDS = 60;

  private final Path home;

  /** Makes an empty key ring; its path is short, because the agent's socket is in it. */
  public Gpg() throws IOException {
    this.home = Files.createTempDirectory("gpg");
  }

  /** Whether there is a gpg on this machine. */
  public static boolean isInstalled() {
    try {
      Process process = new ProcessBuilder("gpg", "--version").start();
      process.getInputStream().readAllBytes();
      return process.waitFor(TIME_LIMIT_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * How a run ended.
   *
   * @param status exit status
   * @param output standard output and error, as text
   */
  public record Result(int status, String output) {
    /** Whether the exit status is 0. */
    public boolean isOk() {
      return status == 0;
    }
  }

  /** Makes an RSA key that signs, with a subkey that decrypts. */
  public void newRsaKey(String userId, String expiry, String... options) throws IOException {
    List<String> make = new ArrayList<>(List.of(options));
    make.addAll(List.of("--quick-generate-key", userId, "rsa2048", "default", expiry));
    runOk(make);
    addSubkey(userId, "rsa2048", expiry, options);
  }

  /** Makes an Ed25519 key that signs, with an X25519 subkey that decrypts. */
  public void newCurveKey(String userId, String expiry, String... options) throws IOException {
    List<String> make = new ArrayList<>(List.of(options));
    make.addAll(List.of("--quick-generate-key", userId, "ed25519", "default", expiry));
    runOk(make);
    addSubkey(userId, "cv25519", expiry, options);
  }

  private void addSubkey(String userId, String kind, String expiry, String... options)
      throws IOException {
    List<String> add = new ArrayList<>(List.of(options));
    add.addAll(List.of("--quick-add-key", fingerprint(userId), kind, "encr", expiry));
    runOk(add);
  }

  /** The fingerprint of the primary key. */
  public String fingerprint(String userId) throws IOException {
    return runOk(List.of("--with-colons", "--list-keys", userId))
        .output()
        .lines()
        .filter(line -> line.startsWith("fpr:"))
        .findFirst()
        .orElseThrow()
        .split(":", -1)[9];
  }

  /** The public key as text. */
  public byte[] export(String userId) throws IOException {
    return exported("--armor", "--export", userId);
  }

  /** The secret key as text. */
  public byte[] exportSecret(String userId) throws IOException {
    return exported("--armor", "--export-secret-keys", userId);
  }

  private byte[] exported(String... arguments) throws IOException {
    Path file = home.resolve("export");
    List<String> all = new ArrayList<>(List.of("--output", file.toString()));
    all.addAll(List.of(arguments));
    runOk(all);
    return Files.readAllBytes(file);
  }

  /** Takes keys. */
  public void importKeys(byte[] keys) throws IOException {
    Path file = home.resolve("import");
    Files.write(file, keys);
    runOk(List.of("--import", file.toString()));
  }

  /** Revokes a key, with the certificate that gpg made beside it. */
  public void revoke(String fingerprint) throws IOException {
    Path made = home.resolve("openpgp-revocs.d").resolve(fingerprint + ".rev");
    importKeys(
        Files.readString(made)
            .replace(":-----BEGIN", "-----BEGIN")
            .getBytes(StandardCharsets.US_ASCII));
  }

  /** Makes a message of a file; the options say what: {@code --sign}, {@code --encrypt}, … */
  public Path message(Path content, String... options) throws IOException {
    Path out = content.resolveSibling(content.getFileName() + ".gpg");
    List<String> all = new ArrayList<>(List.of("--output", out.toString()));
    all.addAll(List.of(options));
    all.add(content.toString());
    runOk(all);
    return out;
  }

  /** Decrypts and verifies a message into a file. */
  public Result open(Path message, Path out) throws IOException {
    return run(List.of("--output", out.toString(), "--decrypt", message.toString()));
  }

  private Result runOk(List<String> arguments) throws IOException {
    Result result = run(arguments);
    if (!result.isOk()) {
      throw new IllegalStateException("gpg " + arguments + ": " + result.output());
    }
    return result;
  }

  /** Runs gpg with these arguments. */
  public Result run(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("gpg", "--homedir", home.toString()));
    command.addAll(List.of("--batch", "--yes", "--no-tty", "--trust-model", "always"));
    command.addAll(List.of("--pinentry-mode", "loopback", "--passphrase", ""));
    command.addAll(arguments);
    return run(new ProcessBuilder(command));
  }

  private Result run(ProcessBuilder builder) throws IOException {
    builder.environment().put("LC_ALL", "C");
    Path log = Files.createTempFile(home, "run", ".log");
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    process.getOutputStream().close();
    try {
      if (!process.waitFor(TIME_LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("gpg did not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    return new Result(process.exitValue(), Files.readString(log, StandardCharsets.ISO_8859_1));
  }

  /** Ends the agent of this key ring, and removes it. */
  @Override
  public void close() throws IOException {
    run(new ProcessBuilder("gpgconf", "--homedir", home.toString(), "--kill", "all"));
    try (var files = Files.walk(home)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
