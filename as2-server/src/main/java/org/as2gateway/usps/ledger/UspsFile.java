package org.as2gateway.usps.ledger;

import java.time.Instant;
import org.as2gateway.usps.files.ManifestHeader;
import org.jspecify.annotations.Nullable;

/**
 * A file that goes to USPS, as the ledger knows it.
 *
 * @param id ours; a later file has a greater one
 * @param efn electronic file number
 * @param partnership on which its first message was submitted
 * @param state where it stands
 * @param header its header, as it was sent first
 * @param pieces how many pieces it has
 * @param answered what answers said
 * @param scans what scans said
 * @param times when what happened
 */
public record UspsFile(
    long id,
    String efn,
    String partnership,
    FileState state,
    ManifestHeader header,
    int pieces,
    Answered answered,
    Scans scans,
    Times times) {
  /** Whether an answer, a user or a scan proves that USPS has it, whatever receipts say. */
  boolean isProven() {
    return state == FileState.ACCEPTED || state == FileState.PARTLY || state == FileState.SCANNED;
  }

  /**
   * What answers said.
   *
   * @param accepted how many pieces were accepted
   * @param rejected how many were rejected and not accepted since
   * @param at when the last answer came; null if none has
   * @param by name of the answer, or of the user who marked the file; null if there is none
   */
  public record Answered(int accepted, int rejected, @Nullable Instant at, @Nullable String by) {}

  /**
   * What scans said.
   *
   * @param scanned how many pieces have any scan
   * @param delivered how many were delivered
   * @param returned how many were returned
   * @param exceptions how many had an exception
   * @param first date and time of the first scan, local to the facility, YYYYMMDDHHMM; null if none
   * @param last date and time of the last one
   */
  public record Scans(
      int scanned,
      int delivered,
      int returned,
      int exceptions,
      @Nullable String first,
      @Nullable String last) {}

  /**
   * When what happened; the last time of each.
   *
   * @param created when its first message was looked at
   * @param sent when it was sent
   * @param received when a receipt came
   * @param receivedBy which proof there is: {@code mdn}, or {@code answer} of an HTTP server alone
   * @param changed last change; it is kept for 120 days from then
   */
  public record Times(
      Instant created,
      @Nullable Instant sent,
      @Nullable Instant received,
      @Nullable String receivedBy,
      Instant changed) {}
}
