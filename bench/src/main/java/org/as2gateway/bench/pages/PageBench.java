package org.as2gateway.bench.pages;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.as2gateway.admin.server.RunningGateway;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.bench.pages.PageWalk.Times;
import org.as2gateway.bench.usps.DeskMill;
import org.as2gateway.config.GatewayConfig;
import org.as2gateway.people.accounts.AccountRefused;
import org.as2gateway.people.accounts.Identity;
import org.as2gateway.people.accounts.SignInOutcome.SignedIn;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.db.DatabaseSettings;
import org.as2gateway.store.log.JdbcTraffic;
import org.as2gateway.store.log.MessageQuery;
import org.as2gateway.testkit.TestDatabase;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;

/** Prints how long each page takes with a million messages, in H2 and in PostgreSQL. */
public final class PageBench {
  private static final int USUAL = 1_000_000;
  private static final int SUMMING_STEPS = 200;
  private static final String SETTINGS =
      """
      as2:
        http: { host: 127.0.0.1, port: 0 }
      admin: { port: 0 }
      limits: { disk-reserve: 1 MiB }
      retention: { payload: 7y }
      """;

  private final int count;
  private final int desk;
  private final Instant now = Clock.systemUTC().instant();
  private final Map<String, Map<String, Times>> table = new LinkedHashMap<>();

  private PageBench(int count, int desk) {
    this.count = count;
    this.desk = desk;
  }

  /**
   * {@code --messages=N} for another number than a million, {@code --only=h2|postgresql}, {@code
   * --keep=FOLDER} for a folder whose databases are filled once and kept, {@code --desk=N} for the
   * pages of a USPS desk with so many pieces in place of the others.
   */
  public static void main(String[] arguments) throws Exception {
    int count = USUAL;
    int desk = 0;
    String only = "";
    Path folder = null;
    for (String argument : arguments) {
      if (argument.startsWith("--messages=")) {
        count = Integer.parseInt(argument.substring("--messages=".length()));
      } else if (argument.startsWith("--only=")) {
        only = argument.substring("--only=".length());
      } else if (argument.startsWith("--keep=")) {
        folder = Path.of(argument.substring("--keep=".length()));
      } else if (argument.startsWith("--desk=")) {
        desk = Integer.parseInt(argument.substring("--desk=".length()));
      } else {
        throw new IllegalArgumentException(
            "argument is '"
                + argument
                + "', expected --messages=N, --only=h2|postgresql, --keep=FOLDER or --desk=N");
      }
    }
    PageBench bench = new PageBench(count, desk);
    Path base = folder == null ? Files.createTempDirectory("page-bench") : folder;
    if (!only.equals("postgresql")) {
      bench.h2(base.resolve("h2"));
    }
    if (!only.equals("h2")) {
      bench.postgresql(base.resolve("postgresql"));
    }
    bench.print();
  }

  private void h2(Path folder) throws Exception {
    TestHome home = home(folder).settings(SETTINGS);
    Files.createDirectories(folder.resolve("data/db"));
    GatewayConfig config = home.config();
    fill(folder, DatabaseSettings.of(config.store().url(), "sa", ""));
    table.put("H2", walk(config));
  }

  private void postgresql(Path folder) throws Exception {
    try (EmbeddedPostgres server = TestDatabase.postgresServer(folder.resolve("server"))) {
      String url = server.getJdbcUrl("postgres", "postgres");
      String store = "store: { url: \"" + url + "\", user: postgres }\n";
      TestHome home = home(folder).settings(SETTINGS + store);
      fill(folder, DatabaseSettings.of(url + "&reWriteBatchedInserts=true", "postgres", ""));
      table.put("PostgreSQL", walk(home.config()));
    }
  }

