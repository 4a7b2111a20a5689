package org.as2gateway.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.store.payload.HomeFolders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A password goes to the server it was written for and to no other. */
class BasicPasswordsTest {
  private static final String URL = "https://as2.acme.example/";
  private static final String OTHER = "https://mallory.example/";
  private static final String USER = "<attribute name=\"gw.basic_user\" value=\"joe\"/>";

  @TempDir Path folder;
  private RegistryHome home;
  private Path file;

  @BeforeEach
  void open() throws IOException {
    home = RegistryHome.complete(folder);
    file = Files.createDirectories(folder.resolve("data/secrets")).resolve("basic-out");
    home.write(withUrl(URL));
  }

  private static String withUrl(String url) {
    return RegistryHome.xml(RegistryHome.OUT_ATTRIBUTES.replace(URL, url) + USER, "");
  }

  private static Partnership out(Registry registry) {
    return registry.partnerships().partnership("out").orElseThrow();
  }

  private String password(Registry registry, String url) throws IOException {
    return new BasicPasswords(new HomeFolders(folder)).password(out(registry), URI.create(url));
  }

  private RegistryWatcher watch() throws Exception {
    return RegistryWatcher.open(
        home.loader(Clock.systemUTC()),
        new RecordingRevisions(),
        Clock.systemUTC(),
        Optional::empty);
  }

  private static List<String> missing(Registry registry) {
    return registry.missingToSend(out(registry), Instant.now());
  }

  @Test
  void a_password_is_bound_to_the_url_that_it_was_written_for() throws Exception {
    Files.writeString(file, "s3 cret\n");
    try (RegistryWatcher watcher = watch()) {
      assertThat(missing(watcher.current())).isEmpty();
      assertThat(password(watcher.current(), URL)).isEqualTo("s3 cret");
      home.write(withUrl(OTHER));
      watcher.reload("manager");
      assertThatThrownBy(() -> password(watcher.current(), OTHER))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("use one with 'https://mallory.example:443'")
          .hasMessageNotContaining("s3 cret");
      assertThat(missing(watcher.current()))
          .singleElement()
          .asString()
          .contains("password for gw.basic_user")
          .doesNotContain("s3 cret");
      home.write(withUrl(URL + "other/path"));
      watcher.reload("manager");
      assertThat(missing(watcher.current())).isEmpty();
      assertThat(password(watcher.current(), URL + "other/path")).isEqualTo("s3 cret");
    }
  }

  @Test
  void a_password_written_while_the_gateway_runs_is_for_the_url_of_that_time() throws Exception {
    try (RegistryWatcher watcher = watch()) {
      Files.writeString(file, "secret");
      home.write(withUrl(OTHER));
      watcher.reload("manager");
      assertThatThrownBy(() -> password(watcher.current(), OTHER)).isInstanceOf(IOException.class);
      Files.writeString(file, "written again"); // by an operator, for the new URL
      watcher.reload("file");
      assertThat(password(watcher.current(), OTHER)).isEqualTo("written again");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no partnership"})
  void a_password_that_was_there_before_any_url_is_not_for_the_first_one(String kind)
      throws Exception {
    String without =
        withUrl("").replace("name=\"out\"", kind.isEmpty() ? "name=\"out\"" : "name=\"x\"");
    home.write(without);
    Files.writeString(file, "s3 cret");
    try (RegistryWatcher watcher = watch()) {
      home.write(withUrl(OTHER));
      watcher.reload("manager");
      assertThatThrownBy(() -> password(watcher.current(), OTHER))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("was written before the partnership had a URL")
          .hasMessageContaining("write the password to that file again")
          .hasMessageNotContaining("s3 cret");
      home.write(withUrl(URL));
      watcher.reload("manager");
      assertThatThrownBy(() -> password(watcher.current(), URL)).isInstanceOf(IOException.class);
    }
    try (RegistryWatcher watcher = watch()) {
      assertThat(missing(watcher.current()))
          .as("after a restart too")
          .singleElement()
          .asString()
          .contains("was written before the partnership had a URL");
      Files.writeString(file, "written again");
      watcher.reload("file");
      assertThat(password(watcher.current(), URL)).isEqualTo("written again");
    }
  }

  @Test
  void a_password_written_after_the_first_url_is_bound_to_it() throws Exception {
    home.write(withUrl(""));
    try (RegistryWatcher watcher = watch()) {
      home.write(withUrl(URL));
      Files.writeString(file, "secret"); // before the gateway has seen the URL
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(1)));
      watcher.reload("file");
      assertThat(password(watcher.current(), URL)).isEqualTo("secret");
    }
  }

