package org.as2gateway.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.as2gateway.Gateway;
import org.as2gateway.config.ConfigException;
import org.as2gateway.delivery.RefusedOperation;
import org.as2gateway.store.log.MdnState;
import org.as2gateway.testkit.TestHome;

/** This gateway, with its store, its folders and its durability as an operator would run it. */
final class GatewayStation implements Station {
  private static final long POLL_MILLIS = 20;
  private static final String SETTINGS =
      """
      as2:
        http: { host: 127.0.0.1, port: 0 }
      admin: { port: 0 }
      """;

  private final Gateway gateway;
  private final Path home;

  private GatewayStation(Gateway gateway, Path home) {
    this.gateway = gateway;
    this.home = home;
  }

  static GatewayStation open(Path folder, Keys keys, URI partnerUrl)
      throws IOException, ConfigException {
    TestHome home = new TestHome(folder.resolve("home")).settings(SETTINGS);
    home.station(Keys.OWN, keys.own()).partner(Keys.PARTNER, keys.partner().certificate());
    home.partnership(
        Keys.PARTNER, Keys.OWN, Map.of("gw.replay", "deliver")); // the same bytes again and again
    for (int concurrency : Main.CONCURRENCIES) {
      home.partner(Keys.PARTNER + concurrency, keys.partner().certificate());
      Map<String, String> attributes = new HashMap<>(TestHome.sending(partnerUrl));
      attributes.put("gw.concurrency", Integer.toString(concurrency));
      home.partnership(Keys.OWN, Keys.PARTNER + concurrency, attributes);
    }
    Gateway gateway = Gateway.open(home.config(), Clock.systemUTC());
    gateway.start();
    return new GatewayStation(gateway, home.path());
  }

  @Override
  public URI url() {
    return gateway.as2Urls().get(0);
  }

  @Override
  public int send(Path file, int count, int concurrency) throws IOException, InterruptedException {
    String partnership = Keys.OWN + "-to-" + Keys.PARTNER + concurrency;
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      try (InputStream payload = Files.newInputStream(file)) {
        ids.add(
            gateway
                .submit(partnership, "bench.bin", Optional.empty(), Optional.empty(), payload)
                .id());
      } catch (RefusedOperation e) {
        throw new IOException("the gateway refuses to send", e);
      }
    }
    while (gateway.messages().countOpen(partnership) > 0) {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    return (int) ids.stream().filter(this::isVerified).count();
  }

  private boolean isVerified(String id) {
    return gateway.messages().find(id).filter(m -> m.mdn() == MdnState.VERIFIED).isPresent();
  }

  @Override
  public void clean() throws IOException {
    for (String folder : List.of("inbox", "sent", "data/payload", "data/payloads", "data/wire")) {
      Folders.deleteFiles(home.resolve(folder));
    }
  }

  @Override
  public void close() {
    gateway.close();
  }
}
