package org.as2gateway.bench.sftp;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.as2gateway.bench.Folders;
import org.as2gateway.transport.sftp.client.Upload;

/**
 * Prints megabytes a CPU-second of one file by SFTP, each way, beside OpenSSH, and of OpenPGP
 * beside gpg. Options: {@code --only=client}, {@code server} or {@code pgp}; {@code --megabytes=N};
 * {@code --rounds=N}; {@code --cipher=NAME} for the {@code sftp} command.
 */
public final class SftpBench {
  private static final int MEGABYTE = 1_000_000;
  private static final int WARM_UPS = 2;

  private final List<String> options;
  private final int megabytes;
  private final int rounds;

  private SftpBench(List<String> options) {
    this.options = options;
    megabytes = Integer.parseInt(option("megabytes", "300"));
    rounds = Integer.parseInt(option("rounds", "5"));
  }

  /** Runs it. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory("as2-bench");
    try {
      new SftpBench(List.of(arguments)).run(folder);
    } finally {
      Folders.deleteAll(folder);
    }
    System.exit(0); // libraries' threads must not keep it
  }

  private String option(String name, String otherwise) {
    String start = "--" + name + "=";
    return options.stream()
        .filter(option -> option.startsWith(start))
        .map(option -> option.substring(start.length()))
        .findFirst()
        .orElse(otherwise);
  }

  private boolean isWanted(String part) {
    String only = option("only", "");
    return only.isEmpty() || only.equals(part);
  }

  private void run(Path folder) throws Exception {
    Path file = noise(Files.createDirectory(folder.resolve("file")).resolve("large.bin"));
    if (isWanted("client") || isWanted("server")) {
      String cipher = option("cipher", "");
      String[] more = cipher.isEmpty() ? new String[0] : new String[] {"-c", cipher};
      try (Ends ends = new Ends(folder, file, more)) {
        sftp(ends, file);
      }
    }
    if (isWanted("pgp")) {
      try (PgpWork pgp = new PgpWork(folder, file)) {
        measure(pgp.writing());
        measure(pgp.reading());
      }
    }
  }

  private void sftp(Ends ends, Path file) throws Exception {
    if (isWanted("client")) {
      Upload.Source source = Upload.Source.of(file);
      measure(
          new Comparison("upload to sshd")
              .with("sftp", ends::sftpUploads)
              .with("gateway's client", () -> ends.clientUploads(source))
              .with("gateway", ends::gatewayUploads));
      measure(
          new Comparison("download from sshd")
              .with("sftp", ends::sftpDownloads)
              .with("gateway's client", ends::clientDownloads)
              .with("gateway", ends::gatewayDownloads));
    }
    if (isWanted("server")) {
      measure(
          new Comparison("sftp puts")
              .with("sshd", ends::sshdReceives)
              .with("gateway", ends::gatewayReceives));
      measure(
          new Comparison("sftp gets")
              .with("sshd", ends::sshdSends)
              .with("gateway", ends::gatewaySends));
    }
  }

  private void measure(Comparison comparison) throws Exception {
    comparison.run(megabytes, WARM_UPS, rounds);
  }

  private Path noise(Path file) throws IOException {
    Random random = new Random(megabytes); // the same bytes in every run
    byte[] block = new byte[MEGABYTE];
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < megabytes; i++) {
        random.nextBytes(block);
        out.write(block);
      }
    }
    return file;
  }
}