  private TestHome home(Path folder) throws IOException {
    OwnKey key = TestPki.rsa("CN=us");
    TestHome home = new TestHome(folder).station("Us", key);
    for (int i = 0; i < MessageMill.PARTNERS; i++) {
      String name = MessageMill.name(i);
      home.partner(name, TestPki.rsa("CN=them").certificate());
      boolean isUsps = desk > 0 && i < DeskMill.PARTNERSHIPS;
      Map<String, String> sending = new HashMap<>(Map.of("as2_url", "http://127.0.0.1:9/as2"));
      sending.putAll(isUsps ? Map.of("gw.usps", "manifests") : Map.of());
      home.partnership(name, "Us", isUsps ? Map.of("gw.usps", "answers") : Map.of());
      home.partnership("Us", name, sending);
    }
    if (desk > 0) {
      DeskMill.writeOwners(folder);
    }
    return home;
  }

  /** Once: the folder says by how many. */
  private void fill(Path folder, DatabaseSettings settings) throws IOException {
    Path filled = folder.resolve("filled");
    String wanted = count + " messages" + (desk == 0 ? "" : ", " + desk + " pieces");
    if (Files.exists(filled)) {
      if (!Files.readString(filled).equals(wanted)) {
        throw new IllegalArgumentException(
            "'" + folder + "' holds " + Files.readString(filled) + ", expected " + wanted);
      }
      return;
    }
    long start = System.nanoTime();
    try (Database database = Database.open(settings)) {
      new MessageMill(count, now).fill(database);
      JdbcTraffic traffic = new JdbcTraffic(database);
      for (int i = 0; i < SUMMING_STEPS; i++) {
        database.inTransaction(
            () -> {
              traffic.sumUp(now);
              return now;
            });
      }
      if (desk > 0) {
        new DeskMill(database, settings.url().startsWith("jdbc:h2:"), desk, now).fill(folder);
      }
    }
    Files.writeString(filled, wanted);
    System.err.println(
        "filled in " + Duration.ofNanos(System.nanoTime() - start).toSeconds() + " s");
  }

  private Map<String, Times> walk(GatewayConfig config) throws Exception {
    Map<String, Times> times = new LinkedHashMap<>();
    try (RunningGateway station = RunningGateway.start(config, Map.of(), Clock.systemUTC())) {
      SignedIn boss = signIn(station.gateway().identity());
      var url = station.adminUrl().orElseThrow();
      PageWalk walk = new PageWalk(url, "as2-" + url.getPort() + "=" + boss.secret());
      MessageQuery newest = MessageQuery.newest(1);
      String id = station.gateway().messages().search(newest).messages().get(0).id();
      Map<String, String> pages = desk > 0 ? DeskPages.pages() : PageWalk.pages(now, id);
      for (String page : pages.values()) {
        walk.time(page); // else the first pages pay for what all of them share
      }
      for (Map.Entry<String, String> page : pages.entrySet()) {
        Times took = walk.time(page.getValue());
        times.put(page.getKey(), took);
        System.err.println(page.getKey() + ": " + millis(took));
      }
    }
    return times;
  }

  private static SignedIn signIn(Identity identity) throws AccountRefused {
    String name = "boss";
    String password = "correct horse battery";
    String address = "127.0.0.1";
    return identity.accounts().isEmpty()
        ? identity.accounts().addFirst(name, password, address)
        : (SignedIn) identity.signIns().signIn(name, password, address);
  }

  private void print() {
    System.out.println(
        "| "
            + count
            + " messages, ms: median / 95 % | "
            + String.join(" | ", table.keySet())
            + " |");
    System.out.println("| --- |" + " ---: |".repeat(table.size()));
    table
        .values()
        .iterator()
        .next()
        .keySet()
        .forEach(
            page -> {
              StringBuilder line = new StringBuilder("| ").append(page).append(" |");
              table
                  .values()
                  .forEach(
                      t ->
                          line.append(' ')
                              .append(millis(Objects.requireNonNull(t.get(page))))
                              .append(" |"));
              System.out.println(line);
            });
  }

  private static String millis(Times times) {
    return String.format(
        Locale.ROOT, "%.1f / %.1f", times.medianMicros() / 1000.0, times.slowMicros() / 1000.0);
  }
}
