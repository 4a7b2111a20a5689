package org.as2gateway.admin.demo;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.as2gateway.admin.client.ApiException;
import org.as2gateway.admin.client.GatewayClient;
import org.as2gateway.admin.port.AdminToken;
import org.as2gateway.admin.server.RunningGateway;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.config.ConfigException;
import org.as2gateway.config.GatewayConfigReader;
import org.as2gateway.delivery.RefusedOperation;
import org.as2gateway.store.log.MdnState;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.transport.pdx.synthetic.SyntheticPdx;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** The mailer and the synthetic partner, running: what one of them does, and waits for. */
final class DemoStations implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long PAUSE_MILLIS = 50;
  private static final int NOT_FOUND = 404;
  private static final String PDX_USER = "demo-user";
  private static final String PDX_PASSWORD = "demo-password";

  private final Clock clock;
  private final Path folder;
  private final DemoHome mailer;
  private final DemoHome dts;
  private Optional<SyntheticPdx> pdx = Optional.empty();
  private Optional<RunningGateway> mailerStation = Optional.empty();
  private Optional<RunningGateway> dtsStation = Optional.empty();

  /** Both in that folder; nothing is there yet. */
  DemoStations(Path folder, Clock clock) throws IOException {
    this.clock = clock;
    this.folder = folder;
    List<Integer> ports = FreePorts.find(4);
    this.mailer =
        new DemoHome(DemoStation.MAILER, folder.resolve("mailer"), ports.get(0), ports.get(1));
    this.dts =
        new DemoHome(
            DemoStation.SYNTHETIC_DTS, folder.resolve("synthetic-dts"), ports.get(2), ports.get(3));
  }

  DemoHome mailer() {
    return mailer;
  }

  DemoHome dts() {
    return dts;
  }

  Optional<RunningGateway> mailerStation() {
    return mailerStation;
  }

  void open(DemoReport report, Map<String, String> environment)
      throws IOException, ConfigException, CertsException {
    mailer.make(dts, environment, clock);
    dts.make(mailer, environment, clock);
    mailer.takeCertificate(dts, environment, clock);
    dts.takeCertificate(mailer, environment, clock);
    SyntheticPdx server =
        SyntheticPdx.open(folder.resolve("synthetic-pdx"), 0, PDX_USER, PDX_PASSWORD, clock);
    pdx = Optional.of(server);
    mailer.signIn(PDX_USER, PDX_PASSWORD, server.url());
    report.check(true, "SYNTHETIC PDX at " + server.url());
    dtsStation = Optional.of(start(report, dts, environment));
    mailerStation = Optional.of(start(report, mailer, environment));
  }

  private RunningGateway start(DemoReport report, DemoHome home, Map<String, String> environment)
      throws ConfigException, IOException {
    RunningGateway station =
        RunningGateway.start(
            GatewayConfigReader.read(home.folder(), environment), environment, clock);
    report.check(true, home.station().as2Id() + " at " + station.gateway().as2Urls().get(0));
    return station;
  }

  /** The mailer's API. */
  GatewayClient client() throws IOException {
    URI url = mailerStation.flatMap(RunningGateway::adminUrl).orElseThrow();
    AdminToken token = AdminToken.read(mailer.folder()).orElseThrow();
    return new GatewayClient(url, token, Optional.empty(), clock);
  }

  /** The synthetic PDX server. */
  SyntheticPdx pdx() {
    return pdx.orElseThrow();
  }

  /** Submits a file of the mailer over AS2; returns the path of its message in the API. */
  String submit(String filename, String text) throws IOException {
    return submit(mailer.partnershipTo(dts), filename, text);
  }

  /** The same on any partnership. */
  String submit(String partnership, String filename, String text) throws IOException {
    Path file = Files.write(folder.resolve(filename), text.getBytes(StandardCharsets.US_ASCII));
    JsonNode accepted =
        client()
            .submit(
                new GatewayClient.Submission(partnership, file, Optional.empty(), Optional.empty()),
                sent -> {});
    return GatewayClient.messagePath(accepted.path("id").asString());
  }

  /** Asks for a document until it is as wanted; after a minute as it is then. */
  JsonNode await(String path, Predicate<JsonNode> isWanted)
      throws IOException, InterruptedException {
    GatewayClient client = client();
    Instant deadline = clock.instant().plus(PATIENCE);
    JsonNode document = get(client, path);
    while (!isWanted.test(document) && clock.instant().isBefore(deadline)) {
      Thread.sleep(PAUSE_MILLIS);
      document = get(client, path);
    }
    return document;
  }

  /** Downloads something of the mailer into a new file. */
  Path download(String path, String filename) throws IOException {
    Path file = folder.resolve(filename);
    client().download(path, file);
    return file;
  }

  private static JsonNode get(GatewayClient client, String path) throws IOException {
    try {
      return client.get(path);
    } catch (ApiException e) {
      if (e.status() != NOT_FOUND) {
        throw e;
      }
      return MissingNode.getInstance(); // not there yet
    }
  }

  /** The partner sends a file; checks that it came. */
  void sendBack(DemoReport report, String filename, String text)
      throws IOException, RefusedOperation, InterruptedException {
    RunningGateway partner = dtsStation.orElseThrow();
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    MessageRecord sent =
        partner
            .gateway()
            .submit(
                dts.partnershipTo(mailer),
                filename,
                Optional.of("text/plain"),
                Optional.empty(),
                new ByteArrayInputStream(bytes));
    Supplier<MessageRecord> state = () -> partner.gateway().messages().find(sent.id()).orElse(sent);
    Instant deadline = clock.instant().plus(PATIENCE);
    while (!state.get().status().isEnd() && clock.instant().isBefore(deadline)) {
      Thread.sleep(PAUSE_MILLIS);
    }
    MessageRecord ended = state.get();
    boolean isVerified =
        ended.status() == MessageStatus.ACKNOWLEDGED && ended.mdn() == MdnState.VERIFIED;
    report.check(
        isVerified,
        filename
            + (isVerified
                ? ": received, verified, our receipt accepted"
                : ": " + ended.status().text() + ", " + ended.error()));
    checkArrived(report, mailer.inboxFrom(dts).resolve(filename), bytes, "our inbox");
  }

  /** A receipt is sent once the file is in the inbox; still, look. */
  void checkArrived(DemoReport report, Path file, byte[] expected, String where)
      throws IOException, InterruptedException {
    Instant deadline = clock.instant().plus(PATIENCE);
    while (!Files.exists(file) && clock.instant().isBefore(deadline)) {
      Thread.sleep(PAUSE_MILLIS);
    }
    boolean isSame = Files.exists(file) && Arrays.equals(Files.readAllBytes(file), expected);
    report.check(isSame, (isSame ? "in " : "not in ") + where + ", byte for byte: " + file);
  }

  /** Stops both gateways. */
  @Override
  public void close() {
    mailerStation.ifPresent(RunningGateway::close);
    dtsStation.ifPresent(RunningGateway::close);
    pdx.ifPresent(SyntheticPdx::close);
    mailerStation = Optional.empty();
    dtsStation = Optional.empty();
  }
}
