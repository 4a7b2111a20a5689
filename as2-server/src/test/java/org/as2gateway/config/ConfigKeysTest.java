package org.as2gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.as2gateway.as2.address.ProxyExceptions;
import org.as2gateway.as2.address.ProxyUrl;
import org.as2gateway.config.GatewayConfig.Smtp;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every key of gateway.yaml: its default, how it is read, what is said of a wrong value. */
class ConfigKeysTest {
  @TempDir Path home;

  @BeforeEach
  void writeSecret() throws Exception {
    Path file = Files.writeString(home.resolve("secret"), "from a file\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  /** One key: default, a spelling with its value, a wrong spelling with what is expected. */
  record Key(
      String name,
      Function<GatewayConfig, Object> getter,
      Object byDefault,
      String text,
      Object value,
      String wrong,
      String expected) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Key> keys() {
    return Stream.of(
            listenerKeys(),
            limitKeys(),
            deliveryKeys(),
            storeKeys(),
            smtpKeys(),
            oidcKeys(),
            proxyKeys())
        .flatMap(List::stream);
  }

  private static List<Key> listenerKeys() {
    return List.of(
        key("as2.path", c -> c.as2().path(), "/as2", "/in/as2", "/in/as2", "as2", "a plain path"),
        key("as2.path", c -> c.as2().path(), "/as2", "/", "/", "/as2/../x", "a plain path"),
        key("as2.path", c -> c.as2().path(), "/as2", "/a.b", "/a.b", "'/as2?x'", "a plain path"),
        key(
            "public-url",
            c -> c.publicUrl(),
            Optional.empty(),
            "https://as2.example.com/in",
            Optional.of(URI.create("https://as2.example.com/in")),
            "as2.example.com",
            "expected a URL such as 'https://as2.my-company.example/as2'"),
        key(
            "public-url",
            c -> c.publicUrl(),
            Optional.empty(),
            "http://as2.example.com:8080/as2",
            Optional.of(URI.create("http://as2.example.com:8080/as2")),
            "https://user:secret@as2.example.com/as2",
            "expected a URL such as"),
        key(
            "environment",
            c -> c.environment(),
            Optional.empty(),
            "test",
            Optional.of("test"),
            "'<b>'",
            "expected 1 to 20 letters"),
        flag("as2.http.enabled", c -> c.as2().http().isEnabled(), true),
        flag("as2.https.enabled", c -> c.as2().https().isEnabled(), false),
        flag("admin.enabled", c -> c.admin().isEnabled(), true),
        host("as2.http.host", c -> c.as2().http().host(), "0.0.0.0"),
        host("as2.https.host", c -> c.as2().https().host(), "0.0.0.0"),
        host("admin.host", c -> c.admin().host(), "127.0.0.1"),
        port("as2.http.port", c -> c.as2().http().port(), 8080),
        port("as2.https.port", c -> c.as2().https().port(), 8443),
        port("admin.port", c -> c.admin().port(), 8081),
        file("as2.https.keystore", c -> c.as2().https().keystore(), Path.of("certs/tls/tls.p12")),
        file("admin.keystore", c -> c.admin().keystore(), null),
        key(
            "admin.names",
            c -> c.admin().names(),
            List.of(),
            "Gateway.example.com, 10.1.2.3",
            List.of("gateway.example.com", "10.1.2.3"),
            "a/b",
            "an address such as"));
  }

  private static List<Key> proxyKeys() {
    return List.of(
        key(
            "proxy.url",
            c -> c.proxy().url(),
            Optional.empty(),
            "http://Proxy.example.com:3128",
            Optional.of(new ProxyUrl("proxy.example.com", 3128)),
            "http://proxy.example.com",
            "expected host and port"),
        key(
            "proxy.url",
            c -> c.proxy().url(),
            Optional.empty(),
            "none",
            Optional.empty(),
            "socks5://proxy.example.com:1080",
            "not SOCKS"),
        key(
            "proxy.url",
            c -> c.proxy().url(),
            Optional.empty(),
            "http://[2001:db8::1]:3128/",
            Optional.of(new ProxyUrl("2001:db8::1", 3128)),
            "https://proxy.example.com:3128",
            "does not speak TLS with the proxy itself"),
        key(
            "proxy.except",
            c -> c.proxy().except(),
            ProxyExceptions.NONE,
            "'localhost, 10.0.0.0/8, *.internal.example'",
            ProxyExceptions.parse("localhost,10.0.0.0/8,*.internal.example"),
            "'localhost, 10.0.0/8'",
            "'10.0.0/8' is none of them"));
  }

  private static List<Key> limitKeys() {
    return List.of(
        size("message-bytes", c -> c.limits().messageBytes(), 20L << 30),
        size("disk-reserve", c -> c.limits().diskReserveBytes(), 1L << 30),
        size("refused-bytes", c -> c.limits().refusedBytes(), 64L << 20),
        key(
            "limits.header-bytes",
            c -> c.limits().headerBytes(),
            65536,
            "8 KiB",
            8192,
            "17 MiB",
            "from '1 KiB' to '16 MiB'"),
        key(
            "limits.minimum-rate",
            c -> c.limits().minimumRateBytes(),
            1024L,
            "2 KiB/s",
            2048L,
            "fast",
            "a rate such as '1 KiB/s'"),
        key("limits.expansion", c -> c.limits().expansion(), 200, "9", 9, "0", "at least 1"),
        key("limits.connections", c -> c.limits().connections(), 10000, "5", 5, "-1", "at least 1"),
        duration("limits.header-time", c -> c.limits().headerTime(), Duration.ofSeconds(30)),
        duration("limits.idle-time", c -> c.limits().idleTime(), Duration.ofSeconds(60)));
  }

  private static List<Key> deliveryKeys() {
    return List.of(
        duration("outbox.settle", c -> c.outbox().settle(), Duration.ofSeconds(2)),
        key(
            "inbox.names",
            c -> c.inbox().hasStrictNames(),
            false,
            "strict",
            true,
            "safe",
            "'as-sent' or 'strict'"),
        key(
            "usps.check-bytes",
            c -> c.usps().checkBytes(),
            4L << 30,
            "1 GiB",
            1L << 30,
            "0",
            "expected"),
        key(
            "sftp.enabled",
            c -> c.sftp().listener().isEnabled(),
            false,
            "true",
            true,
            "maybe",
            "expected"),
        key(
            "sftp.host",
            c -> c.sftp().listener().host(),
            "0.0.0.0",
            "127.0.0.1",
            "127.0.0.1",
            "not a host",
            "expected"),
        key("sftp.port", c -> c.sftp().listener().port(), 2222, "22", 22, "70000", "a port"),
        duration("sftp.poll", c -> c.sftp().poll(), Duration.ofSeconds(30)),
        duration("retry.first", c -> c.retry().first(), Duration.ofMinutes(1)),
        key("retry.factor", c -> c.retry().factor(), 2.0, "1.5", 1.5, "0.5", "from 1 to 100"),
        key(
            "retry.max",
            c -> c.retry().max(),
            Duration.ofMinutes(40),
            "2h",
            Duration.ofHours(2),
            "30s",
            "at least as long"),
        duration("retry.budget", c -> c.retry().budget(), Duration.ofDays(3)),
        duration("retention.payload", c -> c.retention().payload(), Duration.ofDays(30)),
        key(
            "retention.evidence",
            c -> c.retention().evidence(),
            Duration.ofDays(7 * 366),
            "10y",
            Duration.ofDays(3660),
            "forever",
            "a duration such as"),
        key(
            "retention.duplicates",
            c -> c.retention().duplicates(),
            Optional.empty(),
            "3d",
            Optional.of(Duration.ofDays(3)),
            "never",
            "a duration such as"),
        key(
            "retention.refused",
            c -> c.retention().refused(),
            Duration.ofDays(30),
            "12h",
            Duration.ofHours(12),
            "forever",
            "a duration such as"));
  }

  private static List<Key> storeKeys() {
    return List.of(
        key(
            "store.url",
            c -> c.store().url(),
            null,
            "jdbc:postgresql://db/as2",
            "jdbc:postgresql://db/as2",
            "jdbc:mysql://db/as2",
            "'jdbc:postgresql://HOST/DATABASE'"),
        key(
            "store.user",
            c -> c.store().user(),
            Optional.empty(),
            "a",
            Optional.of("a"),
            "''",
            "text"),
        key(
            "store.password",
            c -> c.store().password(),
            Optional.empty(),
            "1234",
            Optional.of("1234"),
            "''",
            "a text"));
  }

  private static List<Key> smtpKeys() {
    return List.of(
        key(
            "smtp.host",
            c -> c.smtp().host(),
            Optional.empty(),
            "mail.example",
            Optional.of("mail.example"),
            "not a host",
            "an address such as"),
        port("smtp.port", c -> c.smtp().port(), 587),
        key(
            "smtp.from",
            c -> c.smtp().from(),
            "as2-gateway@localhost",
            "as2@mailer.example",
            "as2@mailer.example",
            "nobody",
            "an email address such as"),
        key(
            "smtp.user",
            c -> c.smtp().user(),
            Optional.empty(),
            "as2",
            Optional.of("as2"),
            "''",
            "a text"),
        key(
            "smtp.password",
            c -> c.smtp().password(),
            Optional.empty(),
            "1234",
            Optional.of("1234"),
            "''",
            "a text"),
        key(
            "smtp.tls",
            c -> c.smtp().tls(),
            Smtp.Tls.STARTTLS,
            "none",
            Smtp.Tls.NONE,
            "ssl",
            "'starttls', 'tls' or 'none'"));
  }

  private static List<Key> oidcKeys() {
    return List.of(
        key(
            "oidc.issuer",
            c -> c.oidc().issuer(),
            Optional.empty(),
            "https://id.example/x/\n  roles: { viewer: staff }",
            Optional.of(URI.create("https://id.example/x/")),
            "http://id.example",
            "an https URL"),
        text("oidc.client-id", c -> c.oidc().clientId(), "as2-gateway"),
        key(
            "oidc.client-secret",
            c -> c.oidc().clientSecret(),
            Optional.empty(),
            "1234",
            Optional.of("1234"),
            "''",
            "a text"),
        key(
            "oidc.client-secret-file",
            c -> c.oidc().clientSecret(),
            Optional.empty(),
            "secret",
            Optional.of("from a file"),
            "missing",
            "a file that can be read"),
        text("oidc.label", c -> c.oidc().label(), "single sign-on"),
        key(
            "oidc.scope",
            c -> c.oidc().scope(),
            "openid profile email",
            "openid groups",
            "openid groups",
            "profile",
            "a list of words that includes 'openid'"),
        text("oidc.name-claim", c -> c.oidc().nameClaim(), "preferred_username"),
        text("oidc.role-claim", c -> c.oidc().roleClaim(), "groups"),
        role("viewer"),
        role("operator"),
        role("partner-manager"),
        role("administrator"));
  }

  private static Key role(String role) {
    return key(
        "oidc.roles." + role,
        c -> c.oidc().roles().getOrDefault(role, List.of()),
        List.of(),
        "edi ops, it",
        List.of("edi ops", "it"),
        "','",
        "one name, or several");
  }

  private static Key text(String name, Function<GatewayConfig, Object> getter, String byDefault) {
    return key(name, getter, byDefault, "other", "other", "''", "a text");
  }

  private static Key key(
      String name,
      Function<GatewayConfig, Object> getter,
      Object byDefault,
      String text,
      Object value,
      String wrong,
      String expected) {
    return new Key(name, getter, byDefault, text, value, wrong, expected);
  }

  private static Key flag(String name, Function<GatewayConfig, Object> getter, boolean byDefault) {
    return key(name, getter, byDefault, "" + !byDefault, !byDefault, "yes", "'true' or 'false'");
  }

  private static Key host(String name, Function<GatewayConfig, Object> getter, String byDefault) {
    return key(name, getter, byDefault, "'[::1]'", "::1", "not a host", "an address such as");
  }

  private static Key port(String name, Function<GatewayConfig, Object> getter, int byDefault) {
    return key(name, getter, byDefault, "0", 0, "65536", "a port from 0 (any free one) to 65535");
  }

  private static Key file(
      String name, Function<GatewayConfig, Optional<Path>> getter, Path byDefault) {
    return key(
        name,
        c -> getter.apply(c).map(f -> c.home().relativize(f)),
        Optional.ofNullable(byDefault),
        "certs/own/x.p12",
        Optional.of(Path.of("certs/own/x.p12")),
        "''",
        "the path of a file");
  }

  private static Key size(String name, Function<GatewayConfig, Object> getter, long byDefault) {
    return key("limits." + name, getter, byDefault, "7 KiB", 7168L, "7 KB", "expected 'KiB'");
  }

  private static Key duration(
      String name, Function<GatewayConfig, Object> getter, Duration byDefault) {
    return key(name, getter, byDefault, "15s", Duration.ofSeconds(15), "15", "a duration such as");
  }

  private GatewayConfig read(String yaml) throws Exception {
    Files.writeString(home.resolve("gateway.yaml"), yaml);
    return GatewayConfigReader.read(home, Map.of());
  }

  private List<String> errorsOf(String yaml) {
    ConfigException e = catchThrowableOfType(ConfigException.class, () -> read(yaml));
    assertThat(e).as("expected to be refused: %s", yaml).isNotNull();
    return e.errors();
  }

  private static String yaml(String key, String value) {
    StringBuilder text = new StringBuilder("# settings\n");
    String indent = "";
    for (String part : key.split("\\.", -1)) {
      text.append(indent).append(part).append(":\n");
      indent += "  ";
    }
    return text.deleteCharAt(text.length() - 1).append(' ').append(value).append('\n').toString();
  }

  @ParameterizedTest
  @MethodSource("keys")
  void has_the_default_of_the_contract_when_file_or_key_is_missing(Key key) throws Exception {
    Object expected =
        key.name.equals("store.url") ? "jdbc:h2:" + home + "/data/db/gateway" : key.byDefault;

    assertThat(key.getter.apply(GatewayConfigReader.read(home, Map.of()))).isEqualTo(expected);
    assertThat(key.getter.apply(read("as2: {}\nretry:\n"))).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("keys")
  void reads_every_key(Key key) throws Exception {
    assertThat(key.getter.apply(read(yaml(key.name, key.text)))).isEqualTo(key.value);
  }

  @ParameterizedTest
  @MethodSource("keys")
  void says_file_line_key_and_expectation_of_every_wrong_value(Key key) {
    int line = key.name.split("\\.", -1).length + 1;

    assertThat(errorsOf(yaml(key.name, key.wrong)))
        .singleElement()
        .asString()
        .startsWith("gateway.yaml:" + line + ": '" + key.name + "' is ")
        .contains(key.expected);
  }

  @ParameterizedTest
  @MethodSource("keys")
  void refuses_a_list_and_nothing_where_a_value_is_expected(Key key) {
    assertThat(errorsOf(yaml(key.name, "[1, 2]")))
        .singleElement()
        .asString()
        .endsWith("'" + key.name + "' is a list, expected a value");
    assertThat(errorsOf(yaml(key.name, "")))
        .singleElement()
        .asString()
        .endsWith("'" + key.name + "' is empty, expected a value");
  }
}
