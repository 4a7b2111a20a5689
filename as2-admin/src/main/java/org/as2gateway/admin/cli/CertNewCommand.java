package org.as2gateway.admin.cli;

import java.io.IOException;
import java.util.Optional;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.registry.certs.CertificateEntry;
import org.as2gateway.registry.certs.KeyKind;
import org.as2gateway.registry.certs.NewKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cert new}: a key of our own with a self-signed certificate. */
@Command(
    name = "new",
    description = {
      "Create a key of our own and its certificate.",
      "",
      "A second key of an alias is accepted for receiving immediately and used for sending from --active-from. Without a date it waits until the older key is retired or expires. Send the new certificate to your partners first."
    },
    footer = {
      "",
      "Examples:",
      "  ./as2 cert new mystation",
      "  ./as2 cert new mystation --active-from 2027-01-01T00:00:00Z"
    })
final class CertNewCommand extends NewKeyCommand {
  @Option(names = "--name", paramLabel = "CN", description = "Common name; default: the alias.")
  private Optional<String> name = Optional.empty();

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      converter = Choice.OfKeyKind.class,
      completionCandidates = Choice.OfKeyKind.class,
      description = "Kind of key: ${COMPLETION-CANDIDATES}; default: rsa-3072.")
  private KeyKind kind = KeyKind.RSA_3072;

  CertNewCommand(Shell shell) {
    super(shell);
  }

  @Override
  Integer edit() throws CertsException, IOException, CommandFailure {
    NewKey wanted = NewKey.of(name.orElse(alias())).withKind(kind).withValidity(validity());
    if (activeFrom().isPresent()) {
      wanted = wanted.withActiveFrom(activeFrom().get());
    }
    CertificateEntry made = certificates().newKey(alias(), wanted);
    return created(made.file(), made.fingerprint(), "certificate to partners: ./as2 cert export");
  }
}
