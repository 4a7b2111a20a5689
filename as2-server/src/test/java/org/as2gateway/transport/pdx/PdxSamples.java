package org.as2gateway.transport.pdx;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.as2gateway.store.payload.Content;
import org.as2gateway.transport.pdx.synthetic.SyntheticFile;
import org.as2gateway.transport.pdx.synthetic.SyntheticPdx;

/** Accounts and files for tests with a synthetic server. */
final class PdxSamples {
  static final String USER = "synthetic-user";
  static final String PASSWORD = "synthetic-password";

  private PdxSamples() {}

  static PdxAccount account(Path folder, URI server) throws IOException {
    return account(folder, server, PASSWORD, Optional.empty(), Duration.ofSeconds(20));
  }

  static PdxAccount account(
      Path folder, URI server, String password, Optional<Path> trust, Duration read)
      throws IOException {
    Path file = folder.resolve("pdx-login");
    Files.writeString(file, USER + "\n" + password + "\n" + server + "\n");
    PdxLogin login = PdxLogin.read(file);
    return new PdxAccount(
        login.site(PdxSite.TEM),
        login,
        trust,
        new PdxAccount.Times(Duration.ofSeconds(10), read),
        Optional.empty(),
        100);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static PdxUpload upload(String filename, String text) {
    return upload(filename, text, () -> {});
  }

  static PdxUpload upload(String filename, String text, PdxUpload.BeforeEnd beforeEnd) {
    return new PdxUpload(filename, Content.of(bytes(text)), sha256(bytes(text)), beforeEnd);
  }

  static SyntheticFile offer(SyntheticPdx server, String filename, String text) throws IOException {
    return server.offer("TEM", filename, new ByteArrayInputStream(bytes(text)));
  }

  static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
