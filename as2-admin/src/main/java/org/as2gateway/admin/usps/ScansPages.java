package org.as2gateway.admin.usps;

import io.javalin.http.Context;
import io.javalin.http.UploadedFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.admin.page.Screen;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.Route;
import org.as2gateway.admin.port.Text;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.usps.files.PieceNumber;
import org.as2gateway.usps.files.ScanEvent;
import org.as2gateway.usps.ledger.UspsFile;
import org.as2gateway.usps.scans.ReconciledFile;
import org.as2gateway.usps.scans.Scan;
import org.as2gateway.usps.scans.ScanFile;
import org.as2gateway.usps.scans.ScanPage;
import org.as2gateway.usps.scans.ScanQuery;
import org.jspecify.annotations.Nullable;

/** Scan events: of a piece, of a file, the newest; extracts that were read, and upload. */
public final class ScansPages {
  private static final String PATH = UspsTab.SCANS.path();
  private static final int PER_PAGE = 100;
  private static final int EXTRACTS = 20;

  private final Screen screen;
  private final ScansDesk desk;

  /** The page over that desk. */
  public ScansPages(Screen screen, ScansDesk desk) {
    this.screen = screen;
    this.desk = desk;
  }

  /** All of them. */
  public List<Route> routes() {
    return List.of(
        Route.page(PATH, "Scan events of pieces", this::show).by(Role.VIEWER),
        Route.upload(PATH, "Read an extract that came another way", this::upload)
            .streaming()
            .by(Role.OPERATOR));
  }

  private void show(Context context) {
    screen.show(context, "usps/scans", "Scans", view(context));
  }

  /** A link names the file; the form has one field for both kinds of numbers. */
  private ScansView view(Context context) {
    String efn = text(context, "efn");
    String typed = efn.isEmpty() ? text(context, "number") : efn;
    Optional<UspsFile> file = typed.isEmpty() ? Optional.empty() : desk.find(typed);
    if (file.isPresent()) {
      return ofFile(context, file.get());
    }
    if (typed.isEmpty()) {
      return view(context, "", Optional.empty(), null, null);
    }
    if (PieceNumber.of(typed, -1).isEmpty()) {
      return view(
          context,
          typed,
          Optional.empty(),
          null,
          "'"
              + Text.cut(typed)
              + "' is no piece number and no electronic file number of the last 120 days");
    }
    return ofPiece(context, typed);
  }

  private static String text(Context context, String name) {
    return Optional.ofNullable(context.queryParam(name)).map(String::strip).orElse("");
  }

  private ScansView ofFile(Context context, UspsFile file) {
    ReconciledFile counted = desk.reconciliation().count(file);
    return view(
        context,
        file.efn(),
        Optional.of(file.efn()),
        new ScansView.File(
            file, FilePages.path(file.efn()), counted.neverScanned(), counted.neverManifested()),
        null);
  }

  private ScansView view(
      Context context,
      String typed,
      Optional<String> efn,
      ScansView.@Nullable File file,
      @Nullable String error) {
    Optional<String> cursor = Optional.of(text(context, "cursor")).filter(c -> !c.isEmpty());
    ScanPage page =
        error == null
            ? page(query(efn, text(context, "owner"), cursor))
            : new ScanPage(List.of(), Optional.empty());
    String next =
        page.next()
            .map(
                c ->
                    PATH
                        + "?efn="
                        + encode(efn.orElse(""))
                        + "&owner="
                        + encode(text(context, "owner"))
                        + "&cursor="
                        + encode(c))
            .orElse(null);
    return new ScansView(
        typed,
        owners(context),
        file,
        null,
        events(context, page.scans()),
        next,
        extracts(typed),
        error);
  }

  /** A file that is asked for has one owner. */
  private ScanQuery query(Optional<String> efn, String owner, Optional<String> cursor) {
    Set<String> ids =
        desk.mailerIdsOf(Optional.of(owner).filter(name -> efn.isEmpty() && !name.isEmpty()));
    return new ScanQuery(efn, ids, Optional.empty(), cursor, PER_PAGE);
  }

  private ScansView.Owners owners(Context context) {
    List<String> names = desk.mailerIds().names().stream().filter(name -> !name.isEmpty()).toList();
    return new ScansView.Owners(text(context, "owner"), names);
  }

  private ScanPage page(ScanQuery query) {
    try {
      return desk.scans().list(query);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(400, String.valueOf(e.getMessage()));
    }
  }

  private ScansView ofPiece(Context context, String typed) {
    List<Scan> scans = desk.scans().ofPiece(typed);
    ScansView.Piece piece =
        new ScansView.Piece(ScanEvent.pic(typed), List.copyOf(desk.scans().filesOfPiece(typed)));
    return new ScansView(
        typed, owners(context), null, piece, events(context, scans), null, extracts(typed), null);
  }

  private List<ScanFile> extracts(String typed) {
    return typed.isEmpty() ? desk.scans().files().newest(EXTRACTS) : List.of();
  }

  private List<ScansView.Event> events(Context context, List<Scan> scans) {
    boolean isMasked = !Caller.of(context).may(Role.OPERATOR);
    return scans.stream().map(scan -> event(scan, isMasked)).toList();
  }

  private ScansView.Event event(Scan scan, boolean isMasked) {
    return new ScansView.Event(
        scan.pic(),
        desk.scans().codes().text(scan.code(), scan.name()),
        scan.code(),
        desk.scans().codes().group(scan.code()),
        LocalTime.of(scan.date(), scan.time()),
        (scan.facility() + " " + scan.facilityZip()).strip(),
        scan.efn(),
        isMasked ? ScanText.masked(scan.recipient()) : scan.recipient(),
        isMasked ? "" : scan.rest());
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private void upload(Context context) throws IOException {
    Caller.of(context).requireToken(Optional.ofNullable(context.formParam("csrf")));
    UploadedFile uploaded = context.uploadedFile("file");
    if (uploaded == null || uploaded.filename().isBlank()) {
      throw new ProblemException(422, "no file was chosen; choose an extract of scan events");
    }
    try (InputStream content = uploaded.content()) {
      ScanFile read = desk.upload(Caller.of(context).actor(), uploaded.filename(), content);
      screen.redirect(
          context,
          PATH,
          "The extract was read: %,d %s, %,d of them new.%s"
              .formatted(
                  read.events(),
                  read.events() == 1 ? "event" : "events",
                  read.added(),
                  notCounted(read)));
    }
  }

  private static String notCounted(ScanFile read) {
    return switch ((int) Math.min(2, read.unreadable())) {
      case 0 -> "";
      case 1 -> " 1 line was not counted; the reason is below.";
      default -> " %,d lines were not counted; reasons are below.".formatted(read.unreadable());
    };
  }
}
