package org.as2gateway.admin.usps;

import io.javalin.http.Context;
import io.javalin.http.UploadedFile;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.as2gateway.Gateway;
import org.as2gateway.admin.page.Forms;
import org.as2gateway.admin.page.Screen;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.Route;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.usps.answers.AnswerFile;
import org.jspecify.annotations.Nullable;

/** Kept answers of USPS: the list, one with its lines, upload. */
public final class AnswerPages {
  static final String PATH = "/usps/answers";
  private static final String ONE = PATH + "/{id}";
  private static final int PER_PAGE = 100;
  private static final int LINES = 200;
  private static final int MOST_FILES = 200;

  private final Screen screen;
  private final AnswerDesk desk;

  /** Pages about that gateway. */
  public AnswerPages(Screen screen, Gateway gateway, Clock clock) {
    this.screen = screen;
    this.desk = new AnswerDesk(gateway, clock);
  }

  /** All of them. */
  public List<Route> routes() {
    return List.of(
        Route.page(PATH, "USPS answers", this::list).by(Role.VIEWER),
        Route.upload(PATH, "Add a USPS answer", this::upload)
            .upTo(AnswerDesk.MOST_REQUEST_BYTES)
            .by(Role.OPERATOR),
        Route.page(ONE, "USPS answer", this::one).by(Role.VIEWER),
        Route.page(ONE + "/file", "Download a USPS answer", this::file).by(Role.OPERATOR),
        Route.form(ONE + "/close", "Close a USPS answer", this::close).by(Role.OPERATOR));
  }

  private void list(Context context) {
    Optional<AnswerFile.State> state =
        Optional.ofNullable(context.queryParam("state")).flatMap(AnswerFile.State::of);
    String typed = Optional.ofNullable(context.queryParam("before")).orElse("");
    long before = typed.matches("[0-9]{1,18}") ? Long.parseLong(typed) : Long.MAX_VALUE;
    List<AnswerFile> files = desk.answers().files().list(state, before, PER_PAGE + 1);
    boolean hasMore = files.size() > PER_PAGE;
    List<AnswerFile> shown = hasMore ? files.subList(0, PER_PAGE) : files;
    screen.show(
        context,
        "usps/answers",
        "USPS answers",
        new AnswersView(
            shown,
            state,
            desk.answers().files().count(AnswerFile.State.WAITING),
            hasMore ? shown.get(PER_PAGE - 1).id() : 0));
  }

  private void upload(Context context) throws IOException {
    Caller.of(context).requireToken(Optional.ofNullable(context.formParam("csrf")));
    UploadedFile uploaded = context.uploadedFile("file");
    if (uploaded == null || uploaded.filename().isBlank()) {
      throw new ProblemException(422, "no file was chosen; choose the file that came from USPS");
    }
    try (InputStream content = uploaded.content()) {
      AnswerFile file = desk.upload(Caller.of(context), uploaded.filename(), content);
      screen.redirect(context, PATH + "/" + file.id(), "The file was added.");
    }
  }

  private void one(Context context) throws IOException {
    show(context, desk.require(context.pathParam("id")), null);
  }

  private void show(Context context, AnswerFile file, @Nullable String error) throws IOException {
    boolean maySee = Caller.of(context).may(Role.OPERATOR);
    screen.show(
        context,
        "usps/answer",
        file.filename(),
        new AnswerView(
            file,
            desk.profileOf(file).orElse(null),
            desk.answers().findings().ofAnswer(file.id(), MOST_FILES),
            maySee
                ? desk.lines(file, desk.profileOf(file), LINES).stream()
                    .map(AnswerView.Line::of)
                    .toList()
                : List.of(),
            error));
  }

  private void file(Context context) throws IOException {
    AnswerFile file = desk.require(context.pathParam("id"));
    RawFile.answer(context, file.filename(), desk.content(file));
  }

  private void close(Context context) throws IOException {
    AnswerFile file = desk.require(context.pathParam("id"));
    try {
      desk.close(Caller.of(context), file, Forms.text(context, "note"));
      screen.redirect(context, PATH + "/" + file.id(), "The file was closed.");
    } catch (ProblemException e) {
      context.status(422);
      show(context, file, e.getMessage());
    }
  }
}
