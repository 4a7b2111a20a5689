package org.as2gateway.admin.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.as2gateway.Usps;
import org.as2gateway.admin.server.RunningGateway;
import org.as2gateway.testkit.TestGateway;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;

/** A running gateway that sends manifests to another one, and commands on its home. */
final class ManifestSender implements AutoCloseable {
  /** The partnership that manifests go out on. */
  static final String ROUTE = "Us-to-Them";

  private final Path folder;
  private final TestGateway them;
  private final RunningGateway us;
  private final Path home;

  private ManifestSender(Path folder) throws Exception {
    this.folder = folder;
    var ours = TestPki.rsa("CN=us");
    var theirs = TestPki.rsa("CN=them");
    them =
        TestGateway.start(
            new TestHome(folder.resolve("them"))
                .station("Them", theirs)
                .partner("Us", ours.certificate())
                .partnership("Us", "Them", Map.of()));
    Map<String, String> manifests = new LinkedHashMap<>(TestHome.sending(them.url()));
    manifests.put("gw.usps", "manifests");
    String port = "admin: { port: " + freePort() + " }";
    TestHome ourHome =
        new TestHome(folder.resolve("us"))
            .settings(TestHome.SETTINGS.replace("admin: { port: 0 }", port))
            .station("Us", ours)
            .partner("Them", theirs.certificate())
            .partnership("Us", "Them", manifests);
    us = RunningGateway.start(ourHome.config(), Map.of(), Clock.systemUTC());
    home = ourHome.path();
  }

  /** Starts both in subfolders of a folder. */
  static ManifestSender start(Path folder) throws Exception {
    return new ManifestSender(folder);
  }

  Path home() {
    return home;
  }

  /** The desk of the sender. */
  Usps usps() {
    return us.gateway().usps();
  }

  /** Writes a file for a command to read. */
  Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  /** Runs a command on the home of the sender. */
  ShellRun run(Object... arguments) {
    return ShellRun.of(home, arguments);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws IOException {
    us.close();
    them.close();
  }
}
