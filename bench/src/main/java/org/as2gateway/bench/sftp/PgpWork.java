package org.as2gateway.bench.sftp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.pgp.PgpCipher;
import org.as2gateway.pgp.PgpKeyFile;
import org.as2gateway.pgp.PgpLimits;
import org.as2gateway.pgp.PgpNewKey;
import org.as2gateway.pgp.PgpOutcome;
import org.as2gateway.pgp.PgpOwnKey;
import org.as2gateway.pgp.PgpRead;
import org.as2gateway.pgp.PgpReader;
import org.as2gateway.pgp.PgpWrite;
import org.as2gateway.pgp.PgpWriter;
import org.as2gateway.testkit.Gpg;

/** Encrypting and signing, decrypting and verifying: gpg and this JVM, for each other's keys. */
final class PgpWork implements AutoCloseable {
  private static final char[] SECRET = "secret".toCharArray();
  private static final PgpLimits LIMITS = new PgpLimits(1L << 40, 1000);

  private final Path folder;
  private final Path file;
  private final Gpg gpg;
  private final PgpOwnKey ours;
  private final PgpKeyFile.Found theirs;

  PgpWork(Path folder, Path file) throws IOException, CertsException {
    this.folder = folder;
    this.file = file;
    gpg = new Gpg();
    gpg.newRsaKey("gpg", "2y");
    PgpNewKey made = new PgpNewKey("ours", PgpNewKey.Kind.RSA_3072, Duration.ofDays(100));
    PgpKeyFile.Found own = parse(made.generate(Instant.now(), SECRET));
    ours = own.unlock(SECRET);
    theirs = parse(new String(gpg.export("gpg"), StandardCharsets.US_ASCII));
    gpg.importKeys(own.key().toArmor().getBytes(StandardCharsets.US_ASCII));
  }

  private static PgpKeyFile.Found parse(String text) throws CertsException {
    return PgpKeyFile.parse(text.getBytes(StandardCharsets.US_ASCII)).keys().get(0);
  }

  Comparison writing() {
    return new Comparison("OpenPGP write")
        .with("gpg", () -> ended(this::gpgWrites))
        .with("gateway", () -> ownJvm(this::write));
  }

  /** Each reads what the other has written. */
  Comparison reading() {
    return new Comparison("OpenPGP read, verify")
        .with("gpg", () -> ended(this::gpgReads))
        .with("gateway", () -> ownJvm(this::read));
  }

  private interface Step {
    void run() throws Exception;
  }

  private static double ended(Step step) throws Exception {
    double before = CpuTime.ofEndedPrograms();
    step.run();
    return CpuTime.ofEndedPrograms() - before;
  }

  private static double ownJvm(Step step) throws Exception {
    double before = CpuTime.ofThisJvm();
    step.run();
    return CpuTime.ofThisJvm() - before;
  }

  private void gpgWrites() throws IOException {
    gpg.message(
        file,
        "--sign",
        "--encrypt",
        "--compress-algo",
        "none",
        "--cipher-algo",
        "AES256",
        "--digest-algo",
        "SHA256",
        "--recipient",
        "ours",
        "--local-user",
        "gpg");
  }

  private void write() throws IOException, CertsException {
    PgpWrite wanted =
        new PgpWrite(
            List.of(theirs.key()),
            Optional.of(ours),
            PgpCipher.AES256,
            false,
            "large.bin",
            Instant.now());
    try (InputStream in = Files.newInputStream(file);
        OutputStream out = Files.newOutputStream(folder.resolve("ours.pgp"))) {
      new PgpWriter(wanted).write(in, out);
    }
  }

  private void gpgReads() throws IOException {
    Gpg.Result result = gpg.open(folder.resolve("ours.pgp"), folder.resolve("opened"));
    if (!result.isOk()) {
      throw new IllegalStateException("gpg cannot read what the gateway wrote: " + result.output());
    }
  }

  private void read() throws IOException {
    PgpRead wanted =
        new PgpRead(List.of(ours), List.of(theirs.key()), true, true, LIMITS, Instant.now());
    try (InputStream in = Files.newInputStream(file.resolveSibling(file.getFileName() + ".gpg"));
        OutputStream out = Files.newOutputStream(folder.resolve("opened"))) {
      PgpOutcome outcome = new PgpReader(wanted).read(in, out);
      if (!(outcome instanceof PgpOutcome.Opened)) {
        throw new IllegalStateException("the gateway cannot read what gpg wrote: " + outcome);
      }
    }
  }

  @Override
  public void close() throws IOException {
    gpg.close();
  }
}
