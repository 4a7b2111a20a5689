package org.as2gateway.admin.usps;

import static org.as2gateway.admin.port.QueryParameter.number;
import static org.as2gateway.admin.port.QueryParameter.text;
import static org.as2gateway.admin.port.QueryParameter.word;

import io.javalin.http.Context;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.as2gateway.Gateway;
import org.as2gateway.admin.port.BodyType;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.JsonBody;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.RequestDocument;
import org.as2gateway.admin.port.Route;
import org.as2gateway.admin.port.Text;
import org.as2gateway.admin.usps.UspsAnswerJson.AnsweredFileJson;
import org.as2gateway.admin.usps.UspsAnswerJson.UspsAnswerDetailJson;
import org.as2gateway.admin.usps.UspsAnswerJson.UspsAnswerLineJson;
import org.as2gateway.admin.usps.UspsAnswerJson.UspsAnswersJson;
import org.as2gateway.as2.smime.MultipartFiles;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.usps.answers.AnswerFile;

/** Kept answers of USPS, uploaded or received. */
public final class AnswersRoutes {
  private static final String ANSWERS = "/api/v1/usps/answers";
  private static final String ANSWER = ANSWERS + "/{id}";
  private static final int MOST_LIMIT = 500;
  private static final int MOST_LINES = 1000;
  private static final int LINES = 200;
  private static final int MOST_FILES = 1000;

  private final AnswerDesk desk;

  /** The answers of that gateway. */
  public AnswersRoutes(Gateway gateway, Clock clock) {
    this.desk = new AnswerDesk(gateway, clock);
  }

  /** All of them. */
  public List<Route> routes() {
    return List.of(
        Route.get(ANSWERS, "List kept USPS answers", UspsAnswersJson.class, this::list)
            .asking(
                word("state", AnswerFile.State.class),
                text("cursor").says("'next' of the page before"),
                number("limit", 1, MOST_LIMIT))
            .by(Role.VIEWER),
        Route.post(
                ANSWERS,
                "Keep and read a USPS answer that came another way",
                UspsAnswerDetailJson.class,
                this::upload)
            .status(201)
            .takes(BodyType.BYTES)
            .asking(text("filename").says("required unless the body is multipart/form-data"))
            .upTo(AnswerDesk.MOST_REQUEST_BYTES)
            .by(Role.OPERATOR),
        Route.get(ANSWER, "Show a USPS answer", UspsAnswerDetailJson.class, this::one)
            .asking(number("lines", 0, MOST_LINES).says("how many lines; 200 if missing"))
            .by(Role.OPERATOR),
        Route.get(ANSWER + "/file", "Download a USPS answer", BodyType.BYTES, this::file)
            .by(Role.OPERATOR),
        Route.post(
                ANSWER + "/close",
                "Note that a waiting USPS answer needs no attention any more",
                UspsAnswerJson.class,
                this::close)
            .takes(AnswerCloseRequest.class)
            .by(Role.OPERATOR));
  }

  private record AnswerCloseRequest(String note) implements RequestDocument {}

  private UspsAnswersJson list(Context context) {
    Optional<AnswerFile.State> state =
        Optional.ofNullable(context.queryParam("state")).map(AnswersRoutes::state);
    int limit = (int) longOf(context, "limit", 100, 1, MOST_LIMIT);
    long before = longOf(context, "cursor", Long.MAX_VALUE, 1, Long.MAX_VALUE);
    List<AnswerFile> files = desk.answers().files().list(state, before, limit + 1);
    boolean hasMore = files.size() > limit;
    List<AnswerFile> shown = files.subList(0, Math.min(limit, files.size()));
    return new UspsAnswersJson(
        shown.stream().map(UspsAnswerJson::of).toList(),
        desk.answers().files().count(AnswerFile.State.WAITING),
        hasMore ? Long.toString(shown.get(limit - 1).id()) : null);
  }

  private static AnswerFile.State state(String word) {
    return AnswerFile.State.of(word)
        .orElseThrow(
            () ->
                new ProblemException(
                    400,
                    "'state' is '"
                        + Text.cut(word)
                        + "', expected read, waiting, aside or closed"));
  }

  private static long longOf(Context context, String name, long otherwise, long least, long most) {
    String text = context.queryParam(name);
    if (text == null) {
      return otherwise;
    }
    try {
      long value = Long.parseLong(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // refused below
    }
    throw new ProblemException(
        400,
        "'%s' is '%s', expected a number from %d to %d"
            .formatted(name, Text.cut(text), least, most));
  }

  private UspsAnswerDetailJson upload(Context context) throws IOException {
    String type = Optional.ofNullable(context.contentType()).orElse("");
    Optional<MultipartFiles> form =
        type.startsWith("multipart/form-data")
            ? MultipartFiles.of(type, context.bodyInputStream())
            : Optional.empty();
    if (form.isPresent()) {
      MultipartFiles.FormFile file =
          form.get().next().orElseThrow(() -> new ProblemException(400, "the form has no file"));
      return detail(desk.upload(Caller.of(context), file.filename(), file.content()), LINES);
    }
    String filename =
        Optional.ofNullable(context.queryParam("filename"))
            .filter(name -> !name.isBlank())
            .orElseThrow(() -> new ProblemException(400, "'filename' is missing"));
    return detail(desk.upload(Caller.of(context), filename, context.bodyInputStream()), LINES);
  }

  private UspsAnswerDetailJson one(Context context) throws IOException {
    int lines = (int) longOf(context, "lines", LINES, 0, MOST_LINES);
    return detail(desk.require(context.pathParam("id")), lines);
  }

  private UspsAnswerDetailJson detail(AnswerFile file, int lines) throws IOException {
    return new UspsAnswerDetailJson(
        UspsAnswerJson.of(file),
        desk.answers().findings().ofAnswer(file.id(), MOST_FILES).stream()
            .map(AnsweredFileJson::of)
            .toList(),
        desk.lines(file, desk.profileOf(file), lines).stream()
            .map(UspsAnswerLineJson::of)
            .toList());
  }

  private void file(Context context) throws IOException {
    AnswerFile file = desk.require(context.pathParam("id"));
    RawFile.answer(context, file.filename(), desk.content(file));
  }

  private UspsAnswerJson close(Context context) throws IOException {
    AnswerFile file = desk.require(context.pathParam("id"));
    String note = JsonBody.of(context).text("note").orElse("");
    return UspsAnswerJson.of(desk.close(Caller.of(context), file, note));
  }
}
