package org.as2gateway.admin.usps;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.as2gateway.admin.port.BodyType;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.QueryParameter;
import org.as2gateway.admin.port.Route;
import org.as2gateway.admin.port.Text;
import org.as2gateway.admin.usps.ScansJson.ExtractJson;
import org.as2gateway.admin.usps.ScansJson.ExtractsJson;
import org.as2gateway.admin.usps.ScansJson.PieceJson;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.usps.files.PieceNumber;
import org.as2gateway.usps.files.ScanEvent;
import org.as2gateway.usps.scans.ScanFile;
import org.as2gateway.usps.scans.ScanQuery;
import org.as2gateway.usps.scans.Scans;

/** Scans of pieces, extracts, and what they say of manifests. */
public final class ScansRoutes {
  private static final String SCANS = "/api/v1/usps/scans";
  private static final int DEFAULT_LIMIT = 100;
  private static final int MOST = 1_000;
  private static final int EXTRACTS = 200;

  private final ScansDesk desk;

  /** Routes to that desk. */
  public ScansRoutes(ScansDesk desk) {
    this.desk = desk;
  }

  /** Every route. */
  public List<Route> routes() {
    return Stream.of(scanRoutes(), pieceRoutes()).flatMap(List::stream).toList();
  }

  private List<Route> scanRoutes() {
    return List.of(
        Route.get(SCANS, "List scan events of pieces", ScansJson.class, this::scans)
            .asking(
                QueryParameter.text("efn"),
                QueryParameter.text("owner").says("only of pieces or files of that owner"),
                QueryParameter.text("group"),
                QueryParameter.text("cursor"),
                QueryParameter.number("limit", 1, MOST))
            .by(Role.VIEWER),
        Route.post(SCANS, "Read an extract that came another way", ExtractJson.class, this::upload)
            .status(201)
            .takes(BodyType.BYTES)
            .asking(QueryParameter.text("filename"))
            .streaming()
            .by(Role.OPERATOR),
        Route.get(
                "/api/v1/usps/extracts",
                "List extracts that were read",
                ExtractsJson.class,
                this::extracts)
            .by(Role.VIEWER));
  }

  private List<Route> pieceRoutes() {
    return List.of(
        Route.get(
                "/api/v1/usps/pieces/{pic}",
                "Show what is known of a piece",
                PieceJson.class,
                this::piece)
            .by(Role.VIEWER),
        Route.get(
                "/api/v1/usps/reconcile",
                "Compare manifests with scans",
                ReconcileJson.class,
                this::reconcile)
            .asking(
                QueryParameter.text("efn"),
                QueryParameter.text("owner").says("only files of that owner; not with efn"),
                QueryParameter.text("cursor"),
                QueryParameter.number("limit", 1, MOST))
            .by(Role.VIEWER),
        Route.get(
                "/api/v1/usps/reconcile.csv",
                "Compare manifests with scans, as a table",
                BodyType.of("text/csv"),
                new ReconcileExport(desk)::csv)
            .asking(
                QueryParameter.text("efn"),
                QueryParameter.text("owner").says("only files of that owner; not with efn"),
                QueryParameter.text("outcome"))
            .by(Role.VIEWER));
  }

  private ScansJson scans(Context context) {
    Scans scans = desk.scans();
    ScanQuery query =
        new ScanQuery(
            text(context, "efn"),
            desk.mailerIdsOf(text(context, "owner")),
            text(context, "group"),
            text(context, "cursor"),
            limit(context));
    try {
      return ScansJson.of(scans.list(query), scans.codes(), isMasked(context));
    } catch (IllegalArgumentException e) {
      throw new ProblemException(400, String.valueOf(e.getMessage()));
    }
  }

  private ExtractJson upload(Context context) throws IOException {
    String name = text(context, "filename").orElse("extract");
    ScanFile read = desk.upload(Caller.of(context).actor(), name, context.bodyInputStream());
    return ExtractJson.of(read, isMasked(context));
  }

  private ExtractsJson extracts(Context context) {
    boolean isMasked = isMasked(context);
    return new ExtractsJson(
        desk.scans().files().newest(EXTRACTS).stream()
            .map(file -> ExtractJson.of(file, isMasked))
            .toList());
  }

  private PieceJson piece(Context context) {
    String number = context.pathParam("pic").strip();
    if (PieceNumber.of(number, -1).isEmpty()) {
      throw new ProblemException(
          400,
          "'" + Text.cut(number) + "' is no piece number; expected digits, or an S10 identifier");
    }
    Scans scans = desk.scans();
    return PieceJson.of(
        ScanEvent.pic(number), scans.filesOfPiece(number), scans.ofPiece(number), scans.codes());
  }

  private ReconcileJson reconcile(Context context) throws IOException {
    Optional<String> efn = text(context, "efn");
    Set<String> ids = desk.mailerIdsOf(text(context, "owner"));
    int limit = limit(context);
    if (efn.isPresent() && !ids.isEmpty()) {
      throw new ProblemException(400, "efn and owner exclude each other");
    }
    return efn.isPresent()
        ? desk.reconcile(efn.get(), limit)
        : desk.reconcileAll(ids, text(context, "cursor"), limit);
  }

  private static boolean isMasked(Context context) {
    return !Caller.of(context).may(Role.OPERATOR);
  }

  private static int limit(Context context) {
    Optional<String> text = text(context, "limit");
    if (text.isEmpty()) {
      return DEFAULT_LIMIT;
    }
    try {
      int limit = Integer.parseInt(text.get());
      if (limit >= 1 && limit <= MOST) {
        return limit;
      }
    } catch (NumberFormatException e) {
      // the same answer
    }
    throw new ProblemException(
        400, "limit is '" + Text.cut(text.get()) + "'; expected a number from 1 to " + MOST);
  }

  private static Optional<String> text(Context context, String name) {
    return Optional.ofNullable(context.queryParam(name))
        .map(String::strip)
        .filter(t -> !t.isEmpty());
  }
}
