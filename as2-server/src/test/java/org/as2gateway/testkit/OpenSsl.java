package org.as2gateway.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.as2gateway.as2.keys.OwnKey;

/**
 * The {@code openssl} command line as a peer that this project did not write. Works on files in a
 * scratch folder; every run ends within a minute. It has no zlib here as in most distributions:
 * {@link CompressedEntity} stands in.
 */
public final class OpenSsl {
  private static final long TIME_LIMIT_SECONDS = 60;

  private final Path folder;

  /** Works in that folder, which it fills with small files. */
  public OpenSsl(Path folder) {
    this.folder = folder;
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

  /** Runs openssl with these arguments. */
  public Result run(String... arguments) throws IOException {
    return run(List.of(arguments));
  }

  /**
   * Signs content, detached, DER. Options such as {@code -md sha512}, {@code -nocerts}, {@code
   * -keyopt rsa_padding_mode:pss}, {@code -noattr}, {@code -stream} are passed on; without {@code
   * -md} the digest is SHA-256.
   */
  public Path sign(Path content, OwnKey key, String... options) throws IOException {
    Path out = temporary(".p7s");
    List<String> command = command("cms", "-sign", "-binary", "-outform", "DER");
    command.addAll(List.of("-in", content.toString(), "-out", out.toString()));
    command.addAll(List.of("-signer", certificate(key.certificate()), "-inkey", key(key)));
    if (!Arrays.asList(options).contains("-md")) {
      command.addAll(List.of("-md", "sha256"));
    }
    command.addAll(List.of(options));
    runOk(command);
    return out;
  }

  /**
   * Verifies a detached signature made by exactly that certificate; certificates inside the
   * signature are not used.
   */
  public Result verify(Path content, Path signature, X509Certificate signer) throws IOException {
    String file = certificate(signer);
    List<String> command =
        command("cms", "-verify", "-binary", "-inform", "DER", "-purpose", "any");
    command.addAll(List.of("-in", signature.toString(), "-content", content.toString()));
    command.addAll(List.of("-out", temporary(".verified").toString()));
    command.addAll(List.of("-nointern", "-certfile", file, "-CAfile", file, "-partial_chain"));
    return run(command);
  }

  /**
   * Encrypts to a recipient, DER (or BER with {@code -stream}). The cipher as openssl names it:
   * {@code aes256}, {@code aes-256-gcm} (AuthEnvelopedData), {@code des3}. {@code -keyopt
   * rsa_padding_mode:oaep} is passed on after the recipient, where openssl wants it.
   */
  public Path encrypt(Path content, String cipher, X509Certificate recipient, String... options)
      throws IOException {
    Path out = temporary(".p7m");
    List<String> command = command("cms", "-encrypt", "-binary", "-outform", "DER");
    command.addAll(List.of("-" + cipher, "-in", content.toString(), "-out", out.toString()));
    command.addAll(List.of("-recip", certificate(recipient)));
    command.addAll(List.of(options));
    runOk(command);
    return out;
  }

  /** Decrypts EnvelopedData or AuthEnvelopedData. */
  public Path decrypt(Path enveloped, OwnKey key) throws IOException {
    Path out = temporary(".plain");
    List<String> command = command("cms", "-decrypt", "-binary", "-inform", "DER");
    command.addAll(List.of("-in", enveloped.toString(), "-out", out.toString()));
    command.addAll(List.of("-recip", certificate(key.certificate()), "-inkey", key(key)));
    runOk(command);
    return out;
  }

  /** The structure of a CMS file as openssl prints it, to see what is inside. */
  public String print(Path cms) throws IOException {
    return runOk(
        command("cms", "-cmsout", "-print", "-noout", "-inform", "DER", "-in", cms.toString()));
  }

  /** A new empty file of the scratch folder. */
  public Path temporary(String suffix) throws IOException {
    return Files.createTempFile(folder, "openssl", suffix);
  }

  /** A new file of the scratch folder with these octets. */
  public Path temporary(String suffix, byte[] content) throws IOException {
    return Files.write(temporary(suffix), content);
  }

  private String certificate(X509Certificate certificate) throws IOException {
    return KeyFiles.writePem(temporary(".pem"), certificate).toString();
  }

  private String key(OwnKey key) throws IOException {
    return KeyFiles.writeKeyPem(temporary(".key"), key).toString();
  }

  private static List<String> command(String... words) {
    return new ArrayList<>(List.of(words));
  }

  private String runOk(List<String> arguments) throws IOException {
    Result result = run(arguments);
    if (!result.isOk()) {
      throw new IOException("openssl " + arguments + " failed: " + result.output());
    }
    return result.output();
  }

  private Result run(List<String> arguments) throws IOException {
    List<String> command = command("openssl");
    command.addAll(arguments);
    Path log = temporary(".log");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .start();
    try {
      if (!process.waitFor(TIME_LIMIT_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("openssl did not end in " + TIME_LIMIT_SECONDS + " s: " + arguments);
      }
      try (InputStream in = Files.newInputStream(log)) {
        String output = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        return new Result(process.exitValue(), output);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while openssl ran", e);
    } finally {
      process.destroyForcibly();
    }
  }
}
