package org.as2gateway;

import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.as2gateway.registry.Registry;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.feed.Follower;
import org.as2gateway.store.log.MessageLog;
import org.as2gateway.store.payload.PayloadStore;
import org.as2gateway.usps.layouts.TablesFolder;
import org.as2gateway.usps.ledger.JdbcFileMessages;
import org.as2gateway.usps.ledger.JdbcFiles;
import org.as2gateway.usps.ledger.JdbcPieceAnswers;
import org.as2gateway.usps.ledger.JdbcPieces;
import org.as2gateway.usps.ledger.Ledger;
import org.as2gateway.usps.scans.Scans;

/** Joins the parts for files that go to and come from USPS. Safe for many threads. */
public final class Usps {
  private final TablesFolder tables;
  private final Ledger ledger;
  private final Scans scans;
  private final UspsTasks tasks;

  Usps(Path home, Database database, MessageLog messages, PayloadStore payloads, Clock clock) {
    tables = new TablesFolder(home);
    ledger =
        new Ledger(
            database,
            new JdbcFiles(database),
            new JdbcFileMessages(database),
            new JdbcPieces(database),
            new JdbcPieceAnswers(database));
    scans = new Scans(database, ledger, payloads::payload, tables::current, clock);
    tasks = new UspsTasks(database, messages, payloads, scans, clock);
  }

  /** Reads what comes in, until closed. */
  AutoCloseable start(Consumer<Follower> follow, Supplier<Registry> registry) {
    return tasks.start(follow, registry);
  }

  /** Layouts and codes. */
  public TablesFolder tables() {
    return tables;
  }

  /** The files that were sent, by electronic file number. */
  public Ledger ledger() {
    return ledger;
  }

  /** The scans of pieces. */
  public Scans scans() {
    return scans;
  }
}
