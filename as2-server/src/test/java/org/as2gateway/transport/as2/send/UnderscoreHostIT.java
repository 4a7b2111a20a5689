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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIMatcher;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.store.payload.KeptFiles;
import org.as2gateway.transport.as2.send.HttpExchange.TlsOptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Names that java.net.URI has no host for, from name look-up to certificate, in a process whose
 * names are in a file of ours.
 */
@Tag("slow")
class UnderscoreHostIT {
  private static final String PASSWORD = "changeit";

  private static final String SAID = "SAID ";

  /** Host and name in the certificate; none for plain HTTP. */
  private static final List<List<String>> GOOD =
      List.of(
          List.of("as2_prod.acme.test", "as2_prod.acme.test"),
          List.of("as2_prod.acme.test", "*.acme.test"),
          List.of("as2.acme.test.", "as2.acme.test"));

  private static final List<List<String>> BAD =
      List.of(
          List.of("as2_prod.acme.test", "as2-prod.acme.test"),
          List.of("as2_prod.acme.test", "*.test"),
          List.of("a_b.as2_prod.acme.test", "*.acme.test"),
          List.of("as2.acme.test.", "other.acme.test"));

  private static final List<String> PLAIN = List.of("my_host", "");

  @TempDir private static Path root;
  private static Map<List<String>, String> outcomes;

  /** All in one process: its start is what takes time. */
  @BeforeAll
  static void send() throws Exception {
    List<List<String>> all = Stream.of(GOOD, BAD, List.of(PLAIN)).flatMap(List::stream).toList();
    StringBuilder hosts = new StringBuilder();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djdk.net.hosts.file=" + root.resolve("hosts"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(UnderscoreHostIT.class.getName());
    for (List<String> pair : all) {
      Path folder = Files.createTempDirectory(root, "server");
      makeKey(folder, pair.get(1));
      hosts.append("127.0.0.1 ").append(pair.get(0)).append(' ');
      hosts.append(pair.get(0).replaceAll("\\.$", "")).append('\n');
      command.addAll(List.of(folder.toString(), pair.get(0), pair.get(1)));
    }
    Files.writeString(root.resolve("hosts"), hosts);
    List<String> said =
        output(root, command)
            .lines()
            .filter(line -> line.startsWith(SAID)) // the log stands between them
            .map(line -> line.substring(SAID.length()))
            .toList();
    outcomes =
        IntStream.range(0, all.size()).boxed().collect(Collectors.toMap(all::get, said::get));
  }

  static List<List<String>> good() {
    return GOOD;
  }

  static List<List<String>> bad() {
    return BAD;
  }

  @ParameterizedTest
  @MethodSource("good")
  void server_is_reached_announced_and_checked_by_its_name(List<String> pair) {
    String host = pair.get(0);
    String name = host.contains("_") ? "none" : host.replaceAll("\\.$", "");
    assertThat(outcomes.get(pair)).matches("status 200, sni " + name + ", host " + host + ":\\d+");
  }

  @ParameterizedTest
  @MethodSource("bad")
  void certificate_of_another_name_is_refused(List<String> pair) {
    assertThat(outcomes.get(pair)).startsWith("TLS");
  }

  @Test
  void plain_http_goes_there_too() {
    assertThat(outcomes.get(PLAIN)).matches("status 200, sni none, host my_host:\\d+");
  }

  private static void makeKey(Path folder, String certificate) throws Exception {
    if (!certificate.isEmpty()) {
      openssl(
          folder,
          "req -x509 -newkey rsa:2048 -nodes -subj /CN=server -days 2 -keyout key.pem -out trust.pem"
              + " -addext subjectAltName=DNS:"
              + certificate);
      openssl(
          folder,
          "pkcs12 -export -in trust.pem -inkey key.pem -out server.p12 -passout pass:" + PASSWORD);
    }
  }

  private static void openssl(Path folder, String arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments.split(" ")));
    output(folder, command);
  }

  private static String output(Path folder, List<String> command) throws Exception {
    Path out = folder.resolve("out");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(folder.resolve("err").toFile())
            .start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(folder.resolve("err"))).isZero();
    return Files.readString(out);
  }

  /** The other process: servers on loopback, and one message to each. */
  public static void main(String[] arguments) throws Exception {
    try (As2HttpClient client = new As2HttpClient(alias -> Optional.empty())) {
      for (int i = 0; i < arguments.length; i += 3) {
        boolean isSecure = !arguments[i + 2].isEmpty();
        String said = send(client, Path.of(arguments[i]), arguments[i + 1], isSecure);
        System.out.println(SAID + said);
      }
    }
    System.exit(0);
  }

  private static String send(As2HttpClient client, Path folder, String host, boolean isSecure)
      throws Exception {
    try (java.net.ServerSocket server = isSecure ? secure(folder) : plain()) {
      CompletableFuture<String> seen = CompletableFuture.supplyAsync(() -> serve(server));
      Path body = Files.writeString(folder.resolve("body"), "payload");
      String scheme = isSecure ? "https://" : "http://";
      HttpExchange.Request request =
          new HttpExchange.Request(
              URI.create(scheme + host + ":" + server.getLocalPort() + "/as2"),
              Headers.of("AS2-From", "us"),
              Optional.of(HttpExchange.Body.of(KeptFiles.of(body))),
              false,
              Duration.ofSeconds(20),
              Duration.ofSeconds(20),
              new TlsOptions(
                  isSecure ? Optional.of(folder.resolve("trust.pem")) : Optional.empty(),
                  Optional.empty()),
              Optional.empty(),
              Optional.empty());
      return "status " + client.send(request).status() + ", " + seen.get(20, TimeUnit.SECONDS);
    } catch (HttpFailure e) {
      return e.reason() + " " + e.getMessage();
    }
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
