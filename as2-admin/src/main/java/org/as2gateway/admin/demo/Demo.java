package org.as2gateway.admin.demo;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.as2gateway.admin.client.GatewayClient;
import org.as2gateway.admin.client.ReceiptText;
import org.as2gateway.admin.port.AdminToken;
import org.as2gateway.admin.server.RunningGateway;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.config.ConfigException;
import org.as2gateway.config.GatewayConfigReader;
import org.as2gateway.delivery.RefusedOperation;
import org.as2gateway.store.log.MdnState;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import tools.jackson.databind.JsonNode;

/**
 * The demonstration: a gateway and a synthetic partner in one process. What it prints it has
 * checked.
 */
public final class Demo implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long PAUSE_MILLIS = 50;

  private final PrintWriter out;
  private final Map<String, String> environment;
  private final Clock clock;
  private final Path folder;
  private final DemoHome mailer;
  private final DemoHome dts;
  private Optional<RunningGateway> mailerStation = Optional.empty();
  private Optional<RunningGateway> dtsStation = Optional.empty();
  private boolean isAllGood = true;

  /** Prepares a demonstration in a new temporary folder. */
  public Demo(PrintWriter out, Map<String, String> environment, Clock clock) throws IOException {
    this.out = out;
    this.environment = Map.copyOf(environment);
    this.clock = clock;
    this.folder = Files.createTempDirectory("as2-demo-");
    List<Integer> ports = FreePorts.find(4);
    this.mailer =
        new DemoHome(DemoStation.MAILER, folder.resolve("mailer"), ports.get(0), ports.get(1));
    this.dts =
        new DemoHome(
            DemoStation.SYNTHETIC_DTS, folder.resolve("synthetic-dts"), ports.get(2), ports.get(3));
  }

  /**
   * Runs the exchange.
   *
   * @return whether everything was verified
   */
  public boolean run()
      throws IOException, ConfigException, CertsException, RefusedOperation, InterruptedException {
    out.println("Two AS2 gateways on this machine exchange files over loopback.");
    out.println(
        "The partner is SYNTHETIC: it simulates USPS DTS with a made-up name, keys and settings");
    out.println("that are not those of USPS. Mailer, parcels and recipients do not exist.");
    open();
    SampleManifest manifest =
        SampleManifest.at(LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC));
    send(manifest);
    answer(new SampleAnswers(manifest));
    closingWords();
    return isAllGood;
  }

  private void open() throws IOException, ConfigException, CertsException {
    step(1, "Two gateways with new keys (RSA-3072; messages signed SHA-256, encrypted AES-256)");
    mailer.make(dts, environment, clock);
    dts.make(mailer, environment, clock);
    mailer.takeCertificate(dts, environment, clock);
    dts.takeCertificate(mailer, environment, clock);
    dtsStation = Optional.of(start(dts));
    mailerStation = Optional.of(start(mailer));
  }

  private RunningGateway start(DemoHome home) throws ConfigException, IOException {
    RunningGateway station =
        RunningGateway.start(
            GatewayConfigReader.read(home.folder(), environment), environment, clock);
    check(true, home.station().as2Id() + " at " + station.gateway().as2Urls().get(0));
    return station;
  }

  private void send(SampleManifest manifest) throws IOException, InterruptedException {
    byte[] octets = manifest.text().getBytes(StandardCharsets.US_ASCII);
    step(
        2,
        "Send a Shipping Services File 2.0: "
            + manifest.filename()
            + ", "
            + manifest.parcels().size()
            + " parcels, "
            + octets.length
            + " bytes");
    Path file = Files.write(folder.resolve(manifest.filename()), octets);
    GatewayClient client = client();
    JsonNode accepted =
        client.submit(
            new GatewayClient.Submission(
                mailer.partnershipTo(dts), file, Optional.empty(), Optional.empty()),
            sent -> {});
    String path = GatewayClient.messagePath(accepted.path("id").asString());
    JsonNode message = waitForEnd(client, path);
    boolean isVerified =
        message.path("status").asString().equals("acknowledged")
            && message.path("mdn").asString().equals("verified");
    if (isVerified || !message.path("disposition").isNull()) {
      out.println("  The partner's receipt:");
      ReceiptText.checks(client.get(path + "/receipt")).forEach(out::println);
    }
    check(
        isVerified,
        isVerified
            ? "the receipt is valid: the partner has the file"
            : "no valid receipt: " + message.path("error").asString());
    checkArrived(
        dts.inboxFrom(mailer).resolve(manifest.filename()),
        octets,
        "in the partner's inbox, byte for byte");
  }

  private GatewayClient client() throws IOException {
    URI url = mailerStation.flatMap(RunningGateway::adminUrl).orElseThrow();
    AdminToken token = AdminToken.read(mailer.folder()).orElseThrow();
    return new GatewayClient(url, token, Optional.empty(), clock);
  }

  private JsonNode waitForEnd(GatewayClient client, String path)
      throws IOException, InterruptedException {
    Instant deadline = clock.instant().plus(PATIENCE);
    JsonNode message = client.get(path);
    while (!List.of("acknowledged", "failed", "cancelled")
            .contains(message.path("status").asString())
        && clock.instant().isBefore(deadline)) {
      Thread.sleep(PAUSE_MILLIS);
      message = client.get(path);
    }
    return message;
  }

  private void answer(SampleAnswers answers)
      throws IOException, RefusedOperation, InterruptedException {
    step(3, "The partner responds with a confirmation (made-up layout) and an extract 1.5");
    sendBack(answers.confirmationName(), answers.confirmation());
    sendBack(answers.extractName(), answers.extract());
  }

  private void sendBack(String filename, String text)
      throws IOException, RefusedOperation, InterruptedException {
    RunningGateway partner = dtsStation.orElseThrow();
    byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
    MessageRecord sent =
        partner
            .gateway()
            .submit(
                dts.partnershipTo(mailer),
                filename,
                Optional.of("text/plain"),
                Optional.empty(),
                new ByteArrayInputStream(octets));
    Supplier<MessageRecord> state = () -> partner.gateway().messages().find(sent.id()).orElse(sent);
    Instant deadline = clock.instant().plus(PATIENCE);
    while (!state.get().status().isEnd() && clock.instant().isBefore(deadline)) {
      Thread.sleep(PAUSE_MILLIS);
    }
    MessageRecord ended = state.get();
    boolean isVerified =
        ended.status() == MessageStatus.ACKNOWLEDGED && ended.as2().mdn() == MdnState.VERIFIED;
    check(
        isVerified,
        filename
            + (isVerified
                ? ": received, verified, our receipt accepted"
                : ": " + ended.status().text() + ", " + ended.error()));
    checkArrived(mailer.inboxFrom(dts).resolve(filename), octets, "in our inbox, byte for byte");
  }

  /** The receipt is sent once the file is in the inbox; still, look. */
  private void checkArrived(Path file, byte[] expected, String where)
      throws IOException, InterruptedException {
    Instant deadline = clock.instant().plus(PATIENCE);
    while (!Files.exists(file) && clock.instant().isBefore(deadline)) {
      Thread.sleep(PAUSE_MILLIS);
    }
    boolean isSame = Files.exists(file) && Arrays.equals(Files.readAllBytes(file), expected);
    check(isSame, isSame ? where + ": " + file : "not " + where + ": " + file);
  }

  private void closingWords() {
    out.println();
    out.println(
        "A receipt proves that the bytes arrived intact. USPS reports later, in its confirmation");
    out.println("file, whether it accepts a manifest.");
    out.println();
    out.println(
        isAllGood ? "Everything was verified." : "Something was NOT verified, see ✗ above.");
    out.println();
    out.println("  home        " + mailer.folder());
    out.println("  inbox       " + mailer.inboxFrom(dts));
    mailerStation
        .flatMap(RunningGateway::adminUrl)
        .ifPresent(
            url ->
                out.println(
                    "  admin page  "
                        + mailerStation.flatMap(RunningGateway::setUpUrl).orElse(url)
                        + "  (this link creates the first account)"));
    out.println("  API token   data/secrets/admin-token of the home");
    out.flush();
  }

  /** What can be tried while both gateways run. */
  public void invite() {
    out.println();
    out.println("Both gateways are running. In another terminal:");
    out.println("  ./as2 messages --home " + mailer.folder());
    out.println(
        "  ./as2 send "
            + mailer.partnershipTo(dts)
            + " README.md --wait --home "
            + mailer.folder());
    out.println(
        "Press Ctrl-C to stop the demo. The homes stay in " + folder + " until you delete them.");
    out.flush();
  }

  private void step(int number, String title) {
    out.println();
    out.println(number + ". " + title);
    out.flush();
  }

  private void check(boolean isGood, String text) {
    isAllGood &= isGood;
    out.println((isGood ? "  ✓ " : "  ✗ ") + text);
    out.flush();
  }

  /** Stops both gateways. */
  @Override
  public void close() {
    mailerStation.ifPresent(RunningGateway::close);
    dtsStation.ifPresent(RunningGateway::close);
    mailerStation = Optional.empty();
    dtsStation = Optional.empty();
  }
}
