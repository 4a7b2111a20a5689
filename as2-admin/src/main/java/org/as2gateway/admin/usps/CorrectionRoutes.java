package org.as2gateway.admin.usps;

import static org.as2gateway.admin.port.QueryParameter.flag;
import static org.as2gateway.admin.port.QueryParameter.word;

import io.javalin.http.Context;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.as2gateway.Gateway;
import org.as2gateway.admin.port.BodyType;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.Description;
import org.as2gateway.admin.port.Json;
import org.as2gateway.admin.port.JsonBody;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.RequestDocument;
import org.as2gateway.admin.port.Route;
import org.as2gateway.admin.usps.CheckJson.CheckedFileJson;
import org.as2gateway.admin.usps.CorrectionJson.CheckedCorrectionJson;
import org.as2gateway.admin.usps.CorrectionJson.CorrectionsJson;
import org.as2gateway.admin.usps.CorrectionJson.RejectedPieceJson;
import org.as2gateway.delivery.RefusedOperation;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.usps.contents.JdbcContents.TooLargeException;
import org.as2gateway.usps.correction.CorrectionException;
import org.as2gateway.usps.correction.Corrections.SpooledLines;
import org.as2gateway.usps.correction.Draft;
import org.as2gateway.usps.correction.PieceSet;
import org.as2gateway.usps.files.PublishedMessages;
import org.as2gateway.usps.ledger.UspsFile;
import org.jspecify.annotations.Nullable;

/** Corrections of manifests. */
public final class CorrectionRoutes {
  private static final String OF_FILE = "/api/v1/usps/files/{efn}/corrections";
  private static final String CORRECTION = "/api/v1/usps/corrections/{id}";
  private static final int MOST_REJECTED = 1000;
  private static final int MOST_CORRECTIONS = 100;

  private final Gateway gateway;
  private final CorrectionDesk desk;

  /** The corrections of that gateway. */
  public CorrectionRoutes(Gateway gateway, Clock clock) {
    this.gateway = gateway;
    this.desk = new CorrectionDesk(gateway, clock);
  }

  /** All of them. */
  public List<Route> routes() {
    return Stream.concat(ofFile().stream(), ofCorrection().stream()).toList();
  }

  private List<Route> ofFile() {
    return List.of(
        Route.get(
                OF_FILE,
                "List rejected pieces and corrections of a manifest",
                CorrectionsJson.class,
                this::list)
            .by(Role.VIEWER),
        Route.post(
                OF_FILE,
                "Build and check a correction of a manifest; nothing is sent",
                CheckedCorrectionJson.class,
                this::build)
            .status(201)
            .takes(CorrectionRequest.class)
            .asking(
                flag("rejected")
                    .says("with a body of type text/plain: true carries the rejected pieces too"),
                word("carries", Carries.class)
                    .says(
                        "what a body of type text/plain has: corrected lines, which is the"
                            + " default, or numbers of pieces, one a line"))
            .streaming()
            .by(Role.OPERATOR));
  }

  private List<Route> ofCorrection() {
    return List.of(
        Route.get(
                CORRECTION,
                "Show and check a correction of a manifest",
                CheckedCorrectionJson.class,
                this::one)
            .by(Role.VIEWER),
        Route.get(
                CORRECTION + "/file",
                "Download a correction of a manifest",
                BodyType.BYTES,
                this::file)
            .by(Role.OPERATOR),
        Route.post(
                CORRECTION + "/send",
                "Send a correction of a manifest",
                CorrectionJson.class,
                this::send)
            .status(202)
            .by(Role.OPERATOR),
        Route.delete(
                CORRECTION,
                "Remove a correction of a manifest that was not sent",
                context -> desk.remove(Caller.of(context), desk.require(context.pathParam("id"))))
            .by(Role.OPERATOR));
  }

  /** What a text has. */
  private enum Carries {
    LINES,
    PIECES
  }

  @Description("What a correction carries; at least one of 'rejected', 'pieces' and 'lines'.")
  private record CorrectionRequest(
      @Description("true: all pieces that are rejected and not accepted since")
          Optional<Boolean> rejected,
      @Description("numbers of further pieces, without 420 and ZIP Code")
          Optional<List<String>> pieces,
      @Description(
              "changed fields of D1: values by piece number, slash, number of the field, such as"
                  + " 9205599999999900001012/6")
          Optional<Map<String, String>> edits,
      @Description("corrected lines D1, D2 and C1, which stand as they are") Optional<String> lines)
      implements RequestDocument {}

