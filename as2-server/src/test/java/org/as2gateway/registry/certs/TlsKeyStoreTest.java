package org.as2gateway.registry.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.testkit.KeyFiles;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsKeyStoreTest {
  private static final Optional<KeyStorePassword> PASSWORD =
      Optional.of(KeyStorePassword.of(KeyFiles.PASSWORD));

  @TempDir Path folder;

  @Test
  void opens_a_key_store_that_openssl_made() throws Exception {
    OpenSslFiles openSsl = new OpenSslFiles(folder);
    openSsl.selfSigned("localhost", "-newkey rsa:2048");

    TlsKeyStore tls = TlsKeyStore.load(openSsl.p12("localhost"), PASSWORD);

    assertThat(tls.keyStore().size()).isEqualTo(1);
    assertThat(tls.keyStore().getKey("key-0", tls.password().toChars())).isNotNull();
  }

  @Test
  void says_what_is_wrong_and_what_to_do() throws Exception {
    Path file = KeyFiles.writeP12(TestPki.rsa("tls"), folder.resolve("tls.p12"));
    Path weak = KeyFiles.writeP12(TestPki.weakRsa("tls"), folder.resolve("weak.p12"));
    Path text = Files.writeString(folder.resolve("text.p12"), "hello");

    assertThatThrownBy(() -> TlsKeyStore.load(folder.resolve("none.p12"), PASSWORD))
        .isInstanceOf(CertsException.class)
        .hasMessageContaining("none.p12': it does not exist; create it with 'openssl pkcs12");
    assertThatThrownBy(() -> TlsKeyStore.load(file, Optional.empty()))
        .hasMessageContaining("its password is unknown: set AS2_KEYSTORE_PASSWORD");
    assertThatThrownBy(() -> TlsKeyStore.load(file, Optional.of(KeyStorePassword.of("other"))))
        .hasMessageContaining("tls.p12': wrong password");
    assertThatThrownBy(() -> TlsKeyStore.load(weak, PASSWORD))
        .hasMessageContaining("has 1024 bits and is too weak");
    assertThatThrownBy(() -> TlsKeyStore.load(text, PASSWORD))
        .hasMessageContaining("it is damaged or not a PKCS #12 key store");
  }

  @Test
  void the_password_comes_from_the_variable_then_from_the_file() throws Exception {
    assertThat(KeyStorePassword.find(folder, Map.of())).isEmpty();
    Path file = KeyStorePassword.file(folder);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "from file\r\n");

    assertThat(KeyStorePassword.find(folder, Map.of()).orElseThrow().toChars())
        .isEqualTo("from file".toCharArray());
    assertThat(
            KeyStorePassword.find(folder, Map.of(KeyStorePassword.VARIABLE, "v"))
                .orElseThrow()
                .toChars())
        .isEqualTo("v".toCharArray());
    assertThat(KeyStorePassword.of("sesame").toString()).doesNotContain("sesame");
    Files.writeString(file, "\n");
    assertThatThrownBy(() -> KeyStorePassword.find(folder, Map.of()))
        .hasMessageContaining("keystore-password' is empty");
  }
}
