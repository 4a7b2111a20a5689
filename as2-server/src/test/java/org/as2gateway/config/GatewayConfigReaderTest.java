package org.as2gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.as2gateway.config.GatewayConfig.Listener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class GatewayConfigReaderTest {
  @TempDir Path home;

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
    return Stream.of(listenerKeys(), limitKeys(), otherKeys()).flatMap(List::stream);
  }

  private static List<Key> listenerKeys() {
    return List.of(
        key("as2.path", c -> c.as2().path(), "/as2", "/in/as2", "/in/as2", "as2", "a plain path"),
        key("as2.path", c -> c.as2().path(), "/as2", "/", "/", "/as2/../x", "a plain path"),
        key("as2.path", c -> c.as2().path(), "/as2", "/a.b", "/a.b", "'/as2?x'", "a plain path"),
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
        file("admin.keystore", c -> c.admin().keystore(), null));
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

  private static List<Key> otherKeys() {
    return List.of(
        duration("outbox.settle", c -> c.outbox().settle(), Duration.ofSeconds(2)),
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
    return GatewayConfigReader.read(home, Map.of("PORT", "9999", "QUOTE", "a: \"b${env:PORT}"));
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

  @Test
  void reads_the_documented_defaults_as_they_are_printed() throws Exception {
    GatewayConfig written =
        read(
            """
            # gateway.yaml, the defaults
            as2:
              path: /as2
              http:  { host: 0.0.0.0, port: 8080 }
              https: { enabled: false, host: 0.0.0.0, port: 8443, keystore: certs/tls/tls.p12 }
            admin: { host: 127.0.0.1, port: 8081 }
            store: { url: "jdbc:h2:./data/db/gateway" }
            limits:
              { message-bytes: 20 GiB, expansion: 200, header-bytes: 64 KiB, header-time: 30s,
                idle-time: 60s, minimum-rate: 1 KiB/s, connections: 10000, disk-reserve: 1 GiB,
                refused-bytes: 64 MiB }
            outbox: { settle: 2s }
            retry:  { first: 1m, factor: 2, max: 40m, budget: 3d }
            retention: { payload: 30d, evidence: 7y, duplicates: forever }
            """);

    Files.delete(home.resolve("gateway.yaml"));
    assertThat(written).isEqualTo(GatewayConfigReader.read(home, Map.of()));
  }

  @Test
  void tells_all_errors_at_once_in_the_order_of_lines() {
    assertThat(
            errorsOf(
                """
                as2:
                  http: { prot: 8080 }
                  https: { port: 70000 }
                banana: 1
                limits: [1]
                retry: { first: soon }
                """))
        .containsExactly(
            "gateway.yaml:2: unknown key 'as2.http.prot', did you mean 'port'?",
            "gateway.yaml:3: 'as2.https.port' is '70000': expected a port from 0 (any free one) to"
                + " 65535",
            "gateway.yaml:4: unknown key 'banana', expected one of 'admin', 'as2', 'limits',"
                + " 'outbox', 'retention', 'retry', 'store'",
            "gateway.yaml:5: 'limits' is a list, expected a mapping of keys",
            "gateway.yaml:6: 'retry.first' is 'soon': expected a duration such as '200ms', '30s',"
                + " '1m', '12h', '3d' or '7y'");
  }

  @Test
  void refuses_a_key_that_stands_twice() {
    assertThat(errorsOf("admin:\n  port: 1\n  port: 2\n"))
        .containsExactly("gateway.yaml:3: key 'admin.port' stands twice, first in line 2");
  }

  @ParameterizedTest
  @CsvSource({
    "just text,the file is 'just text'",
    "'- a',the file is a list",
    "'as2: 5','as2' is '5'",
    "'? [a]\n: b',a key is a list"
  })
  void refuses_what_is_no_mapping(String yaml, String expected) {
    assertThat(errorsOf(yaml)).singleElement().asString().contains(expected);
  }

  @Test
  void says_where_the_yaml_is_broken() {
    assertThat(errorsOf("as2:\n  path: [1\nadmin: }"))
        .singleElement()
        .asString()
        .matches("gateway.yaml:3: not valid YAML: .+");
    assertThat(errorsOf("a: 1\n---\nb: 2\n")).singleElement().asString().contains("not valid YAML");
  }

  @Test
  void survives_alias_bombs_recursion_and_depth() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 60; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d, *a%d]\n".formatted(i, i, i - 1, i - 1, i - 1));
    }
    assertThat(errorsOf(bomb.toString())).singleElement().asString().contains("aliases");
    assertThat(errorsOf("&r\nas2: *r\n")).isNotEmpty();
    assertThat(errorsOf("[".repeat(100_000)))
        .containsExactly("gateway.yaml:1: nested more than 20 deep, expected keys and values");
    assertThat(errorsOf("#" + "x".repeat(1 << 20))).singleElement().asString().contains("1 MiB");
  }

  @Test
  void replaces_environment_variables_as_text_and_once() throws Exception {
    GatewayConfig config =
        read("admin: { port: \"${env:PORT}\" }\nstore: { user: 'x${env:QUOTE}y' }\n");

    assertThat(config.admin().port()).isEqualTo(9999);
    assertThat(config.store().user()).contains("xa: \"b${env:PORT}y");
  }

  @Test
  void refuses_undefined_variables_and_malformed_references() {
    assertThat(errorsOf("store: { password: '${env:NOPE}', user: '${env:}' }"))
        .containsExactlyInAnyOrder(
            "gateway.yaml:1: 'store.password' is wrong: environment variable 'NOPE' is not defined",
            "gateway.yaml:1: 'store.user' is '${env:}': expected '${env:NAME}' with the name of a"
                + " variable");
  }

  @Test
  void never_shows_what_a_variable_holds() {
    assertThat(errorsOf("admin: { host: '${env:QUOTE}' }").toString()).doesNotContain("a: ");
  }

  @Test
  void keeps_the_password_out_of_texts() throws Exception {
    GatewayConfig config =
        read("store: { url: 'jdbc:postgresql://db/as2?password=hush', password: sesame }");

    assertThat(config.toString()).doesNotContain("sesame").doesNotContain("hush");
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:h2:./data/x,data/x",
    "jdbc:h2:data/x,data/x",
    "jdbc:h2:file:data/x,data/x",
    "jdbc:h2:/srv/x,/srv/x",
    "jdbc:h2:~/x,${user}/x"
  })
  void resolves_h2_paths_against_the_home(String url, String path) throws Exception {
    String expected = path.replace("${user}", System.getProperty("user.home"));

    assertThat(read("store: { url: '" + url + "' }").store().url())
        .isEqualTo("jdbc:h2:" + home.resolve(expected));
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:h2:./db;INIT=RUNSCRIPT FROM 'x',settings after ';' are not allowed",
    "jdbc:h2:./db;WRITE_DELAY=500,settings after ';' are not allowed",
    "jdbc:h2:mem:x,only a database file is allowed",
    "jdbc:h2:tcp://host/x,only a database file is allowed",
    "jdbc:h2:zip:~/x.zip!/db,only a database file is allowed",
    "jdbc:h2:,only a database file is allowed",
    "jdbc:H2:./db,expected 'jdbc:h2:"
  })
  void refuses_other_h2_urls(String url, String expected) {
    assertThat(errorsOf("store: { url: \"" + url + "\" }"))
        .singleElement()
        .asString()
        .contains(expected);
  }

  @ParameterizedTest
  @CsvSource({"0.0.0.0", "192.168.1.5", "'\"::\"'", "gateway.example.com"})
  void refuses_admin_beyond_loopback_without_tls(String host) throws Exception {
    assertThat(errorsOf("admin:\n  host: " + host + "\n"))
        .singleElement()
        .asString()
        .startsWith("gateway.yaml:2: 'admin.host' is '")
        .contains("expected a loopback address")
        .contains("'admin.keystore'");
    assertThat(read("admin: { host: " + host + ", keystore: a.p12 }").admin().keystore())
        .contains(home.resolve("a.p12"));
    assertThat(read("admin: { host: " + host + ", enabled: false }").admin().isEnabled()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1", "127.8.8.8", "localhost", "'\"::1\"'", "'\"[::1]\"'"})
  void takes_loopback_addresses_for_admin_without_tls(String host) throws Exception {
    assertThat(read("admin: { host: " + host + " }").admin().isEnabled()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"300.1.1.1", "1.2.3", "'\":::1\"'", "-x", "'a b'", "'\"[a]\"'", "a/b"})
  void refuses_what_is_no_host(String host) {
    assertThat(errorsOf("as2: { http: { host: " + host + " } }"))
        .singleElement()
        .asString()
        .contains("expected an address such as");
  }

  @Test
  void refuses_two_listeners_on_one_port() throws Exception {
    assertThat(errorsOf("admin: { port: 8080 }"))
        .singleElement()
        .asString()
        .contains("wants port 8080 twice: 'as2.http' and 'admin'");
    assertThat(read("admin: { port: 0 }\nas2: { http: { port: 0 } }")).isNotNull();
    assertThat(read("as2: { http: { port: 8443 } }").as2().https())
        .extracting(Listener::isEnabled)
        .isEqualTo(false);
  }

  @Test
  void says_what_is_wrong_with_the_file_itself() throws IOException {
    Path file = home.resolve("gateway.yaml");
    Files.write(file, "as2: \u00e9".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> GatewayConfigReader.read(home, Map.of()))
        .hasMessage("gateway.yaml: not UTF-8 text, save it in that encoding");

    Files.delete(file);
    Files.createDirectory(file);
    assertThatThrownBy(() -> GatewayConfigReader.read(home, Map.of()))
        .hasMessageContaining("gateway.yaml' cannot be read");
  }

  @Test
  void refuses_a_home_that_is_none() {
    assertThatThrownBy(() -> GatewayConfigReader.read(home.resolve("gone"), Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("gone' is not a folder, expected one made by 'as2 init DIR'");
  }

  @Test
  void reads_a_file_with_a_byte_order_mark() throws Exception {
    assertThat(read("\uFEFFadmin: { port: 1 }").admin().port()).isEqualTo(1);
  }
}
