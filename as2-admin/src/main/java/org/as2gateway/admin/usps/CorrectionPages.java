package org.as2gateway.admin.usps;

import io.javalin.http.Context;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.as2gateway.Gateway;
import org.as2gateway.admin.page.Forms;
import org.as2gateway.admin.page.Screen;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.Route;
import org.as2gateway.as2.wire.ContentSource;
import org.as2gateway.delivery.RefusedOperation;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.usps.correction.CorrectionException;
import org.as2gateway.usps.correction.Draft;
import org.as2gateway.usps.correction.PieceSet;
import org.as2gateway.usps.files.PublishedMessages;
import org.as2gateway.usps.ledger.PieceAnswer;
import org.as2gateway.usps.ledger.UspsFile;
import org.jspecify.annotations.Nullable;

/** Corrections of manifests: chosen, edited, built, checked, sent. */
public final class CorrectionPages {
  private static final String OF_FILE = "/usps/files/{efn}/correct";
  private static final String ONE = "/usps/corrections/{id}";
  private static final int SHOWN = 50;

  private final Screen screen;
  private final Gateway gateway;
  private final CorrectionDesk desk;

  /** Pages about that gateway. */
  public CorrectionPages(Screen screen, Gateway gateway, Clock clock) {
    this.screen = screen;
    this.gateway = gateway;
    this.desk = new CorrectionDesk(gateway, clock);
  }

  /** All of them. */
  public List<Route> routes() {
    return List.of(
        Route.page(OF_FILE, "Correct a manifest", this::form).by(Role.VIEWER),
        Route.upload(OF_FILE, "Build a correction of a manifest", this::build).by(Role.OPERATOR),
        Route.page(ONE, "Correction of a manifest", this::one).by(Role.VIEWER),
        Route.page(ONE + "/file", "Download a correction of a manifest", this::file)
            .by(Role.OPERATOR),
        Route.form(ONE + "/send", "Send a correction of a manifest", this::send).by(Role.OPERATOR),
        Route.form(ONE + "/remove", "Remove a correction of a manifest", this::remove)
            .by(Role.OPERATOR));
  }

  private void form(Context context) {
    show(context, CorrectView.Typed.NOTHING, null);
  }

  private void show(Context context, CorrectView.Typed typed, @Nullable String error) {
    UspsFile file = desk.requireFile(context.pathParam("efn"));
    PublishedMessages messages = gateway.usps().answers().messages();
    screen.show(
        context,
        "usps/correct",
        "Correct " + file.efn(),
        new CorrectView(
            file,
            desk.refusal(file.efn()).orElse(null),
            desk.allRejected(file).size(),
            desk.rejected(file, SHOWN).stream().map(piece -> rejected(piece, messages)).toList(),
            fields(file),
            desk.corrections().drafts().ofFile(file.efn(), SHOWN),
            typed,
            error));
  }

  private static CorrectView.Rejected rejected(PieceAnswer piece, PublishedMessages messages) {
    return new CorrectView.Rejected(
        piece, messages.byId(piece.code()).or(() -> messages.find(piece.text())).orElse(null));
  }

  private List<CorrectView.FieldChoice> fields(UspsFile file) {
    return gateway
        .usps()
        .tables()
        .current()
        .manifest(file.header().version())
        .flatMap(layout -> layout.record("D1"))
        .map(
            record ->
                record.fields().stream()
                    .filter(field -> field.number() > 1)
                    .map(
                        field ->
                            new CorrectView.FieldChoice(
                                Integer.toString(field.number()),
                                field.number() + " " + field.name()))
                    .toList())
        .orElse(List.of());
  }

  private void build(Context context) throws IOException {
    Caller caller = Caller.of(context);
    caller.requireToken(Optional.ofNullable(context.formParam("csrf")));
    UspsFile file = desk.requireFile(context.pathParam("efn"));
    CorrectView.Typed typed =
        new CorrectView.Typed(
            Forms.text(context, "pieces"),
            Forms.text(context, "edits"),
            Forms.text(context, "lines"));
    try {
      boolean isRejected = !Forms.text(context, "rejected").isEmpty();
      Chosen chosen = new Chosen(isRejected, pieces(context, typed), edits(context, typed));
      byte[] lines = typed.lines().strip().getBytes(StandardCharsets.UTF_8);
      Optional<ContentSource> corrected =
          lines.length == 0 ? Optional.empty() : Optional.of(() -> new ByteArrayInputStream(lines));
      PieceSet set = isRejected ? desk.allRejected(file) : new PieceSet();
      Draft draft =
          desk.build(caller, file, chosen.selection(set, corrected, desk.isTypeFour(file)));
      screen.redirect(context, "/usps/corrections/" + draft.id(), "The correction was built.");
    } catch (CorrectionException e) {
      context.status(422);
      show(context, typed, e.getMessage());
    }
  }

  private static List<String> pieces(Context context, CorrectView.Typed typed) {
    return Stream.concat(
            context.formParams("piece").stream(), typed.pieces().lines().map(String::strip))
        .filter(number -> !number.isEmpty())
        .toList();
  }

  /** Edits of rows, and further ones as lines: number, field, value. */
  private static Map<String, String> edits(Context context, CorrectView.Typed typed)
      throws CorrectionException {
    Map<String, String> edits = new LinkedHashMap<>();
    for (String piece : context.formParams("row")) {
      String field = Forms.text(context, "field-" + piece).strip();
      if (!field.isEmpty()) {
        edits.put(piece + "/" + field, Forms.text(context, "value-" + piece).strip());
      }
    }
    for (String line : typed.edits().lines().map(String::strip).toList()) {
      String[] parts = line.split("\\s+", 3);
      if (!line.isEmpty() && parts.length < 2) {
        throw new CorrectionException(
            "a change is '" + line + "', expected a piece number, a field number and the value");
      }
      if (!line.isEmpty()) {
        edits.put(parts[0] + "/" + parts[1], parts.length == 3 ? parts[2] : "");
      }
    }
    return edits;
  }

  private void one(Context context) throws IOException {
    Draft draft = desk.require(context.pathParam("id"));
    screen.show(
        context,
        "usps/correction",
        "Correction of " + draft.efn(),
        new CorrectionView(draft, desk.check(draft)));
  }

  private void file(Context context) throws IOException {
    Draft draft = desk.require(context.pathParam("id"));
    RawFile.answer(context, draft.filename(), desk.corrections().content(draft));
  }

  private void send(Context context) throws IOException {
    String id = context.pathParam("id");
    try {
      MessageRecord message = desk.send(Caller.of(context), id);
      screen.redirect(context, "/messages/" + message.id(), "The correction was queued.");
    } catch (RefusedOperation e) {
      throw new ProblemException(409, String.valueOf(e.getMessage()));
    }
  }

  private void remove(Context context) {
    Draft draft = desk.require(context.pathParam("id"));
    desk.remove(Caller.of(context), draft);
    screen.redirect(
        context, "/usps/files/" + draft.efn() + "/correct", "The correction was removed.");
  }
}
