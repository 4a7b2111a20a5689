package org.as2gateway.admin.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.registry.EditNote;
import org.as2gateway.registry.EditNotes;
import org.as2gateway.registry.certs.CertificateFolder;
import org.as2gateway.registry.certs.KeyStorePassword;
import org.as2gateway.registry.certs.SafeFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cert export-key}: one of our keys, for a safe place. */
@Command(
    name = "export-key",
    description = {
      "Write one of our keys with its certificate to a password-protected PKCS #12 file.",
      "",
      "The file contains the private key: never send it to a partner. Set its password, at least 12 characters, in the environment variable AS2_EXPORT_PASSWORD. 'cert import' brings the key back."
    },
    footer = {
      "",
      "Example:",
      "  AS2_EXPORT_PASSWORD=... ./as2 cert export-key mystation 1f2e3d4c -o mystation.p12"
    })
final class CertExportKeyCommand extends HomeCommand {
  private static final String PASSWORD_VARIABLE = "AS2_EXPORT_PASSWORD";
  private static final int SHORTEST_PASSWORD = 12;

  @Parameters(index = "0", paramLabel = "ALIAS", description = "Folder under certs/.")
  private String alias = "";

  @Parameters(
      index = "1",
      paramLabel = "FINGERPRINT",
      description = "The first 8 or more hex digits of the SHA-256 of the key's certificate.")
  private Values.FingerprintStart fingerprint = new Values.FingerprintStart("");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      required = true,
      description = "Write to this new file.")
  private Path output = Path.of("");

  CertExportKeyCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() throws CertsException, IOException, CommandFailure {
    String password = Optional.ofNullable(shell().environment().get(PASSWORD_VARIABLE)).orElse("");
    if (password.length() < SHORTEST_PASSWORD) {
      throw new CommandFailure(
          "the password of the file is missing or too short; set %s to at least %d characters"
              .formatted(PASSWORD_VARIABLE, SHORTEST_PASSWORD));
    }
    CertExportCommand.refuseExisting(output);
    byte[] key =
        new CertificateFolder(home(), shell().environment(), shell().clock())
            .exportKey(alias, fingerprint.digits(), KeyStorePassword.of(password));
    note();
    SafeFile.writePrivate(output, key);
    shell().line("wrote " + output + "; keep it and its password in different places");
    return DONE;
  }

  /** In the audit log before the file is there. */
  private void note() {
    String text = fingerprint.digits() + ", private key, as a PKCS #12 file";
    try (EditNotes.Open note =
        new EditNotes(home()).begin(shell().clock().instant(), EditCommand.author())) {
      note.done(List.of(new EditNote.Change("key-export", alias, null, text)));
    } catch (IOException e) {
      shell().error("this export will not be in the audit log: cannot write " + e.getMessage());
    }
  }
}
