package org.as2gateway;

import java.nio.file.Path;
import org.as2gateway.store.db.Database;
import org.as2gateway.usps.layouts.TablesFolder;
import org.as2gateway.usps.ledger.JdbcFileMessages;
import org.as2gateway.usps.ledger.JdbcFiles;
import org.as2gateway.usps.ledger.JdbcPieceAnswers;
import org.as2gateway.usps.ledger.JdbcPieces;
import org.as2gateway.usps.ledger.Ledger;

/** Joins the parts for files that go to and come from USPS. Safe for many threads. */
public final class Usps {
  private final TablesFolder tables;
  private final Ledger ledger;

  Usps(Path home, Database database) {
    tables = new TablesFolder(home);
    ledger =
        new Ledger(
            database,
            new JdbcFiles(database),
            new JdbcFileMessages(database),
            new JdbcPieces(database),
            new JdbcPieceAnswers(database));
  }

  /** Layouts and codes. */
  public TablesFolder tables() {
    return tables;
  }

  /** The files that were sent, by electronic file number. */
  public Ledger ledger() {
    return ledger;
  }
}