  private CorrectionsJson list(Context context) {
    UspsFile file = desk.requireFile(context.pathParam("efn"));
    PublishedMessages messages = gateway.usps().answers().messages();
    return new CorrectionsJson(
        file.efn(),
        desk.refusal(file.efn()),
        desk.allRejected(file).size(),
        desk.rejected(file, MOST_REJECTED).stream()
            .map(piece -> RejectedPieceJson.of(piece, messages))
            .toList(),
        desk.corrections().drafts().ofFile(file.efn(), MOST_CORRECTIONS).stream()
            .map(CorrectionJson::of)
            .toList());
  }

  private CheckedCorrectionJson build(Context context) throws IOException {
    UspsFile file = desk.requireFile(context.pathParam("efn"));
    String type = Optional.ofNullable(context.contentType()).orElse("");
    try {
      if (type.startsWith("text/plain")) {
        boolean isRejected = "true".equals(context.queryParam("rejected"));
        Chosen chosen = new Chosen(isRejected, List.of(), Map.of());
        return Json.word(Carries.PIECES).equals(context.queryParam("carries"))
            ? buildPieces(Caller.of(context), file, chosen, context.bodyInputStream())
            : build(Caller.of(context), file, chosen, context.bodyInputStream());
      }
      JsonBody body = JsonBody.of(context);
      Chosen chosen = new Chosen(body.flag("rejected", false), body.list("pieces"), edits(body));
      byte[] lines = body.text("lines").orElse("").getBytes(StandardCharsets.UTF_8);
      InputStream stream = lines.length == 0 ? null : new ByteArrayInputStream(lines);
      return build(Caller.of(context), file, chosen, stream);
    } catch (CorrectionException e) {
      throw new ProblemException(422, String.valueOf(e.getMessage()));
    } catch (TooLargeException e) {
      throw new ProblemException(413, String.valueOf(e.getMessage()));
    }
  }

  private static Map<String, String> edits(JsonBody body) {
    Map<String, String> edits = body.texts("edits");
    return edits == null ? Map.of() : edits;
  }

  private CheckedCorrectionJson build(
      Caller caller, UspsFile file, Chosen chosen, @Nullable InputStream lines)
      throws IOException, CorrectionException {
    PieceSet pieces = chosen.isRejected() ? desk.allRejected(file) : new PieceSet();
    if (lines == null) {
      return checked(
          desk.build(
              caller, file, chosen.selection(pieces, Optional.empty(), desk.isTypeFour(file))));
    }
    try (SpooledLines spooled = desk.corrections().spool(lines)) {
      return checked(
          desk.build(
              caller,
              file,
              chosen.selection(pieces, Optional.of(spooled.content()), desk.isTypeFour(file))));
    }
  }

  /** Eight bytes a piece are kept of the numbers, however many there are. */
  private CheckedCorrectionJson buildPieces(
      Caller caller, UspsFile file, Chosen chosen, InputStream numbers)
      throws IOException, CorrectionException {
    PieceSet pieces = chosen.isRejected() ? desk.allRejected(file) : new PieceSet();
    Chosen.addTo(pieces, numbers);
    return checked(
        desk.build(
            caller, file, chosen.selection(pieces, Optional.empty(), desk.isTypeFour(file))));
  }

  private CheckedCorrectionJson checked(Draft draft) throws IOException {
    return new CheckedCorrectionJson(
        CorrectionJson.of(draft), CheckedFileJson.of(desk.check(draft)), Chosen.OPEN_QUESTION);
  }

  private CheckedCorrectionJson one(Context context) throws IOException {
    return checked(desk.require(context.pathParam("id")));
  }

  private void file(Context context) throws IOException {
    Draft draft = desk.require(context.pathParam("id"));
    RawFile.answer(context, draft.filename(), desk.corrections().content(draft));
  }

  private CorrectionJson send(Context context) throws IOException {
    String id = context.pathParam("id");
    try {
      desk.send(Caller.of(context), id);
    } catch (RefusedOperation e) {
      throw ProblemException.of(e);
    }
    return CorrectionJson.of(desk.require(id));
  }
}
