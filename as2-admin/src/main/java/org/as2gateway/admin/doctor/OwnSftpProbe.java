package org.as2gateway.admin.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.as2gateway.config.ConfigException;
import org.as2gateway.config.GatewayConfig;
import org.as2gateway.config.GatewayConfigReader;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.Partner;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.store.payload.HomeFolders;
import org.as2gateway.transport.sftp.HostKeyFile;
import org.as2gateway.transport.sftp.ssh.HostKeys;
import org.as2gateway.transport.sftp.ssh.SshKeyException;
import org.as2gateway.transport.sftp.ssh.SshKeys;

/** Looks at our own SFTP server, and at what a partner needs to sign in to it. */
final class OwnSftpProbe {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final String SERVER = "server";
  private static final String SIGN_IN = "sign-in";

  private final Path home;
  private final Map<String, String> environment;

  OwnSftpProbe(Path home, Map<String, String> environment) {
    this.home = home;
    this.environment = Map.copyOf(environment);
  }

  /** Everything about the server and that partnership, of which one side is the partner. */
  Section probe(Registry registry, Partnership partnership) {
    List<Finding> findings = new ArrayList<>();
    addServer(findings);
    Partner partner =
        registry.isOwn(partnership.sender()) ? partnership.receiver() : partnership.sender();
    addSignIn(partner, partnership, findings);
    return new Section("our SFTP server, for user '" + partner.name() + "'", findings);
  }

  private void addServer(List<Finding> findings) {
    GatewayConfig.Listener listener;
    try {
      listener = GatewayConfigReader.read(home, environment).sftp().listener();
    } catch (ConfigException e) {
      findings.add(Finding.failed(SERVER, "the settings have errors: " + e.getMessage()));
      return;
    }
    if (!listener.isEnabled()) {
      findings.add(
          Finding.failed(
              SERVER, "is off: set 'sftp.enabled: true' in gateway.yaml and restart the gateway"));
      return;
    }
    String address = listener.host() + ":" + listener.port();
    findings.add(Finding.good(SERVER, "is on, at " + address));
    if (listener.port() != 0) {
      findings.add(banner(listener.port()));
    }
    addHostKey(findings);
  }

  private static Finding banner(int port) {
    return SshBanner.read(() -> new Socket(InetAddress.getLoopbackAddress(), port), TIMEOUT);
  }

  private void addHostKey(List<Finding> findings) {
    try {
      List<String> fingerprints = HostKeyFile.fingerprints(new HomeFolders(home));
      if (fingerprints.isEmpty()) {
        findings.add(Finding.note("host key", "the gateway creates it at the first start"));
      }
      fingerprints.forEach(
          print -> findings.add(Finding.good("host key", print + "; send it to the partner")));
    } catch (SshKeyException e) {
      findings.add(Finding.failed("host key", String.valueOf(e.getMessage())));
    }
  }

  private void addSignIn(Partner partner, Partnership partnership, List<Finding> findings) {
    String alias =
        partnership.sftp().keyAlias().or(partner::x509Alias).orElseGet(() -> partner.name());
    List<PublicKey> keys = new ArrayList<>();
    Path folder = home.resolve("certs").resolve(alias);
    if (Files.isDirectory(folder)) {
      addKeys(folder, keys, findings);
    }
    keys.forEach(
        key -> findings.add(Finding.good(SIGN_IN, "with key " + HostKeys.fingerprint(key))));
    partnership
        .sftp()
        .passwordFile()
        .ifPresent(
            file -> findings.add(Finding.note(SIGN_IN, "with the password in '" + file + "'")));
    if (keys.isEmpty() && partnership.sftp().passwordFile().isEmpty()) {
      findings.add(
          Finding.failed(
              SIGN_IN,
              "the partner has neither key nor password: save its public key as certs/"
                  + alias
                  + "/NAME.pub, or name a password file in gw.sftp_password"));
    }
  }

  private static void addKeys(Path folder, List<PublicKey> keys, List<Finding> findings) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.pub")) {
      for (Path file : files) {
        keys.addAll(SshKeys.readPublic(file));
      }
    } catch (SshKeyException e) {
      findings.add(Finding.warning(SIGN_IN, String.valueOf(e.getMessage())));
    } catch (IOException e) {
      findings.add(Finding.warning(SIGN_IN, "'" + folder + "' cannot be read: " + e.getMessage()));
    }
  }
}
