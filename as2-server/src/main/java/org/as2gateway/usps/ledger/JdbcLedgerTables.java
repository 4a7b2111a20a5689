package org.as2gateway.usps.ledger;

import org.as2gateway.store.db.Database;

/**
 * The tables of the ledger in a database.
 *
 * @param files the files
 * @param messages which messages carry them
 * @param pieces their pieces
 * @param answers what answers said of pieces
 * @param proofs what answers prove of messages
 */
public record JdbcLedgerTables(
    JdbcFiles files,
    JdbcFileMessages messages,
    JdbcPieces pieces,
    JdbcPieceAnswers answers,
    JdbcProofs proofs) {
  /** Those of that database. */
  public static JdbcLedgerTables in(Database database) {
    return new JdbcLedgerTables(
        new JdbcFiles(database),
        new JdbcFileMessages(database),
        new JdbcPieces(database),
        new JdbcPieceAnswers(database),
        new JdbcProofs(database));
  }
}
