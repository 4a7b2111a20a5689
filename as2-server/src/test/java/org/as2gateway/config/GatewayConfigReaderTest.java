package org.as2gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.as2gateway.config.GatewayConfig.Listener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewayConfigReaderTest {
  @TempDir Path home;

  private GatewayConfig read(String yaml) throws Exception {
    Files.writeString(home.resolve("gateway.yaml"), yaml);
    return GatewayConfigReader.read(home, Map.of("PORT", "9999", "QUOTE", "a: \"b${env:PORT}"));
  }

  private List<String> errorsOf(String yaml) {
    ConfigException e = catchThrowableOfType(ConfigException.class, () -> read(yaml));
    assertThat(e).as("expected to be refused: %s", yaml).isNotNull();
    return e.errors();
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
  void refuses_a_mail_password_that_others_could_read_or_that_has_no_user() throws Exception {
    String server = "smtp:\n  host: mail.example\n  password: ${env:PORT}\n";
    assertThat(errorsOf(server + "  user: as2\n  tls: none\n"))
        .singleElement()
        .asString()
        .startsWith("gateway.yaml:5: 'smtp.tls' is 'none', expected")
        .doesNotContain("9999");
    assertThat(errorsOf(server)).singleElement().asString().contains("'smtp.user' and");
    GatewayConfig.Smtp good = read(server + "  user: as2\n").smtp();
    assertThat(good.password()).hasValue("9999");
    assertThat(good).asString().doesNotContain("9999");
  }

  @Test
  void wants_one_secret_of_a_provider_and_somebody_whom_it_lets_in() throws Exception {
    String provider = "oidc:\n  issuer: https://id.example\n";
    assertThat(errorsOf(provider)).singleElement().asString().contains("'oidc.roles' is missing");
    String roles = provider + "  roles: { operator: edi }\n";
    GatewayConfig.Oidc good = read(roles + "  client-secret: ${env:PORT}\n").oidc();
    assertThat(good.clientSecret()).hasValue("9999");
    assertThat(good).asString().doesNotContain("9999");
    Path file = Files.writeString(home.resolve("secret"), "9999");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(errorsOf(roles + "  client-secret-file: secret\n"))
        .singleElement()
        .asString()
        .contains("other users can read it");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThat(errorsOf(roles + "  client-secret-file: secret\n  client-secret: x\n"))
        .singleElement()
        .asString()
        .contains("expected only one of them");
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
            "gateway.yaml:4: unknown key 'banana', expected one of 'admin', 'as2',"
                + " 'certificates', 'environment', 'inbox', 'limits',"
                + " 'oidc', 'outbox', 'proxy', 'public-url', 'retention', 'retry', 'sftp', 'smtp', 'store', 'usps'",
            "gateway.yaml:5: 'limits' is a list, expected a mapping of keys",
            "gateway.yaml:6: 'retry.first' is 'soon': expected a duration such as '200ms', '30s',"
                + " '1m', '12h', '3d' or '7y'");
  }

  @Test
  void refuses_a_key_that_stands_twice() {
    assertThat(errorsOf("admin:\n  port: 1\n  port: 2\n"))
        .containsExactly("gateway.yaml:3: key 'admin.port' appears twice, first in line 2");
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
  void a_login_for_the_proxy_needs_the_proxy_and_is_never_in_its_url() {
    assertThat(errorsOf("proxy: { login: data/secrets/proxy-login }"))
        .containsExactly(
            "gateway.yaml:1: 'proxy.login' is set without 'proxy.url', expected both: write the"
                + " URL of the proxy");
    assertThat(errorsOf("proxy: { url: 'http://joe:hunter2@proxy:3128' }"))
        .singleElement()
        .asString()
        .contains("without user and password: write them to the login file")
        .doesNotContain("hunter2");
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
        .hasMessageContaining("gone' is not a folder, expected one created by 'as2 init DIR'");
  }

  @Test
  void reads_a_file_with_a_byte_order_mark() throws Exception {
    assertThat(read("\uFEFFadmin: { port: 1 }").admin().port()).isEqualTo(1);
  }
}
