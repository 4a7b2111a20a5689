package org.as2gateway.registry.certs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.as2gateway.testkit.KeyFiles;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever lies in {@code certs/}, it is named, and the certificate beside it serves. */
class OddFilesTest {
  @TempDir private Path home;

  private Path folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectories(home.resolve("certs/them"));
    Files.writeString(folder.resolve("good.pem"), KeyFiles.pem(TestPki.rsa("good").certificate()));
  }

  private LoadedCertificates load() {
    return new CertificateLoader(home, Map.of(), key -> key).load();
  }

  private void assertNamed(String file, String text) {
    LoadedCertificates loaded = load();
    assertThat(loaded.registry().entries()).hasSize(1);
    assertThat(loaded.problems())
        .anyMatch(
            p -> String.valueOf(p.file().getFileName()).equals(file) && p.text().contains(text));
  }

  @Test
  void a_malformed_certificate_is_named_and_left_out() throws IOException {
    Files.write(folder.resolve("odd.pem"), ForeignFiles.bytes("rsa-exponent-not-minimal.pem"));

    assertNamed("odd.pem", "it is damaged or not an X.509 certificate; it is ignored");
  }

  @Test
  void an_exponent_of_one_is_named_and_left_out() throws IOException {
    var key =
        (java.security.interfaces.RSAPublicKey) TestPki.rsa("good").certificate().getPublicKey();
    Files.write(
        folder.resolve("one.cer"), CertificatesFor.rsa(key.getModulus(), java.math.BigInteger.ONE));

    assertNamed("one.cer", "its RSA exponent is 1");
  }

  @Test
  @Timeout(60)
  void a_named_pipe_is_named_and_not_waited_for() throws IOException, InterruptedException {
    assertThat(
            new ProcessBuilder("mkfifo", folder.resolve("pipe.pem").toString()).start().waitFor())
        .isZero();

    assertNamed("pipe.pem", "it is not a regular file");
  }

  @Test
  void folders_and_dead_links_are_named() throws IOException {
    Files.createDirectories(folder.resolve("folder.pem"));
    Files.createDirectories(folder.resolve("folder.p12"));
    Files.createSymbolicLink(folder.resolve("dead.crt"), folder.resolve("nowhere"));
    Files.createSymbolicLink(folder.resolve("loop.crt"), folder.resolve("loop.crt"));
    Files.createSymbolicLink(folder.resolve("zero.cer"), Path.of("/dev/zero"));

    assertNamed("folder.pem", "not a regular file");
    assertNamed("folder.p12", "not a regular file");
    assertNamed("dead.crt", "cannot be read");
    assertNamed("loop.crt", "cannot be read");
    assertNamed("zero.cer", "not a regular file");
    assertThat(load().registry().isOwn("them")).isFalse();
  }

  @Test
  void a_huge_file_is_named_and_not_read() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve("huge.pem").toFile(), "rw")) {
      file.setLength(2L << 30);
    }

    assertNamed("huge.pem", "larger than 1 MiB");
  }

  @Test
  void a_key_that_serves_for_one_use_is_named_and_serves_for_it() throws IOException {
    Files.write(folder.resolve("pss.pem"), ForeignFiles.bytes("rsassa-pss-only.pem"));

    LoadedCertificates loaded = load();

    assertThat(loaded.problems())
        .singleElement()
        .satisfies(
            p -> {
              assertThat(p.isWarning()).isTrue();
              assertThat(p.text()).contains("cannot receive encrypted content");
            });
    assertThat(loaded.registry().entries())
        .extracting(e -> List.copyOf(e.uses()).size())
        .containsExactlyInAnyOrder(1, 2);
  }
}
