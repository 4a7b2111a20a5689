package org.as2gateway.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.as2.address.ProxyExceptions;
import org.as2gateway.config.GatewayConfig.As2;
import org.as2gateway.config.GatewayConfig.InboxSettings;
import org.as2gateway.config.GatewayConfig.Limits;
import org.as2gateway.config.GatewayConfig.Listener;
import org.as2gateway.config.GatewayConfig.OutboxSettings;
import org.as2gateway.config.GatewayConfig.Retention;
import org.as2gateway.config.GatewayConfig.Retry;
import org.as2gateway.config.GatewayConfig.Smtp;
import org.as2gateway.config.GatewayConfig.Store;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads {@code gateway.yaml} of a home (design.md §3). Missing keys and a missing file have
 * defaults.
 */
public final class GatewayConfigReader {
  /** The settings file of a home. */
  public static final String FILE = "gateway.yaml";

  private static final int MAX_BYTES = 1 << 20;
  private static final int MAX_DEPTH = 20;

  private final Path home;
  private final SettingValues values;
  private final EnvironmentValues environment;
  private final YamlErrors errors = new YamlErrors(FILE);

  private GatewayConfigReader(Path home, Map<String, String> environment) {
    this.home = home.toAbsolutePath().normalize();
    this.values = new SettingValues(this.home);
    this.environment = new EnvironmentValues(Map.copyOf(environment));
  }

  /**
   * Reads the settings of a home, with the variables of this process.
   *
   * @throws ConfigException with every error of the file, each with its line
   */
  public static GatewayConfig read(Path home) throws ConfigException {
    return read(home, System.getenv());
  }

  /**
   * Reads the settings of a home.
   *
   * @param environment what {@code ${env:NAME}} stands for
   * @throws ConfigException with every error of the file, each with its line
   */
  public static GatewayConfig read(Path home, Map<String, String> environment)
      throws ConfigException {
    return new GatewayConfigReader(home, environment).read();
  }

  private GatewayConfig read() throws ConfigException {
    if (!Files.isDirectory(home)) {
      throw new ConfigException(
          "home '" + home + "' is not a folder, expected one created by 'as2 init DIR'");
    }
    if (home.toString().indexOf(';') >= 0) {
      throw new ConfigException(
          "home '" + home + "' has a ';' in its path, which H2 reads as settings: move it");
    }
    YamlSection root = new YamlSection(compose(text()), environment, errors);
    GatewayConfig config =
        new GatewayConfig(
            home,
            as2(root.section("as2")),
            admin(root.section("admin")),
            store(root.section("store")),
            limits(root.section("limits")),
            outbox(root.section("outbox")),
            retry(root.section("retry")),
            retention(root.section("retention")),
            smtp(root.section("smtp")),
            OidcSettings.read(root.section("oidc"), values),
            inbox(root.section("inbox")),
            root.optional("public-url", values::publicUrl),
            root.optional("environment", values::environment),
            usps(root.section("usps")),
            sftp(root.section("sftp")),
            certificates(root.section("certificates")),
            proxy(root.section("proxy")));
    root.finish();
    if (root.isClean()) {
      PortClash.find(config).ifPresent(text -> root.error("as2", text));
    }
    errors.throwIfAny();
    return config;
  }

