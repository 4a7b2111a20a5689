package org.as2gateway.admin.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.as2gateway.admin.home.HomeRegistry;
import org.as2gateway.admin.registry.RegistrySnapshot;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.config.ConfigException;
import org.as2gateway.registry.EditNote;
import org.as2gateway.registry.EditNotes;
import org.as2gateway.registry.certs.CertificateEntry;
import org.as2gateway.registry.certs.CertificateFolder;
import org.as2gateway.registry.certs.CertificateRegistry;
import org.as2gateway.registry.certs.PgpEntry;
import org.as2gateway.registry.partnerships.EditRefused;
import org.as2gateway.registry.partnerships.PartnershipFile;
import org.jspecify.annotations.Nullable;

/**
 * A command that edits the registry's files, whether a gateway runs or not. What it has changed is
 * noted for the gateway: the revision has its author, and the audit log what was before and after.
 */
abstract class EditCommand extends HomeCommand {
  EditCommand(Shell shell) {
    super(shell);
  }

  /** Edits the files; returns the exit status. */
  abstract Integer edit()
      throws ConfigException, IOException, CertsException, EditRefused, CommandFailure;

  @Override
  public final Integer call()
      throws ConfigException, IOException, CertsException, EditRefused, CommandFailure {
    RegistrySnapshot before = snapshot();
    try (EditNotes.Open note = begin(author())) {
      try {
        return edit();
      } finally { // a command that fails may have changed something first
        note(note, before.changesTo(snapshot()));
      }
    }
  }

  /** Whom revision and audit log name. */
  static String author() {
    return "command line, " + System.getProperty("user.name", "unknown");
  }

  /**
   * The note of this edit; null if none can be written, which does not keep anybody from editing.
   */
  private EditNotes.@Nullable Open begin(String author) {
    try {
      return new EditNotes(home()).begin(shell().clock().instant(), author);
    } catch (IOException e) {
      shell().error("this change will not be in the audit log: cannot write " + e.getMessage());
      return null;
    }
  }

  private void note(EditNotes.@Nullable Open note, List<EditNote.Change> changes) {
    try {
      if (note != null && !changes.isEmpty()) {
        note.done(changes);
      }
    } catch (IOException e) { // the edit is made and stays
      shell().error("this change will not be in the audit log: cannot write " + e.getMessage());
    }
  }

  private RegistrySnapshot snapshot() throws IOException {
    CertificateRegistry registry =
        new CertificateFolder(home(), shell().environment(), shell().clock()).load().registry();
    List<CertificateEntry> certificates = registry.entries();
    List<PgpEntry> pgp = registry.pgp().entries();
    Path xml = home().resolve(HomeRegistry.FILE);
    try {
      PartnershipFile file = new PartnershipFile(xml);
      return new RegistrySnapshot(file.partners(), file.partnerships(), certificates, pgp);
    } catch (EditRefused e) { // partnerships.xml does not load: the command itself says so
      return new RegistrySnapshot(List.of(), List.of(), certificates, pgp);
    }
  }
}
