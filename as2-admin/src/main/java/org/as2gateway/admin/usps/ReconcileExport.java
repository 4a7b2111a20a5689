package org.as2gateway.admin.usps;

import io.javalin.http.Context;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.as2gateway.admin.page.Csv;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.Text;
import org.as2gateway.usps.files.EventCodes;
import org.as2gateway.usps.ledger.UspsFile;
import org.as2gateway.usps.owners.MailerIds;
import org.as2gateway.usps.scans.Outcome;
import org.as2gateway.usps.scans.ReconciledFile;
import org.as2gateway.usps.scans.ReconciledPiece;
import org.as2gateway.usps.scans.Reconciliation;
import org.as2gateway.usps.scans.Scan;

/** The comparison of manifests and scans as a table: of one file piece by piece, or all files. */
final class ReconcileExport {
  private static final int PAGE = 500;

  private final ScansDesk desk;

  ReconcileExport(ScansDesk desk) {
    this.desk = desk;
  }

  void csv(Context context) throws IOException {
    Optional<String> efn = text(context, "efn");
    Optional<Outcome> outcome = text(context, "outcome").map(ReconcileExport::outcome);
    Optional<UspsFile> file = efn.map(desk::file);
    Set<String> ids = desk.mailerIdsOf(text(context, "owner"));
    if (file.isPresent() && !ids.isEmpty()) {
      throw new ProblemException(400, "efn and owner exclude each other");
    }
    if (file.isEmpty() && outcome.isPresent() && outcome.get() != Outcome.NEVER_MANIFESTED) {
      throw new ProblemException(
          400, "without efn, outcome can only be '" + Outcome.NEVER_MANIFESTED.text() + "'");
    }
    context.contentType("text/csv; charset=utf-8");
    context.header("Content-Disposition", "attachment; filename=\"" + name(file) + "\"");
    Writer out =
        new BufferedWriter(new OutputStreamWriter(context.outputStream(), StandardCharsets.UTF_8));
    if (file.isEmpty() && outcome.isEmpty()) {
      files(out, ids);
    } else {
      pieces(out, file, sink(out, outcome), ids);
    }
    out.flush();
  }

  private static String name(Optional<UspsFile> file) {
    String efn = file.map(UspsFile::efn).filter(e -> e.matches("\\w{1,34}")).orElse("");
    return efn.isEmpty() ? "reconcile.csv" : "reconcile-" + efn + ".csv";
  }

  private Reconciliation.Sink sink(Writer out, Optional<Outcome> outcome) {
    EventCodes codes = desk.scans().codes();
    return piece -> {
      if (outcome.isEmpty() || outcome.get() == piece.outcome()) {
        out.write(line(piece, codes));
      }
      return true;
    };
  }

  private void pieces(
      Writer out, Optional<UspsFile> file, Reconciliation.Sink sink, Set<String> ids)
      throws IOException {
    out.write(
        Csv.line("pic", "efn", "outcome", "code", "text", "local date", "local time", "facility"));
    if (file.isEmpty()) {
      desk.reconciliation().neverManifested(ids, sink);
    } else if (!desk.reconciliation().pieces(file.get(), sink)) {
      out.write(Csv.line("", file.get().efn(), ScansDesk.MANIFEST_GONE));
    }
  }

  private static String line(ReconciledPiece piece, EventCodes codes) {
    if (piece.last().isEmpty()) {
      return Csv.line(piece.number(), piece.efn(), piece.outcome().text(), "", "", "", "", "");
    }
    Scan last = piece.last().get();
    return Csv.line(
        piece.number(),
        piece.efn(),
        piece.outcome().text(),
        last.code(),
        codes.text(last.code(), last.name()),
        last.date(),
        last.time(),
        last.facility());
  }

  private void files(Writer out, Set<String> ids) throws IOException {
    MailerIds owners = desk.mailerIds();
    out.write(
        Csv.line(
            "efn",
            "partnership",
            "state",
            "mailing date",
            "pieces",
            "scanned",
            "delivered",
            "returned",
            "exceptions",
            "never scanned",
            "never manifested",
            "first scan",
            "last scan",
            "owner"));
    List<UspsFile> page = desk.sent(ids, OptionalLong.empty(), PAGE);
    while (!page.isEmpty()) {
      for (ReconciledFile file : desk.reconciliation().count(page)) {
        out.write(line(file, owners));
      }
      page = desk.sent(ids, OptionalLong.of(page.get(page.size() - 1).id()), PAGE);
    }
  }

  private static String line(ReconciledFile file, MailerIds owners) {
    return Csv.line(
        file.file().efn(),
        file.file().partnership(),
        file.file().state().text(),
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
        owners.owner(file.file().header().mailerId()).orElse(""));
  }

  private static Outcome outcome(String text) {
    return Outcome.parse(text)
        .orElseThrow(
            () ->
                new ProblemException(
                    400,
                    "outcome is '"
                        + Text.cut(text)
                        + "'; expected never-scanned, never-manifested, delivered, returned,"
                        + " exception or scanned"));
  }

  private static Optional<String> text(Context context, String name) {
    return Optional.ofNullable(context.queryParam(name)).filter(text -> !text.isBlank());
  }
}
