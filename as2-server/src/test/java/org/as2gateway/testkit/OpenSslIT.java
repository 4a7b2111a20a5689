package org.as2gateway.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.as2.wire.MimeEntity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenSslIT {
  private static final OwnKey ALICE = TestPki.rsa("alice");
  private static final OwnKey BOB = TestPki.rsa("bob");
  private static final byte[] CONTENT =
      "line\nline\r\n\0binary\u00ff".getBytes(StandardCharsets.ISO_8859_1);
  private static final MimeEntity PAYLOAD =
      OpenSslEntities.payload("application/octet-stream", "a.bin", CONTENT);

  @TempDir Path folder;

  @Test
  void signed_encrypted_and_compressed_come_apart_again() throws Exception {
    OpenSslEntities entities = new OpenSslEntities(folder);
    MimeEntity compressed = OpenSslEntities.compressed(PAYLOAD);
    MimeEntity signed = entities.signed(compressed, ALICE, "sha-256");
    MimeEntity enveloped = entities.enveloped(signed, "aes256", BOB.certificate());

    MimeEntity decrypted = entities.decrypted(enveloped, BOB);
    MimeEntity verified = entities.verified(decrypted, ALICE.certificate());

    assertThat(OpenSslEntities.uncompressed(verified).toBytes()).isEqualTo(PAYLOAD.toBytes());
  }

  @Test
  void a_changed_part_and_a_foreign_signer_do_not_verify() throws Exception {
    OpenSslEntities entities = new OpenSslEntities(folder);
    MimeEntity signed = entities.signed(PAYLOAD, ALICE, "sha-256");
    String changed =
        new String(signed.body(), StandardCharsets.ISO_8859_1).replace("line\nline", "line\nlime");
    MimeEntity forged =
        new MimeEntity(signed.headers(), changed.getBytes(StandardCharsets.ISO_8859_1));

    assertThat(entities.verified(signed, ALICE.certificate()).body()).isEqualTo(CONTENT);
    assertThatThrownBy(() -> entities.verified(forged, ALICE.certificate()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("does not verify");
    assertThatThrownBy(() -> entities.verified(signed, BOB.certificate()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("does not verify");
  }

  @ParameterizedTest
  @ValueSource(strings = {"aes-128-gcm", "aes-256-gcm", "des3", "aes192"})
  void ciphers_go_both_ways(String cipher) throws Exception {
    OpenSslEntities entities = new OpenSslEntities(folder);
    MimeEntity enveloped = entities.enveloped(PAYLOAD, cipher, BOB.certificate());
    String structure =
        entities.openSsl().print(entities.openSsl().temporary(".cms", enveloped.body()));
    assertThat(structure.contains("authEnvelopedData")).isEqualTo(cipher.endsWith("gcm"));
    assertThat(entities.decrypted(enveloped, BOB).body()).isEqualTo(CONTENT);
  }

  @Test
  void key_transport_options_reach_the_recipient() throws Exception {
    OpenSsl openSsl = new OpenSsl(folder);
    Path content = openSsl.temporary(".bin", CONTENT);
    Path oaep =
        openSsl.encrypt(
            content,
            "aes128",
            BOB.certificate(),
            "-keyopt",
            "rsa_padding_mode:oaep",
            "-keyopt",
            "rsa_oaep_md:sha256");
    OwnKey carol = TestPki.ec("carol");
    Path ecdh = openSsl.encrypt(content, "aes128", carol.certificate(), "-stream");

    assertThat(openSsl.print(oaep)).contains("rsaesOaep");
    assertThat(openSsl.print(ecdh)).contains("kari");
    assertThat(Files.readAllBytes(openSsl.decrypt(oaep, BOB))).isEqualTo(CONTENT);
    assertThat(Files.readAllBytes(openSsl.decrypt(ecdh, carol))).isEqualTo(CONTENT);
  }
}
