package org.as2gateway.admin.usps;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.as2gateway.admin.port.Description;
import org.as2gateway.admin.usps.CheckJson.CheckedFileJson;
import org.as2gateway.admin.usps.UspsAnswerJson.PublishedMessageJson;
import org.as2gateway.usps.correction.Draft;
import org.as2gateway.usps.files.PublishedMessages;
import org.as2gateway.usps.ledger.PieceAnswer;
import org.jspecify.annotations.Nullable;

/** A correction that was built. */
@Description("A correction of a manifest: the original header and only the chosen pieces.")
record CorrectionJson(
    String id,
    String efn,
    Instant at,
    String by,
    String partnership,
    String filename,
    @Description("its records, the header included") long records,
    long pieces,
    @Description("chosen pieces that are in no kept file") int missing,
    long bytes,
    @Description("message that sent it; null as long as it was not sent") @Nullable String message,
    @Nullable Instant sentAt) {
  static CorrectionJson of(Draft draft) {
    return new CorrectionJson(
        draft.id(),
        draft.efn(),
        draft.at(),
        draft.by(),
        draft.partnership(),
        draft.filename(),
        draft.size().records(),
        draft.size().pieces(),
        draft.size().missing(),
        draft.size().bytes(),
        draft.message(),
        draft.sentAt());
  }

  /** A correction with what the check says of it. */
  @Description("A correction with what the check before sending finds in it.")
  record CheckedCorrectionJson(
      CorrectionJson correction,
      CheckedFileJson check,
      @Description("what is not known, and whom to ask") String openQuestion) {}

  /** What can be corrected of a file. */
  @Description("What answers rejected of a file, and the corrections that were built.")
  record CorrectionsJson(
      String efn,
      @Description("why the file cannot be corrected") Optional<String> refusal,
      @Description("pieces that are rejected and not accepted since") long rejectedPieces,
      @Description("at most 1,000") List<RejectedPieceJson> rejected,
      List<CorrectionJson> corrections) {}

  /** A rejected piece. */
  record RejectedPieceJson(
      @Description("as the answer has it") String number,
      String code,
      String text,
      @Description("line of the answer") long line,
      @Description("id of the answer") @Nullable Long answer,
      Instant at,
      @Description("the published message in its text") @Nullable PublishedMessageJson message) {
    static RejectedPieceJson of(PieceAnswer piece, PublishedMessages messages) {
      return new RejectedPieceJson(
          piece.number(),
          piece.code(),
          piece.text(),
          piece.line(),
          piece.answer(),
          piece.at(),
          messages
              .byId(piece.code())
              .or(() -> messages.find(piece.text()))
              .map(PublishedMessageJson::of)
              .orElse(null));
    }
  }
}
