package org.as2gateway.admin.usps;

import java.util.List;
import org.as2gateway.admin.port.Description;
import org.as2gateway.usps.files.EventCodes;
import org.as2gateway.usps.ledger.FileState;
import org.as2gateway.usps.owners.MailerIds;
import org.as2gateway.usps.scans.Outcome;
import org.as2gateway.usps.scans.ReconciledFile;
import org.as2gateway.usps.scans.ReconciledPiece;
import org.as2gateway.usps.scans.Scan;
import org.jspecify.annotations.Nullable;

/** What was manifested, compared with what was scanned. */
@Description("What was manifested, compared with what was scanned.")
record ReconcileJson(
    @Description("the newest first; the one asked for") List<ReconciledFileJson> files,
    @Description("cursor of the next files") @Nullable String next,
    @Description("scanned pieces that no manifest has") int neverManifested,
    @Description("of the file asked for; else those that no manifest has")
        List<ReconciledPieceJson> pieces,
    @Description("whether there are more pieces than that") boolean more,
    @Description("what the comparison could not look at") List<String> notes) {
  @Description("A file, compared with its scans.")
  record ReconciledFileJson(
      String efn,
      String partnership,
      FileState state,
      String mailingDate,
      int pieces,
      int scanned,
      int delivered,
      int returned,
      int exceptions,
      int neverScanned,
      @Description("scanned pieces that extracts name the file for and that it does not have")
          int neverManifested,
      @Description("YYYYMMDDHHMM, local to the facility") @Nullable String firstScan,
      @Nullable String lastScan,
      @Description("whose mailer ID the header has, if it is listed") @Nullable String owner) {
    static ReconciledFileJson of(ReconciledFile file, MailerIds owners) {
      return new ReconciledFileJson(
          file.file().efn(),
          file.file().partnership(),
          file.file().state(),
          file.file().header().date(),
          file.file().pieces(),
          file.file().scans().scanned(),
          file.file().scans().delivered(),
          file.file().scans().returned(),
          file.file().scans().exceptions(),
          file.neverScanned(),
          file.neverManifested(),
          file.file().scans().first(),
          file.file().scans().last(),
          owners.owner(file.file().header().mailerId()).orElse(null));
    }
  }

  @Description("A piece and its last scan.")
  record ReconciledPieceJson(
      String pic,
      @Description("the file that has it; the one that the extract names if none has") String efn,
      Outcome outcome,
      @Nullable String code,
      @Nullable String text,
      @Nullable String date,
      @Nullable String time,
      @Nullable String facility) {
    static ReconciledPieceJson of(ReconciledPiece piece, EventCodes codes) {
      Scan last = piece.last().orElse(null);
      return new ReconciledPieceJson(
          piece.number(),
          piece.efn(),
          piece.outcome(),
          last == null ? null : last.code(),
          last == null ? null : codes.text(last.code(), last.name()),
          last == null ? null : last.date(),
          last == null ? null : last.time(),
          last == null ? null : last.facility());
    }
  }
}
