package org.as2gateway.registry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.registry.partnerships.PartnershipAttribute;
import org.as2gateway.registry.partnerships.PdxPolicy;
import org.as2gateway.registry.partnerships.SftpPolicy;

/** What a partnership over a transport without receipts lacks, in either direction. */
final class FileTransportNeeds {
  private final Registry registry;
  private final Partnership partnership;
  private final List<String> missing = new ArrayList<>();

  private FileTransportNeeds(Registry registry, Partnership partnership) {
    this.registry = registry;
    this.partnership = partnership;
  }

  /** What is missing, each a phrase; empty if nothing is. */
  static List<String> of(Registry registry, Partnership partnership, Instant now) {
    FileTransportNeeds needs = new FileTransportNeeds(registry, partnership);
    registry
        .proxy(partnership)
        .loginFile()
        .ifPresent(file -> needs.addSecret(PartnershipAttribute.PROXY_LOGIN, file));
    switch (partnership.kind()) {
      case AS2 -> throw new IllegalArgumentException("'" + partnership.name() + "' is over AS2");
      case SFTP -> {
        needs.addSftp(partnership.sftp());
        PgpNeeds.of(registry, partnership, now).forEach(needs::add);
      }
      case PDX -> needs.addPdx(partnership.pdx());
    }
    return List.copyOf(needs.missing);
  }

  /** Without a URL the partner comes to our server, and nothing is needed to go to his. */
  private void addSftp(SftpPolicy sftp) {
    sftp.passwordFile().ifPresent(file -> addSecret(PartnershipAttribute.SFTP_PASSWORD, file));
    if (sftp.url().isEmpty()) {
      return;
    }
    if (sftp.hostKeys().isEmpty()) {
      add(PartnershipAttribute.SFTP_HOST_KEY, "the fingerprint of the server's host key");
    }
    if (sftp.keyAlias().isEmpty() && sftp.passwordFile().isEmpty()) {
      add(
          PartnershipAttribute.SFTP_KEY,
          "a key or, in gw.sftp_password, a password to log in with");
    }
    if (registry.isInbound(partnership) && sftp.pollFolder().isEmpty()) {
      add(PartnershipAttribute.SFTP_POLL, "the folder to fetch files from");
    }
  }

  private void addPdx(PdxPolicy pdx) {
    if (pdx.environment().isEmpty()) {
      add(PartnershipAttribute.PDX_ENVIRONMENT, "PROD, TEM, or CAT");
    }
    if (pdx.loginFile().isEmpty()) {
      add(PartnershipAttribute.PDX_LOGIN, "the file with the login");
    }
    pdx.loginFile().ifPresent(file -> addSecret(PartnershipAttribute.PDX_LOGIN, file));
  }

  private void addSecret(PartnershipAttribute attribute, String file) {
    Optional<String> problem = registry.files().secretProblem(file);
    problem.ifPresent(why -> add(attribute, "a file 'data/secrets/" + file + "' that " + why));
  }

  private void add(PartnershipAttribute attribute, String what) {
    missing.add(
        attribute.attributeName() + " of partnership '" + partnership.name() + "': " + what);
  }
}
