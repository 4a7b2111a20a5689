package org.as2gateway.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Instant;
import java.util.Date;
import org.as2gateway.as2.keys.OwnKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestPkiTest {
  @TempDir Path folder;

  @Test
  void the_same_name_gives_the_same_key_and_another_generation_another() {
    assertThat(TestPki.rsa("alice")).isSameAs(TestPki.rsa("alice"));
    assertThat(TestPki.rsa("alice", 2).certificate().getPublicKey())
        .isNotEqualTo(TestPki.rsa("alice").certificate().getPublicKey());
  }

  @Test
  void validity_is_as_asked() throws Exception {
    Date now = Date.from(Instant.now());
    TestPki.ec("alice").certificate().checkValidity(now);
    assertThat(TestPki.expired("alice").certificate().getNotAfter()).isBefore(now);
    assertThat(TestPki.notYetValid("alice").certificate().getNotBefore()).isAfter(now);
  }

  @Test
  void an_issued_certificate_verifies_with_its_authority() throws Exception {
    OwnKey ca = TestPki.ca("authority");
    OwnKey issued = TestPki.issuedBy(ca, "member");
    issued.certificate().verify(ca.certificate().getPublicKey());
    assertThat(issued.chain()).containsExactly(ca.certificate());
  }

  @Test
  void a_key_store_holds_key_and_certificate() throws Exception {
    Path file = KeyFiles.writeOwn(folder, "alice", TestPki.rsa("alice"));
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, KeyFiles.PASSWORD.toCharArray());
    }
    String alias = store.aliases().nextElement();
    assertThat(store.getCertificate(alias)).isEqualTo(TestPki.rsa("alice").certificate());
    assertThat(store.isKeyEntry(alias)).isTrue();
  }
}
