package org.as2gateway.admin.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.as2gateway.admin.server.RunningGateway;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.as2.wire.MessageId;
import org.as2gateway.config.ConfigException;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.testkit.KeyFiles;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.awaitility.Awaitility;

/**
 * Two gateways with admin ports, one sends to the other. Partners {@code us-x} and {@code them-x}
 * exist for each case {@code x}, with an RSA or an EC key.
 */
final class TwoStations implements AutoCloseable {
  static final OwnKey US = TestPki.rsa("us");
  static final OwnKey THEM = TestPki.rsa("them");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  final TestHome ours;
  final TestHome theirs;
  private final List<Integer> ports = new ArrayList<>();
  private RunningGateway us;
  private RunningGateway them;

  /** Two homes in that folder; nothing runs yet. */
  TwoStations(Path folder) throws IOException {
    for (int i = 0; i < 4; i++) {
      try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        ports.add(socket.getLocalPort());
      }
    }
    ours = home(folder.resolve("ours"), 0);
    theirs = home(folder.resolve("theirs"), 2);
    writeKeys(ours, "us", "them", US, TestPki.ec("us-ec"), THEM, TestPki.ec("them-ec"));
    writeKeys(theirs, "them", "us", THEM, TestPki.ec("them-ec"), US, TestPki.ec("us-ec"));
  }

  private TestHome home(Path path, int port) throws IOException {
    return new TestHome(path)
        .settings(
            TestHome.SETTINGS
                .replace(
                    "http: { host: 127.0.0.1, port: 0 }",
                    "http: { host: 127.0.0.1, port: " + ports.get(port) + " }")
                .replace("admin: { port: 0 }", "admin: { port: " + ports.get(port + 1) + " }"));
  }

  private static void writeKeys(
      TestHome home, String own, String other, OwnKey rsa, OwnKey ec, OwnKey... theirs)
      throws IOException {
    KeyFiles.writeOwn(home.path(), own + "-rsa", rsa);
    KeyFiles.writeOwn(home.path(), own + "-ec", ec);
    KeyFiles.writePartner(home.path(), other + "-rsa", theirs[0].certificate());
    KeyFiles.writePartner(home.path(), other + "-ec", theirs[1].certificate());
  }

  /** Writes a partnership {@code us-NAME-to-them-NAME} for each case, the same on both sides. */
  TwoStations cases(Map<String, Map<String, String>> cases) throws IOException {
    StringBuilder xml = new StringBuilder("<partnerships>\n");
    cases.forEach((name, attributes) -> xml.append(xml(name, attributes)));
    xml.append("</partnerships>\n");
    for (TestHome home : List.of(ours, theirs)) {
      Files.writeString(home.path().resolve("partnerships.xml"), xml);
    }
    return this;
  }

  private String xml(String name, Map<String, String> given) {
    Map<String, String> attributes = new LinkedHashMap<>(given);
    String kind = attributes.getOrDefault("key", "rsa");
    attributes.remove("key");
    attributes.put("as2_url", "http://127.0.0.1:" + ports.get(2) + "/as2");
    attributes.replace("as2_receipt_option", "http://127.0.0.1:" + ports.get(0) + "/as2");
    StringBuilder xml = new StringBuilder();
    for (String side : List.of("us", "them")) {
      xml.append(
          "<partner name=\"%1$s-%2$s\" as2_id=\"%1$s-%2$s\" x509_alias=\"%1$s-%3$s\"/>\n"
              .formatted(side, name, kind));
    }
    xml.append("<partnership name=\"%s\">\n".formatted(name));
    xml.append("<sender name=\"us-%1$s\"/><receiver name=\"them-%1$s\"/>\n".formatted(name));
    attributes.forEach(
        (key, value) ->
            xml.append("<attribute name=\"%s\" value=\"%s\"/>\n".formatted(key, value)));
    return xml.append("</partnership>\n").toString();
  }

  TwoStations start() throws ConfigException, IOException {
    startThem();
    startUs();
    return this;
  }

  void startUs() throws ConfigException, IOException {
    us = RunningGateway.start(ours.config(), Map.of(), Clock.systemUTC());
  }

  void startThem() throws ConfigException, IOException {
    them = RunningGateway.start(theirs.config(), Map.of(), Clock.systemUTC());
  }

  RunningGateway us() {
    return us;
  }

  RunningGateway them() {
    return them;
  }

  /** Waits until the message has ended and returns it. */
  MessageRecord awaitEnd(String id) {
    return Awaitility.await()
        .alias("message " + id)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> us.gateway().messages().find(id).orElseThrow(), found -> found.status().isEnd());
  }

  /** The message as they received it. */
  MessageRecord received(MessageRecord sent) {
    return them.gateway().messages().findByMessageId(new MessageId(sent.as2().messageId())).stream()
        .filter(message -> message.direction() == Direction.IN)
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() {
    for (RunningGateway station : new RunningGateway[] {us, them}) {
      if (station != null) {
        station.close();
      }
    }
  }
}
