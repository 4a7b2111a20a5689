package org.as2gateway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.testkit.KeyFiles;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Complete means able: what cannot work is missing, with the reason in the same sentence. */
class CompletenessTest {
  @TempDir Path folder;

  private List<String> toSend() throws IOException {
    Registry registry = new RegistryHome(folder).load();
    return registry.missingToSend(
        registry.partnerships().partnership("out").orElseThrow(), Instant.now());
  }

  private List<String> toReceive() throws IOException {
    Registry registry = new RegistryHome(folder).load();
    return registry.missingToReceive(
        registry.partnerships().partnership("in").orElseThrow(), Instant.now());
  }

  private void partner(OwnKey key) throws IOException {
    KeyFiles.writePartner(folder, "acme", key.certificate());
  }

  private void own(OwnKey key) throws IOException {
    Files.delete(KeyFiles.writeOwn(folder, "own", key));
    KeyFiles.writeOwn(folder, "own", key);
  }

  private static void assertOne(List<String> missing, String... words) {
    assertThat(missing).singleElement().asString().contains(words);
  }

  @ParameterizedTest
  @CsvSource({
    "sha-256, aes256-cbc, rsa",
    "rsassa-pss-sha-512, aes128-gcm, rsa-oaep",
    "sha1, 3des, rsa",
  })
  void algorithms_that_work_with_the_keys_are_complete(String sign, String encrypt, String way)
      throws IOException {
    RegistryHome home = RegistryHome.complete(folder);
    home.write(RegistryHome.xml(outbound(sign, encrypt, way), ""));

    assertThat(toSend()).isEmpty();
    assertThat(toReceive()).isEmpty();
  }

  private static String outbound(String sign, String encrypt, String way) {
    return """
        <attribute name="as2_url" value="https://as2.acme.example/"/>
        <attribute name="sign" value="%s"/><attribute name="encrypt" value="%s"/>
        <attribute name="gw.key_transport" value="%s"/>
        """
        .formatted(sign, encrypt, way);
  }

  @Test
  void an_ec_key_cannot_sign_with_rsassa_pss() throws IOException {
    RegistryHome home = RegistryHome.complete(folder);
    home.write(RegistryHome.xml(outbound("rsassa-pss-sha-256", "aes256-cbc", "rsa"), ""));
    own(TestPki.ec("own"));

    assertOne(
        toSend(),
        "a key in certs/own/ that can sign with 'rsassa-pss-sha-256' (certificate 'CN=own': ",
        "EC key cannot sign");
  }

  @ParameterizedTest
  @CsvSource({
    "as2, gw.pgp_encrypt, acme",
    "pdx, gw.pgp_encrypt, acme",
    "pdx, gw.pgp_sign, own",
    "pdx, gw.pgp_require, signed",
    "pdx, gw.pgp_cipher, aes128",
    "pdx, gw.pgp_armor, true",
  })
  void openpgp_is_for_sftp_alone(String transport, String name, String value) throws IOException {
    RegistryHome home = RegistryHome.complete(folder);
    String attributes =
        """
        <attribute name="gw.transport" value="%s"/><attribute name="%s" value="%s"/>
        """
            .formatted(transport, name, value);
    home.write(RegistryHome.xml(RegistryHome.OUT_ATTRIBUTES + attributes, attributes));

    String told =
        "a valid setting: %s has no effect with gw.transport %s: remove it, or use sftp"
            .formatted(name, transport);
    assertThat(toSend()).contains(told).noneMatch(text -> text.contains("OpenPGP key"));
    assertThat(toReceive()).contains(told);
    assertThat(RegistryHome.find(home.load(), told)).isPresent();
  }

  @Test
  void over_sftp_the_same_settings_count() throws IOException {
    RegistryHome home = RegistryHome.complete(folder);
    String attributes =
        """
        <attribute name="gw.transport" value="sftp"/><attribute name="gw.pgp_armor" value="true"/>
        """;
    home.write(RegistryHome.xml(attributes, attributes));

    assertThat(toSend()).isEmpty();
    assertThat(toReceive()).isEmpty();
  }

  @Test
  void nothing_can_be_encrypted_for_a_key_that_signs_only() throws IOException {
    RegistryHome.complete(folder);
    try (var pem =
        getClass()
            .getResourceAsStream("/org/as2gateway/registry/certs/foreign/rsassa-pss-only.pem")) {
      Files.write(folder.resolve("certs/acme/acme.pem"), pem.readAllBytes());
    }

    assertOne(
        toSend(),
        "a valid certificate to encrypt for 'acme' in certs/acme/ (certificate '",
        "cannot be used: its ",
        "cannot receive encrypted content");
    assertThat(toReceive()).isEmpty();
  }

  @Test
  void a_certificate_that_is_not_in_force_yet_serves_for_nothing() throws IOException {
    RegistryHome.complete(folder);
    partner(TestPki.notYetValid("acme"));

    assertThat(toSend()).hasSize(2).allMatch(text -> text.contains("is not valid before 20"));
    assertOne(toReceive(), "to verify its signatures", "'CN=acme' is not valid before 20");
  }

  @Test
  void an_expired_key_of_ours_signs_neither_messages_nor_receipts() throws IOException {
    RegistryHome.complete(folder);
    own(TestPki.expired("own"));

    assertOne(toSend(), "a valid signing key in certs/own/", "'CN=own' expired on 20");
    assertOne(toReceive(), "a valid key to sign receipts", "'CN=own' expired on 20");
  }

  @Test
  void a_private_key_has_to_belong_to_its_certificate() throws IOException {
    RegistryHome.complete(folder);
    own(
        new OwnKey(
            TestPki.rsa("stranger").privateKey(), TestPki.rsa("own").certificate(), List.of()));

    assertThat(toSend()).anyMatch(text -> text.contains("a valid signing key"));
    assertThat(
            RegistryHome.find(
                new RegistryHome(folder).load(),
                "it contains a private key without its" + " certificate"))
        .isPresent();
  }

  @Test
  void the_certificate_of_an_authority_is_not_the_partners() throws IOException {
    RegistryHome.complete(folder);
    KeyFiles.writePem(
        folder.resolve("certs/acme/acme.pem"), TestPki.ca("root").certificate(), "use: chain");

    assertThat(toSend()).anyMatch(text -> text.contains("only a CA certificate"));
    assertOne(toReceive(), "a certificate of 'acme' in certs/acme/");
  }
}
