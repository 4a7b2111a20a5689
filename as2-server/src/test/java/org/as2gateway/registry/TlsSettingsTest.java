package org.as2gateway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.testkit.KeyFiles;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Receipts go to the same partner as messages: trust and client key may stand at either. */
class TlsSettingsTest {
  private static final String TRUST = "<attribute name=\"gw.tls_trust\" value=\"acme-tls.pem\"/>";
  private static final String TLS =
      TRUST + "<attribute name=\"gw.tls_client_alias\" value=\"client\"/>";
  private static final String RECEIPTS =
      "<attribute name=\"as2_receipt_option\" value=\"https://mdn.acme.example/\"/>";

  @TempDir Path folder;
  private RegistryHome home;

  @BeforeEach
  void open() throws IOException {
    home = RegistryHome.complete(folder);
  }

  private static Partnership partnership(Registry registry, String name) {
    return registry.partnerships().partnership(name).orElseThrow();
  }

  private static List<String> missing(Registry registry) {
    return registry.missingToReceive(partnership(registry, "in"), Instant.now());
  }

  @Test
  void they_serve_both_directions_wherever_they_stand() throws Exception {
    for (String xml :
        new String[] {
          RegistryHome.xml(RegistryHome.OUT_ATTRIBUTES + TLS, RECEIPTS),
          RegistryHome.xml(RegistryHome.OUT_ATTRIBUTES, RECEIPTS + TLS)
        }) {
      home.write(xml);
      Registry registry = home.load();
      for (String name : new String[] {"in", "out"}) {
        TlsSettings tls = registry.tls(partnership(registry, name));
        assertThat(tls.trust()).contains("acme-tls.pem");
        assertThat(tls.clientAlias()).contains("client");
      }
    }
  }

  @Test
  void those_of_the_partnership_itself_come_first() throws Exception {
    home.write(
        RegistryHome.xml(
            RegistryHome.OUT_ATTRIBUTES + TLS,
            RECEIPTS + "<attribute name=\"gw.tls_trust\" value=\"mdn.pem\"/>"));
    Registry registry = home.load();
    assertThat(registry.tls(partnership(registry, "in")))
        .isEqualTo(new TlsSettings(Optional.of("mdn.pem"), Optional.of("client")));
  }

  @Test
  void what_a_receipt_would_fail_for_is_missing_to_receive() throws Exception {
    home.write(RegistryHome.xml(RegistryHome.OUT_ATTRIBUTES + TLS, RECEIPTS));
    assertThat(missing(home.load()))
        .containsExactly(
            "a private key in certs/client/ (gw.tls_client_alias)",
            "certificates for gw.tls_trust: 'certs/acme-tls.pem' does not exist");
    KeyFiles.writeOwn(folder, "client", TestPki.rsa("client"));
    Path trust = Files.writeString(folder.resolve("certs/acme-tls.pem"), "no certificate");
    assertThat(missing(home.load())).singleElement().asString().contains("acme-tls.pem");
    KeyFiles.writePem(trust, TestPki.rsa("server").certificate());
    assertThat(missing(home.load())).isEmpty();
  }

  @Test
  void certificates_that_a_client_has_to_show_are_missing_until_one_is_in_force() throws Exception {
    home.write(
        RegistryHome.xml(
            RegistryHome.OUT_ATTRIBUTES,
            "<attribute name=\"gw.inbound_certificate\" value=\"acme-tls\"/>"));
    Path file = folder.resolve("certs/acme-tls/acme.pem");
    KeyFiles.writePem(file, TestPki.expired("acme tls").certificate());
    assertThat(missing(home.load()))
        .containsExactly("a valid certificate in certs/acme-tls/ (gw.inbound_certificate)");
    KeyFiles.writePem(file, TestPki.rsa("acme tls").certificate());
    assertThat(missing(home.load())).isEmpty();
  }

  @Test
  void a_trust_file_is_judged_as_connections_read_it() throws Exception {
    home.write(RegistryHome.xml(RegistryHome.OUT_ATTRIBUTES + TRUST, ""));
    Path trust = folder.resolve("certs/acme-tls.pem");
    String pem = Files.readString(KeyFiles.writePem(trust, TestPki.rsa("server").certificate()));
    for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE)) {
      Files.write(trust, ("\uFEFF" + pem).getBytes(charset));
      assertThat(missingToSend()).as(charset.name()).isEmpty();
    }
    Files.writeString(trust, pem + pem.replace("MII", "MIX"));
    assertThat(missingToSend())
        .as("one of two is damaged")
        .singleElement()
        .asString()
        .startsWith("certificates for gw.tls_trust: 'certs/acme-tls.pem' cannot be used: ");
    assertThat(home.load().problems()).as("said once").hasSize(1);
  }

  private List<String> missingToSend() throws Exception {
    Registry registry = home.load();
    return registry.missingToSend(partnership(registry, "out"), Instant.now());
  }

  @Test
  void without_tls_nothing_of_it_is_missing() throws Exception {
    home.write(
        RegistryHome.xml(RegistryHome.OUT_ATTRIBUTES + TLS, RECEIPTS.replace("https:", "http:")));
    assertThat(missing(home.load())).isEmpty();
  }
}
