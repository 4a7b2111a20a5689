package org.as2gateway.testkit;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.config.ConfigException;
import org.as2gateway.config.GatewayConfig;
import org.as2gateway.config.GatewayConfigReader;

/**
 * Writes a gateway's home: {@code gateway.yaml}, {@code partnerships.xml} and {@code certs/}. AS2
 * id and alias of a partner are its name. Ports are free ones, waits are short.
 */
public final class TestHome {
  /** Settings that suit tests; {@link #settings} replaces them. */
  public static final String SETTINGS =
      """
      as2:
        http: { host: 127.0.0.1, port: 0 }
      admin: { port: 0 }
      limits: { disk-reserve: 1 MiB }
      outbox: { settle: 100ms }
      retry: { first: 200ms, factor: 2, max: 1s, budget: 30s }
      """;

  private final Path home;
  private final Map<String, String> partnerships = new LinkedHashMap<>();
  private final StringBuilder partners = new StringBuilder();

  /** A home in that folder. */
  public TestHome(Path home) throws IOException {
    this.home = Files.createDirectories(home).toAbsolutePath();
    settings(SETTINGS);
  }

  /** The folder. */
  public Path path() {
    return home;
  }

  /** Writes {@code gateway.yaml}. */
  public TestHome settings(String yaml) throws IOException {
    Files.writeString(home.resolve(GatewayConfigReader.FILE), yaml);
    return this;
  }

  /** Adds a station of ours with its key. */
  public TestHome station(String name, OwnKey key) throws IOException {
    KeyFiles.writeOwn(home, name, key);
    return partner(name);
  }

  /** Adds a partner with its certificate. */
  public TestHome partner(String name, X509Certificate certificate) throws IOException {
    KeyFiles.writePartner(home, name, certificate);
    return partner(name);
  }

  private TestHome partner(String name) throws IOException {
    partners.append(
        "  <partner name=\"%s\" as2_id=\"%s\" x509_alias=\"%s\" email=\"%s@localhost\"/>\n"
            .formatted(name, name, name, name));
    return write();
  }

  /** Adds a partnership named {@code sender-to-receiver}, or replaces it. */
  public TestHome partnership(String sender, String receiver, Map<String, String> attributes)
      throws IOException {
    StringBuilder xml = new StringBuilder();
    String name = sender + "-to-" + receiver;
    xml.append("  <partnership name=\"").append(name).append("\">\n");
    xml.append("    <sender name=\"").append(sender).append("\"/>\n");
    xml.append("    <receiver name=\"").append(receiver).append("\"/>\n");
    attributes.forEach(
        (key, value) ->
            xml.append("    <attribute name=\"%s\" value=\"%s\"/>\n".formatted(key, value)));
    partnerships.put(name, xml.append("  </partnership>\n").toString());
    return write();
  }

  /** Attributes of a partnership that signs, encrypts and asks for a signed receipt. */
  public static Map<String, String> sending(URI url) {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("as2_url", url.toString());
    attributes.put("sign", "sha-256");
    attributes.put("encrypt", "aes256-cbc");
    attributes.put("as2_mdn_to", "receipts@localhost");
    attributes.put(
        "as2_mdn_options",
        "signed-receipt-protocol=required, pkcs7-signature; "
            + "signed-receipt-micalg=required, sha-256");
    return attributes;
  }

  /**
   * Reads the settings. A home of its own database gets one with all tables: migrating takes time.
   */
  public GatewayConfig config() throws ConfigException, IOException {
    GatewayConfig config = GatewayConfigReader.read(home, Map.of());
    Path database = home.resolve("data/db");
    if (config.store().url().equals("jdbc:h2:" + database.resolve("gateway"))) {
      Files.createDirectories(
          database,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      TestDatabase.putH2(database);
    }
    return config;
  }

  private TestHome write() throws IOException {
    String body = partners + String.join("", partnerships.values());
    Files.writeString(
        home.resolve("partnerships.xml"), "<partnerships>\n" + body + "</partnerships>\n");
    return this;
  }
}