  @Test
  void a_home_whose_first_file_has_errors_may_be_set_up_in_any_order() throws Exception {
    Files.writeString(file, "secret");
    home.write(
        withUrl(URL).replace("name=\"out\"", "name=\"out\" odd=\"\"").replace(URL, "nonsense"));
    try (RegistryWatcher watcher = watch()) {
      assertThat(watcher.isProvisional()).isTrue();
      home.write(withUrl(URL));
      watcher.reload("file");
      assertThat(password(watcher.current(), URL)).isEqualTo("secret");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://as2.acme.example:8443/",
        "https://as2.acme.example.mallory.example/",
        "https://acme.example/",
        "https://as2_acme.example/",
        "https://127.0.0.1/"
      })
  void another_host_or_port_is_another_server(String url) throws Exception {
    Files.writeString(file, "secret\nhttps://as2.acme.example:443\n");
    assertThatThrownBy(() -> password(home.load(), url)).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTPS://AS2.acme.EXAMPLE/x?y", "https://as2.acme.example:443"})
  void another_spelling_is_the_same_server(String url) throws Exception {
    Files.writeString(file, "secret\nhttps://as2.acme.example:443\n");
    assertThat(password(home.load(), url)).isEqualTo("secret");
  }

  @Test
  void a_password_is_never_sent_without_tls() throws Exception {
    Files.writeString(file, "secret");
    String plain = "http://as2.acme.example/";
    home.write(withUrl(plain));
    try (RegistryWatcher watcher = watch()) {
      assertThatThrownBy(() -> password(watcher.current(), plain))
          .hasMessageContaining("is not an https URL");
      assertThat(missing(watcher.current()))
          .singleElement()
          .asString()
          .contains("is not an https URL");
      home.write(withUrl(OTHER));
      watcher.reload("manager");
      assertThatThrownBy(() -> password(watcher.current(), OTHER)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void a_password_that_no_user_needs_yet_is_bound_too() throws Exception {
    Files.writeString(file, "secret");
    home.write(withUrl(URL).replace(USER, ""));
    watch().close();
    assertThat(file).hasContent("secret\nhttps://as2.acme.example:443\n");
  }

  @Test
  void a_missing_or_empty_password_is_missing_to_send() throws Exception {
    assertThat(missing(home.load())).singleElement().asString().contains("data/secrets/basic-out");
    Files.writeString(file, "\n");
    assertThat(missing(home.load())).singleElement().asString().contains("is empty");
  }

  @Test
  void the_file_keeps_its_mode() throws Exception {
    Files.writeString(file, "secret");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    watch().close();
    assertThat(file).hasContent("secret\nhttps://as2.acme.example:443\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void one_for_receipts_is_bound_to_the_url_of_receipts() throws Exception {
    Path receipts = Files.writeString(file.resolveSibling("basic-in"), "secret");
    home.write(
        RegistryHome.xml(
            RegistryHome.OUT_ATTRIBUTES,
            USER
                + "<attribute name=\"as2_url\" value=\"https://us.example/\"/>"
                + "<attribute name=\"as2_receipt_option\" value=\"https://mdn.example/x\"/>"));
    watch().close();
    assertThat(receipts).hasContent("secret\nhttps://mdn.example:443\n");
    Registry registry = home.load();
    Partnership in = registry.partnerships().partnership("in").orElseThrow();
    assertThat(registry.missingToReceive(in, Instant.now())).isEmpty();
    assertThat(registry.credentialsUrl(in))
        .isEqualTo(Optional.of(URI.create("https://mdn.example/x")));
  }
}
