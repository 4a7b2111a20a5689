package org.as2gateway.transport.as2.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIMatcher;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.transport.as2.send.HttpExchange.TlsOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Names that java.net.URI has no host for, from name look-up to certificate, in a process whose
 * names are in a file of ours.
 */
class UnderscoreHostIT {
  private static final String PASSWORD = "changeit";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "as2_prod.acme.test,as2_prod.acme.test",
    "as2_prod.acme.test,*.acme.test",
    "as2.acme.test.,as2.acme.test",
  })
  void server_is_reached_announced_and_checked_by_its_name(String host, String certificate)
      throws Exception {
    String name = host.contains("_") ? "none" : host.replaceAll("\\.$", "");
    assertThat(run(host, certificate))
        .matches("status 200, sni " + name + ", host " + host + ":\\d+");
  }

  @ParameterizedTest
  @CsvSource({
    "as2_prod.acme.test,as2-prod.acme.test",
    "as2_prod.acme.test,*.test",
    "a_b.as2_prod.acme.test,*.acme.test",
    "as2.acme.test.,other.acme.test",
  })
  void certificate_of_another_name_is_refused(String host, String certificate) throws Exception {
    assertThat(run(host, certificate)).startsWith("TLS");
  }

  @Test
  void plain_http_goes_there_too() throws Exception {
    assertThat(run("my_host", "")).matches("status 200, sni none, host my_host:\\d+");
  }

  private String run(String host, String certificate) throws Exception {
    if (!certificate.isEmpty()) {
      openssl(
          "req",
          "-x509",
          "-newkey",
          "rsa:2048",
          "-nodes",
          "-subj",
          "/CN=server",
          "-days",
          "2",
          "-addext",
          "subjectAltName=DNS:" + certificate,
          "-keyout",
          "key.pem",
          "-out",
          "trust.pem");
      openssl(
          "pkcs12",
          "-export",
          "-in",
          "trust.pem",
          "-inkey",
          "key.pem",
          "-out",
          "server.p12",
          "-passout",
          "pass:" + PASSWORD);
    }
    Path hosts =
        Files.writeString(
            folder.resolve("hosts"),
            "127.0.0.1 " + host + " " + host.replaceAll("\\.$", "") + "\n");
    return output(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Djdk.net.hosts.file=" + hosts,
            "-cp",
            System.getProperty("java.class.path"),
            UnderscoreHostIT.class.getName(),
            folder.toString(),
            host,
            certificate));
  }

  private void openssl(String... arguments) throws Exception {
    List<String> command = new java.util.ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments));
    output(command);
  }

  private String output(List<String> command) throws Exception {
    Path out = folder.resolve("out");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(folder.resolve("err").toFile())
            .start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(folder.resolve("err"))).isZero();
    return Files.readString(out).strip().replaceFirst("(?s).*\\n", ""); // the log comes before it
  }

  /** The other process: a server on loopback, and one message to it. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    boolean isSecure = !arguments[2].isEmpty();
    String said;
    try (As2HttpClient client = new As2HttpClient(alias -> Optional.empty());
        java.net.ServerSocket server = isSecure ? secure(folder) : plain()) {
      CompletableFuture<String> seen = CompletableFuture.supplyAsync(() -> serve(server));
      Path body = Files.writeString(folder.resolve("body"), "payload");
      HttpExchange.Request request =
          new HttpExchange.Request(
              URI.create(
                  (isSecure ? "https://" : "http://")
                      + arguments[1]
                      + ":"
                      + server.getLocalPort()
                      + "/as2"),
              Headers.of("AS2-From", "us"),
              Optional.of(HttpExchange.Body.of(body)),
              false,
              Duration.ofSeconds(20),
              Duration.ofSeconds(20),
              new TlsOptions(
                  isSecure ? Optional.of(folder.resolve("trust.pem")) : Optional.empty(),
                  Optional.empty()),
              Optional.empty());
      try {
        said = "status " + client.send(request).status() + ", " + seen.get(20, TimeUnit.SECONDS);
      } catch (HttpFailure e) {
        said = e.reason() + " " + e.getMessage();
      }
    }
    System.out.println(said);
    System.exit(0);
  }

  private static java.net.ServerSocket plain() throws IOException {
    return new java.net.ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  }

  private static java.net.ServerSocket secure(Path folder) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(folder.resolve("server.p12"))) {
      store.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context
        .getServerSocketFactory()
        .createServerSocket(0, 5, InetAddress.getLoopbackAddress());
  }

  private static String serve(java.net.ServerSocket server) {
    StringBuilder sni = new StringBuilder();
    if (server instanceof SSLServerSocket secure) {
      SSLParameters parameters = secure.getSSLParameters();
      parameters.setSNIMatchers(
          List.of(
              new SNIMatcher(0) {
                @Override
                public boolean matches(SNIServerName name) {
                  sni.setLength(0);
                  sni.append(new String(name.getEncoded(), StandardCharsets.US_ASCII));
                  return true;
                }
              }));
      secure.setSSLParameters(parameters);
    }
    try (var socket = server.accept()) {
      if (socket instanceof SSLSocket secure) {
        secure.startHandshake();
      }
      StringBuilder head = new StringBuilder();
      while (head.indexOf("payload") < 0) {
        head.append((char) socket.getInputStream().read());
      }
      socket
          .getOutputStream()
          .write(
              "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      String host =
          head.toString().lines().filter(l -> l.startsWith("Host: ")).findFirst().orElse("Host: -");
      return "sni " + (sni.isEmpty() ? "none" : sni) + ", host " + host.substring(6);
    } catch (IOException e) {
      return "no message: " + e.getMessage();
    }
  }
}
