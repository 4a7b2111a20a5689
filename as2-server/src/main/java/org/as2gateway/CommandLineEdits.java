package org.as2gateway;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.as2gateway.people.accounts.Actor;
import org.as2gateway.people.accounts.JdbcAuditLog;
import org.as2gateway.people.accounts.JdbcAuditLog.Change;
import org.as2gateway.registry.EditNote;
import org.as2gateway.registry.EditNotes;
import org.as2gateway.registry.RegistryWatcher;
import org.as2gateway.store.db.DatabaseException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Edits of the home's files by the command line: they go into the audit log, and their author into
 * the revision that the watcher keeps.
 */
final class CommandLineEdits implements RegistryWatcher.Authors {
  private static final Logger LOG = LoggerFactory.getLogger(CommandLineEdits.class);
  private static final String ADDRESS = "local";

  private final EditNotes notes;
  private final JdbcAuditLog audit;
  private final Clock clock;
  private String problem = "";

  CommandLineEdits(Path home, JdbcAuditLog audit, Clock clock) {
    this.notes = new EditNotes(home);
    this.audit = audit;
    this.clock = clock;
    try {
      notes.create();
    } catch (IOException e) {
      LOG.warn("changes made on the command line will not be in the audit log: {}", e.toString());
    }
  }

  @Override
  public Optional<String> author() {
    try {
      Optional<String> author = notes.author(clock.instant());
      report(String.join("; ", notes.takeUp(clock.instant(), this::tell)));
      return author;
    } catch (IOException | DatabaseException e) { // the note stays, and is read at the next look
      report(e.toString());
      return Optional.empty();
    }
  }

  /** The files are looked at twice a second: a problem is logged when it becomes another one. */
  private void report(String now) {
    if (!now.isEmpty() && !now.equals(problem)) {
      LOG.warn("changes made on the command line are not in the audit log yet: {}", now);
    }
    problem = now;
  }

  private void tell(EditNote note) {
    Actor actor = new Actor(note.author(), ADDRESS);
    for (EditNote.Change change : note.changes()) {
      audit.add(
          note.at(),
          actor,
          new Change(change.action(), change.subject(), change.before(), change.after()));
    }
  }
}