  private String text() throws ConfigException {
    Path file = home.resolve(FILE);
    if (Files.notExists(file)) {
      return "";
    }
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new ConfigException(FILE + ": larger than 1 MiB, expected a few lines of settings");
      }
      String text = Files.readString(file);
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new ConfigException(FILE + ": not UTF-8 text, save it in that encoding");
    } catch (IOException e) {
      throw new ConfigException("'" + file + "' cannot be read, check its mode and owner: " + e);
    }
  }

  private @Nullable Node compose(String text) throws ConfigException {
    LoadSettings settings =
        LoadSettings.builder().setLabel(FILE).setAllowNonScalarKeys(true).build();
    try {
      refuseDepth(new Parse(settings).parseString(text));
      return new Compose(settings).composeString(text).orElse(null);
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      errors.add(line, "not valid YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      errors.add(1, "not valid YAML: " + e.getMessage());
    }
    errors.throwIfAny();
    return null;
  }

  /** The parser of events keeps no stack of calls, the composer of nodes does. */
  private void refuseDepth(Iterable<Event> events) throws ConfigException {
    int depth = 0;
    for (Event event : events) {
      switch (event.getEventId()) {
        case MappingStart, SequenceStart -> depth++;
        case MappingEnd, SequenceEnd -> depth--;
        default -> {}
      }
      if (depth > MAX_DEPTH) {
        errors.add(
            event.getStartMark().map(mark -> mark.getLine() + 1).orElse(1),
            "nested more than " + MAX_DEPTH + " deep, expected keys and values");
        errors.throwIfAny();
      }
    }
  }

  private As2 as2(YamlSection as2) {
    String path = as2.value("path", "/as2", values::urlPath);
    YamlSection http = as2.section("http");
    YamlSection https = as2.section("https");
    As2 result =
        new As2(
            path,
            new Listener(
                http.value("enabled", "true", values::flag),
                http.value("host", "0.0.0.0", BindHost::parse),
                http.value("port", "8080", values::port),
                Optional.empty()),
            new Listener(
                https.value("enabled", "false", values::flag),
                https.value("host", "0.0.0.0", BindHost::parse),
                https.value("port", "8443", values::port),
                Optional.of(https.value("keystore", "certs/tls/tls.p12", values::file))));
    http.finish();
    https.finish();
    as2.finish();
    return result;
  }

  private Listener admin(YamlSection admin) {
    Listener listener =
        new Listener(
            admin.value("enabled", "true", values::flag),
            admin.value("host", "127.0.0.1", BindHost::parse),
            admin.value("port", "8081", values::port),
            admin.optional("keystore", values::file),
            admin.optional("names", values::hostNames).orElse(List.of()));
    boolean isExposed = listener.isEnabled() && !BindHost.isLoopback(listener.host());
    if (admin.isClean() && isExposed && listener.keystore().isEmpty()) {
      admin.error(
          "host",
          "is '"
              + listener.host()
              + "', expected a loopback address such as '127.0.0.1', or TLS: name a key store in"
              + " 'admin.keystore'");
    }
    admin.finish();
    return listener;
  }

  private GatewayConfig.Sftp sftp(YamlSection sftp) {
    GatewayConfig.Sftp result =
        new GatewayConfig.Sftp(
            new Listener(
                sftp.value("enabled", "false", values::flag),
                sftp.value("host", "0.0.0.0", BindHost::parse),
                sftp.value("port", "2222", values::port),
                Optional.empty()),
            sftp.value("poll", "30s", values::positiveDuration));
    sftp.finish();
    return result;
  }

  private GatewayConfig.Certificates certificates(YamlSection certificates) {
    GatewayConfig.Certificates result =
        new GatewayConfig.Certificates(certificates.value("revocation", "off", values::revocation));
    certificates.finish();
    return result;
  }

  private GatewayConfig.Proxy proxy(YamlSection proxy) {
    GatewayConfig.Proxy result =
        new GatewayConfig.Proxy(
            proxy.value("url", "none", values::proxyUrl),
            proxy.optional("login", values::file),
            proxy.value("except", "", ProxyExceptions::parse));
    if (proxy.isClean() && result.login().isPresent() && result.url().isEmpty()) {
      proxy.error("login", "is set without 'proxy.url', expected both: write the URL of the proxy");
    }
    proxy.finish();
    return result;
  }

  private Store store(YamlSection store) {
    Store result =
        new Store(
            store.value("url", "jdbc:h2:./data/db/gateway", url -> StoreUrl.resolve(home, url)),
            store.optional("user", values::text),
            store.secret("password", values::text));
    store.finish();
    return result;
  }

  private Limits limits(YamlSection limits) {
    Limits result =
        new Limits(
            limits.value("message-bytes", "20 GiB", values::positiveBytes),
            limits.value("expansion", "200", values::positiveNumber),
            limits.value("header-bytes", "64 KiB", values::headerBytes),
            limits.value("header-time", "30s", values::positiveDuration),
            limits.value("idle-time", "60s", values::positiveDuration),
            limits.value("minimum-rate", "1 KiB/s", values::rate),
            limits.value("connections", "10000", values::positiveNumber),
            limits.value("disk-reserve", "1 GiB", values::bytes),
            limits.value("refused-bytes", "64 MiB", values::bytes));
    limits.finish();
    return result;
  }

  private OutboxSettings outbox(YamlSection outbox) {
    OutboxSettings result = new OutboxSettings(outbox.value("settle", "2s", values::duration));
    outbox.finish();
    return result;
  }

  private InboxSettings inbox(YamlSection inbox) {
    InboxSettings result =
        new InboxSettings(inbox.value("names", "as-sent", values::hasStrictNames));
    inbox.finish();
    return result;
  }

  private Retry retry(YamlSection retry) {
    Retry result =
        new Retry(
            retry.value("first", "1m", values::positiveDuration),
            retry.value("factor", "2", values::factor),
            retry.value("max", "40m", values::positiveDuration),
            retry.value("budget", "3d", values::positiveDuration));
    if (retry.isClean() && result.max().compareTo(result.first()) < 0) {
      retry.error("max", "is shorter than 'retry.first', expected at least as long");
    }
    retry.finish();
    return result;
  }

  private Retention retention(YamlSection retention) {
    Retention result =
        new Retention(
            retention.value("payload", "30d", values::positiveDuration),
            retention.value("evidence", "7y", values::positiveDuration),
            retention.value("duplicates", "forever", values::durationOrForever),
            retention.value("refused", "30d", values::positiveDuration));
    retention.finish();
    return result;
  }

  private GatewayConfig.Usps usps(YamlSection usps) {
    GatewayConfig.Usps result =
        new GatewayConfig.Usps(usps.value("check-bytes", "4 GiB", values::positiveBytes));
    usps.finish();
    return result;
  }

  private Smtp smtp(YamlSection smtp) {
    Smtp result =
        new Smtp(
            smtp.optional("host", BindHost::parse),
            smtp.value("port", Integer.toString(Smtp.DEFAULT_PORT), values::port),
            smtp.value("from", Smtp.DEFAULT_FROM, values::mailAddress),
            smtp.optional("user", values::text),
            smtp.secret("password", values::text),
            smtp.value("tls", "starttls", values::mailTls));
    if (smtp.isClean() && result.host().isPresent()) {
      if (result.user().isPresent() != result.password().isPresent()) {
        smtp.error("user", "and 'smtp.password' belong together: write both or neither");
      }
      if (result.exposesPassword()) {
        smtp.error(
            "tls", "is 'none', expected 'starttls' or 'tls': the password would be readable");
      }
    }
    smtp.finish();
    return result;
  }
}
