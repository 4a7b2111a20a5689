package org.as2gateway.admin.setup;

import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import org.as2gateway.Gateway;
import org.as2gateway.people.onboarding.Onboarding;
import org.as2gateway.registry.partnerships.PartnershipAttribute;
import org.as2gateway.store.payload.HomeFolders;
import org.as2gateway.transport.sftp.HostKeyFile;
import org.as2gateway.transport.sftp.ssh.HostKeys;
import org.as2gateway.transport.sftp.ssh.SshKeyException;
import org.as2gateway.transport.sftp.ssh.SshKeys;

/**
 * What a partner needs to know of our side of an SFTP connection.
 *
 * @param lines each a label and what it says, blank if that is not known; in order
 */
public record SftpFacts(List<Line> lines) {
  /** A label and what it says. */
  public record Line(String label, String value) {}

  /** Copies the list. */
  public SftpFacts {
    lines = List.copyOf(lines);
  }

  /** Those of a set-up. */
  static SftpFacts of(Gateway gateway, Onboarding onboarding) {
    List<Line> lines = new ArrayList<>();
    HomeFolders folders = new HomeFolders(gateway.config().home());
    boolean isOurs = Answer.isOurServer(onboarding);
    boolean isTheirs = onboarding.answer(Answer.SFTP_SIDE).equals(Answer.THEIRS);
    lines.add(new Line("Server", isOurs ? "our own" : isTheirs ? "that of USPS" : ""));
    if (isOurs) {
      String host = gateway.config().publicUrl().map(URI::getHost).orElse("");
      lines.add(new Line("Our host", host));
      lines.add(new Line("Our port", gateway.sftp().port().get().map(String::valueOf).orElse("")));
      lines.add(new Line("Our host key", hostKey(folders)));
      lines.add(new Line("Your user name", onboarding.partner()));
      lines.add(new Line("Folders", "put files for us into /in, get files from us from /out"));
    } else {
      lines.add(new Line("Our login key", loginKeys(folders, onboarding)));
    }
    lines.add(new Line("OpenPGP", pgp(onboarding)));
    return new SftpFacts(lines);
  }

  private static String hostKey(HomeFolders folders) {
    try {
      return String.join(", ", HostKeyFile.fingerprints(folders));
    } catch (SshKeyException e) {
      return ""; // the checks say why
    }
  }

  private static String text(PublicKey key) {
    return HostKeys.fingerprint(key) + " (" + HostKeys.type(key) + ")";
  }

  /** The public halves of our keys; a password is never shown. */
  private static String loginKeys(HomeFolders folders, Onboarding onboarding) {
    String alias = Answer.setting(onboarding, PartnershipAttribute.SFTP_KEY);
    if (alias.isBlank()) {
      return Answer.setting(onboarding, PartnershipAttribute.SFTP_PASSWORD).isBlank()
          ? ""
          : "none; we sign in with a password";
    }
    List<String> keys = new ArrayList<>();
    Path folder = folders.certs().resolve(alias);
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "id_*.pub")) {
        for (Path file : files) {
          SshKeys.readPublic(file).forEach(key -> keys.add(text(key)));
        }
      } catch (IOException | SshKeyException e) {
        return ""; // the checks say why
      }
    }
    return String.join(", ", keys);
  }

  private static String pgp(Onboarding onboarding) {
    return switch (onboarding.answer(Answer.PGP)) {
      case "yes" -> "files are encrypted and signed with OpenPGP";
      case "no" -> "not used";
      default -> "";
    };
  }
}
