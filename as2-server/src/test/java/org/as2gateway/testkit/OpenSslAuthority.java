package org.as2gateway.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * A certificate authority of {@code openssl ca}, with its revocation lists and its responder {@code
 * openssl ocsp}, none of which this project wrote.
 */
public final class OpenSslAuthority implements AutoCloseable {
  private static final DateTimeFormatter UTC_TIME =
      DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String CONFIGURATION =
      """
      [ca]
      default_ca = authority
      [authority]
      database = DIR/index.txt
      new_certs_dir = DIR
      certificate = DIR/ca.pem
      private_key = DIR/ca.key
      default_md = sha256
      default_startdate = YESTERDAY
      default_days = 365
      default_crl_days = 7
      policy = any
      rand_serial = yes
      unique_subject = no
      [any]
      commonName = supplied
      [req]
      distinguished_name = dn
      [dn]
      [root]
      basicConstraints = critical, CA:true
      keyUsage = critical, keyCertSign, cRLSign, digitalSignature
      """;

  private final Path folder;
  private final OpenSsl openSsl;
  private final List<Process> responders = new ArrayList<>();

  /** An authority of that name, with its files in the folder. */
  public OpenSslAuthority(Path folder, String name) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.openSsl = new OpenSsl(folder);
    Files.writeString(
        file("ca.cnf"),
        CONFIGURATION
            .replace("DIR", folder.toString())
            .replace("YESTERDAY", UTC_TIME.format(Instant.now().minus(Duration.ofDays(1)))));
    Files.writeString(file("index.txt"), "");
    run(
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-subj",
        "/CN=" + name,
        "-extensions",
        "root",
        "-config",
        path("ca.cnf"),
        "-keyout",
        path("ca.key"),
        "-out",
        path("ca.pem"));
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  private String path(String name) {
    return file(name).toString();
  }

  private void run(String... arguments) throws IOException {
    OpenSsl.Result result = openSsl.run(arguments);
    if (!result.isOk()) {
      throw new IOException("openssl " + List.of(arguments) + " failed: " + result.output());
    }
  }

  /** Its own certificate, self-signed. */
  public X509Certificate certificate() throws IOException, CertificateException {
    return read("ca.pem");
  }

  private X509Certificate read(String name) throws IOException, CertificateException {
    try (var in = Files.newInputStream(file(name))) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  /** A certificate with these lines of extensions, such as {@code crlDistributionPoints=URI:…}. */
  public X509Certificate issue(String name, String... extensions)
      throws IOException, CertificateException {
    Files.writeString(
        file(name + ".ext"), "basicConstraints=CA:false\n" + String.join("\n", extensions) + "\n");
    run(
        "req",
        "-new",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-subj",
        "/CN=" + name,
        "-config",
        path("ca.cnf"),
        "-keyout",
        path(name + ".key"),
        "-out",
        path(name + ".csr"));
    run(
        "ca",
        "-batch",
        "-notext",
        "-config",
        path("ca.cnf"),
        "-in",
        path(name + ".csr"),
        "-out",
        path(name + ".pem"),
        "-extfile",
        path(name + ".ext"));
    return read(name + ".pem");
  }

  /** Revokes what {@link #issue} made. */
  public void revoke(String name, String reason) throws IOException {
    run("ca", "-config", path("ca.cnf"), "-revoke", path(name + ".pem"), "-crl_reason", reason);
  }

  /** Forgets what it has issued under that name, as if it never had. */
  public void forget(String name) throws IOException {
    List<String> lines = Files.readAllLines(file("index.txt"));
    lines.removeIf(line -> line.endsWith("/CN=" + name));
    Files.writeString(file("index.txt"), lines.isEmpty() ? "" : String.join("\n", lines) + "\n");
  }

  /** A new revocation list, DER. */
  public byte[] list() throws IOException {
    run("ca", "-gencrl", "-config", path("ca.cnf"), "-out", path("crl.pem"));
    run("crl", "-in", path("crl.pem"), "-outform", "DER", "-out", path("crl.der"));
    return Files.readAllBytes(file("crl.der"));
  }

  /**
   * What {@code openssl ocsp} answers to a request as things stand now.
   *
   * @param request DER
   * @param keys whose key signs the answer
   * @param signer what was issued there under that name, or {@code ca}
   */
  public byte[] answer(byte[] request, OpenSslAuthority keys, String signer) throws IOException {
    Path question = openSsl.temporary(".ocsp", request);
    Path answer = openSsl.temporary(".answer");
    run(
        "ocsp",
        "-index",
        path("index.txt"),
        "-CA",
        path("ca.pem"),
        "-ndays",
        "1",
        "-rsigner",
        keys.path(signer + ".pem"),
        "-rkey",
        keys.path(signer + ".key"),
        "-reqin",
        question.toString(),
        "-respout",
        answer.toString());
    return Files.readAllBytes(answer);
  }

  /**
   * Starts {@code openssl ocsp} as a server on loopback. It knows what has been issued and revoked
   * by then.
   *
   * @param signer what was issued here under that name, or {@code ca}
   */
  public void serve(int port, String signer) throws IOException {
    Path log = Files.createTempFile(folder, "ocsp", ".log");
    Process process =
        new ProcessBuilder(
                "openssl",
                "ocsp",
                "-index",
                path("index.txt"),
                "-CA",
                path("ca.pem"),
                "-port",
                Integer.toString(port),
                "-ndays",
                "1",
                "-rsigner",
                path(signer + ".pem"),
                "-rkey",
                path(signer + ".key"))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    responders.add(process);
    Awaitility.await()
        .alias("openssl ocsp")
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(20))
        .failFast("it ended", () -> !process.isAlive())
        .until(() -> Files.readString(log, StandardCharsets.ISO_8859_1).contains("ACCEPT"));
  }

  @Override
  public void close() {
    responders.forEach(Process::destroyForcibly);
    for (Process process : responders) {
      try {
        process.waitFor(10, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
