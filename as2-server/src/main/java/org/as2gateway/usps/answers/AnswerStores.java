package org.as2gateway.usps.answers;

import java.time.Clock;
import java.util.function.Supplier;
import org.as2gateway.store.db.Transactions;
import org.as2gateway.usps.contents.JdbcContents;
import org.as2gateway.usps.intake.Intake.Payloads;
import org.as2gateway.usps.layouts.UspsTables;
import org.as2gateway.usps.ledger.Ledger;

/**
 * What keeps answers and what they need.
 *
 * @param transactions over several of them
 * @param files the answers
 * @param findings what they say of files
 * @param pieces what they said of pieces before
 * @param profiles how to read them
 * @param contents uploaded ones
 * @param payloads those that came in messages
 * @param ledger what was sent
 * @param tables the published messages
 * @param clock the time
 */
public record AnswerStores(
    Transactions transactions,
    JdbcAnswerFiles files,
    JdbcAnswerFindings findings,
    JdbcAnsweredPieces pieces,
    JdbcProfiles profiles,
    JdbcContents contents,
    Payloads payloads,
    Ledger ledger,
    Supplier<UspsTables> tables,
    Clock clock) {}
