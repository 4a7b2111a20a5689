package org.as2gateway.admin.cli;

import java.io.IOException;
import java.util.Optional;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.pgp.PgpNewKey;
import org.as2gateway.registry.certs.PgpEntry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pgp new}: an OpenPGP key of our own. */
@Command(
    name = "new",
    description = {
      "Create an OpenPGP key of our own, which signs and decrypts.",
      "",
      "The password of the home protects it. A second key of an alias is accepted for receiving immediately and used for sending from --active-from. Without a date it waits until the older key is retired or expires. Send the public key to your partners first."
    },
    footer = {
      "",
      "Examples:",
      "  ./as2 pgp new mystation",
      "  ./as2 pgp new mystation --user-id \"My Company <edi@mycompany.example>\" --curve"
    })
final class PgpNewCommand extends NewKeyCommand {
  @Option(
      names = "--user-id",
      paramLabel = "TEXT",
      description = "Name and address in the key; default: the alias.")
  private Optional<String> userId = Optional.empty();

  @Option(
      names = "--curve",
      description = "Create Ed25519 and X25519 keys instead of RSA with 3072 bits.")
  private boolean isCurve;

  PgpNewCommand(Shell shell) {
    super(shell);
  }

  @Override
  Integer edit() throws CertsException, IOException {
    PgpNewKey.Kind kind = isCurve ? PgpNewKey.Kind.CURVE_25519 : PgpNewKey.Kind.RSA_3072;
    PgpNewKey wanted = new PgpNewKey(userId.orElse(alias()), kind, validity());
    PgpEntry made = certificates().pgp().newKey(alias(), wanted, activeFrom());
    return created(made.file(), made.fingerprint(), "public key to partners: ./as2 pgp export");
  }
}
