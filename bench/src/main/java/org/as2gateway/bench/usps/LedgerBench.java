package org.as2gateway.bench.usps;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.as2gateway.Gateway;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.bench.usps.Databases.Size;
import org.as2gateway.delivery.RefusedOperation;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.testkit.TestDatabase;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.as2gateway.usps.Samples;
import org.as2gateway.usps.files.PieceKey;

/**
 * Prints what the pieces of a manifest cost in the ledger: seconds until all are entered once the
 * message is acknowledged, bytes on disk, and seconds to read an extract with an event of each, in
 * H2 and in PostgreSQL. {@code --pieces=N} for another number than a million, {@code
 * --only=h2|postgresql}.
 */
public final class LedgerBench {
  private static final long PAUSE_MILLIS = 20;

  private final int pieces;
  private final long lastHash;

  private LedgerBench(int pieces) {
    this.pieces = pieces;
    this.lastHash =
        LongStream.range(0, pieces)
            .map(i -> PieceKey.of(Samples.pic((int) i)).hash())
            .max()
            .orElseThrow();
  }

  /** Runs it. */
  public static void main(String[] arguments) throws Exception {
    int pieces = 1_000_000;
    String only = "";
    for (String argument : arguments) {
      if (argument.startsWith("--pieces=")) {
        pieces = Integer.parseInt(argument.substring("--pieces=".length()));
      } else if (argument.startsWith("--only=")) {
        only = argument.substring("--only=".length());
      } else {
        throw new IllegalArgumentException(
            "argument is '" + argument + "', expected --pieces=N or --only=h2|postgresql");
      }
    }
    LedgerBench bench = new LedgerBench(pieces);
    Path folder = Files.createTempDirectory("ledger-bench");
    if (!only.equals("postgresql")) {
      bench.run(
          "H2", folder.resolve("h2"), "", () -> Databases.bytes(folder.resolve("h2/data/db")));
    }
    if (!only.equals("h2")) {
      try (EmbeddedPostgres server = TestDatabase.postgresServer(folder.resolve("server"))) {
        String url = server.getJdbcUrl("postgres", "postgres");
        bench.run(
            "PostgreSQL",
            folder.resolve("postgresql"),
            "store: { url: \"" + url + "\", user: postgres }\n",
            () -> Databases.bytes(server, "usps_piece"));
      }
    }
  }

  private void run(String name, Path folder, String store, Size size) throws Exception {
    Path manifest = folder.resolveSibling(folder.getFileName() + ".manifest");
    ManifestMill.write(manifest, Samples.EFN, 0, pieces);
    TestHome home = home(folder, store);
    long bytes;
    double seconds;
    double scanSeconds;
    try (Gateway gateway = Gateway.open(home.config(), Clock.systemUTC())) {
      gateway.start();
      String id = submit(gateway, manifest);
      await(() -> status(gateway, id).isEnd());
      if (status(gateway, id) != MessageStatus.ACKNOWLEDGED) {
        throw new IllegalStateException("the manifest is " + status(gateway, id));
      }
      long before = store.isEmpty() ? size.bytes() : 0;
      long start = System.nanoTime();
      await(() -> !gateway.usps().ledger().pieces().filesOf(List.of(lastHash)).isEmpty());
      seconds = (System.nanoTime() - start) / 1e9;
      bytes = size.bytes() - before;
      scanSeconds = scan(gateway, folder);
    }
    System.out.printf(
        Locale.ROOT,
        "%s: %,d pieces entered in %.1f s, %.0f bytes a piece; as many events read in %.1f s%n",
        name,
        pieces,
        seconds,
        (double) bytes / pieces,
        scanSeconds);
  }

  /** An extract with an event of each piece; seconds until all are kept and counted. */
  private double scan(Gateway gateway, Path folder) throws IOException {
    Path extract = folder.resolveSibling(folder.getFileName() + ".extract");
    ManifestMill.writeExtract(extract, Samples.EFN, 0, pieces);
    long start = System.nanoTime();
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(extract))) {
      gateway.usps().scans().upload("bench.extract", "bench", bytes);
    }
    gateway.usps().scans().keepUp();
    double seconds = (System.nanoTime() - start) / 1e9;
    int scanned = gateway.usps().ledger().files().find(Samples.EFN).orElseThrow().scans().scanned();
    if (scanned != pieces) {
      throw new IllegalStateException(scanned + " of " + pieces + " pieces are scanned");
    }
    return seconds;
  }

  /** A gateway that sends to itself: two stations of one home. */
  private static TestHome home(Path folder, String store) throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    OwnKey us = TestPki.rsa("CN=us");
    OwnKey them = TestPki.rsa("CN=them");
    Map<String, String> sending =
        new LinkedHashMap<>(TestHome.sending(URI.create("http://127.0.0.1:" + port + "/as2")));
    sending.put("gw.usps", "manifests");
    return new TestHome(folder)
        .settings(
            """
            as2:
              http: { host: 127.0.0.1, port: %d }
            admin: { enabled: false }
            limits: { disk-reserve: 1 MiB }
            """
                    .formatted(port)
                + store)
        .station("Us", us)
        .station("Them", them)
        .partnership("Us", "Them", sending);
  }

  private static String submit(Gateway gateway, Path manifest)
      throws IOException, RefusedOperation {
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(manifest))) {
      return gateway
          .submit("Us-to-Them", "bench.manifest", Optional.empty(), Optional.empty(), bytes)
          .id();
    }
  }

  private static MessageStatus status(Gateway gateway, String id) {
    return gateway.messages().find(id).orElseThrow().status();
  }

  private static void await(BooleanSupplier isDone) throws InterruptedException {
    while (!isDone.getAsBoolean()) {
      Thread.sleep(PAUSE_MILLIS);
    }
  }
}
