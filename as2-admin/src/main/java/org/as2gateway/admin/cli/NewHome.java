package org.as2gateway.admin.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import org.as2gateway.admin.home.HomeRegistry;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.as2.wire.As2Id;
import org.as2gateway.config.ConfigException;
import org.as2gateway.config.GatewayConfigReader;
import org.as2gateway.config.HomeCheck;
import org.as2gateway.registry.certs.CertificateEntry;
import org.as2gateway.registry.certs.CertificateFolder;
import org.as2gateway.registry.certs.NewKey;
import org.as2gateway.store.payload.HomeFolders;
import org.as2gateway.transport.sftp.HostKeyFile;
import org.as2gateway.transport.sftp.ssh.SshKeyException;

/** Makes a home: settings, partnerships with our station filled in, a key, folders. */
final class NewHome {
  private static final String TEMPLATE_STATION = "my-company";
  private static final List<String> SIGNS_OF_A_HOME =
      List.of(GatewayConfigReader.FILE, HomeRegistry.FILE, "data");
  private static final String IGNORED =
      """
      /data/
      /inbox/
      /outbox/
      /sent/
      /failed/
      *.p12
      """;

  private final Shell shell;
  private final Path folder;
  private final As2Id as2Id;

  NewHome(Shell shell, Path folder, As2Id as2Id) {
    this.shell = shell;
    this.folder = folder;
    this.as2Id = as2Id;
  }

  /** Name of our station: the AS2 id as a folder can be called. */
  String station() {
    String slug =
        as2Id
            .value()
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9._]+", "-")
            .replaceAll("^[-.]+|[-.]+$", "");
    return slug.isEmpty() || slug.equals("tls") || slug.equals("usps-dts")
        ? TEMPLATE_STATION
        : slug;
  }

  /**
   * Makes it.
   *
   * @return the key's certificate
   */
  CertificateEntry make() throws IOException, ConfigException, CertsException, CommandFailure {
    for (String sign : SIGNS_OF_A_HOME) {
      if (Files.exists(folder.resolve(sign))) {
        throw new CommandFailure(
            "'"
                + folder
                + "' is already a home (it contains '"
                + sign
                + "'). Name another folder; nothing was changed");
      }
    }
    Files.createDirectories(folder);
    HomeCheck.prepare(folder);
    makeHostKey();
    CertificateEntry key =
        new CertificateFolder(folder, shell.environment(), shell.clock())
            .newKey(station(), NewKey.of(as2Id.value()));
    Files.writeString(folder.resolve(HomeRegistry.FILE), partnerships());
    if (!Files.exists(folder.resolve(".gitignore"))) {
      Files.writeString(folder.resolve(".gitignore"), IGNORED);
    }
    Files.writeString(folder.resolve(GatewayConfigReader.FILE), resource("gateway.yaml"));
    HomeRegistry.read(folder, shell.environment(), shell.clock());
    return key;
  }

  private void makeHostKey() throws IOException, CommandFailure {
    try {
      HostKeyFile.create(new HomeFolders(folder));
    } catch (SshKeyException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()));
    }
  }

  /** Fingerprint of the host key of the SFTP server. */
  String hostKey() throws CommandFailure {
    try {
      return String.join(", ", HostKeyFile.fingerprints(new HomeFolders(folder)));
    } catch (SshKeyException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()));
    }
  }

  private String partnerships() throws IOException {
    return resource(HomeRegistry.FILE)
        .replace(TEMPLATE_STATION, station())
        .replaceFirst(
            "as2_id=\"\"", Matcher.quoteReplacement("as2_id=\"" + escaped(as2Id.value()) + "\""));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = NewHome.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("resource '" + name + "' is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
