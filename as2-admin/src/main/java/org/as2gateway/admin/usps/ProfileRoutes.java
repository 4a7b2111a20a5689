package org.as2gateway.admin.usps;

import io.javalin.http.Context;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.Gateway;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.Description;
import org.as2gateway.admin.port.JsonBody;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.RequestDocument;
import org.as2gateway.admin.port.Route;
import org.as2gateway.admin.port.Text;
import org.as2gateway.admin.usps.UspsAnswerJson.UspsAnswerLineJson;
import org.as2gateway.admin.usps.UspsProfileJson.UspsProfilePreviewJson;
import org.as2gateway.admin.usps.UspsProfileJson.UspsProfilesJson;
import org.as2gateway.admin.usps.UspsProfileJson.UspsRemovedProfileJson;
import org.as2gateway.as2.wire.ContentSource;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.usps.answers.AnswerFile;
import org.as2gateway.usps.answers.Answers.ReadLine;
import org.as2gateway.usps.answers.Profile;
import org.as2gateway.usps.answers.Profile.Meaning;

/** Profiles that read answers of USPS. */
public final class ProfileRoutes {
  static final int PREVIEWED_LINES = 50;
  private static final String PROFILES = "/api/v1/usps/profiles";
  private static final String PROFILE = PROFILES + "/{id}";

  private final AnswerDesk desk;

  /** The profiles of that gateway. */
  public ProfileRoutes(Gateway gateway, Clock clock) {
    this.desk = new AnswerDesk(gateway, clock);
  }

  /** All of them. */
  public List<Route> routes() {
    return List.of(
        Route.get(PROFILES, "List profiles of USPS answers", UspsProfilesJson.class, this::list)
            .by(Role.VIEWER),
        Route.post(PROFILES, "Create a profile of USPS answers", UspsProfileJson.class, this::add)
            .status(201)
            .takes(UspsProfileChange.class)
            .by(Role.OPERATOR),
        Route.post(
                PROFILES + "/preview",
                "Show what a profile would make of a kept answer or of a text",
                UspsProfilePreviewJson.class,
                this::preview)
            .takes(UspsPreviewRequest.class)
            .by(Role.OPERATOR),
        Route.get(PROFILE, "Show a profile of USPS answers", UspsProfileJson.class, this::one)
            .by(Role.VIEWER),
        Route.put(PROFILE, "Replace a profile of USPS answers", UspsProfileJson.class, this::change)
            .takes(UspsProfileChange.class)
            .by(Role.OPERATOR),
        Route.delete(PROFILE, "Remove a profile of USPS answers", this::remove).by(Role.OPERATOR),
        Route.post(
                PROFILE + "/undo",
                "Take back the last change of a profile of USPS answers",
                UspsProfilesJson.class,
                this::undo)
            .by(Role.OPERATOR));
  }

  @Description("How to read USPS answers of one kind.")
  private record UspsProfileChange(
      String name,
      @Description("whose answers it reads; missing for all") Optional<String> partnership,
      @Description("pattern of file names, with * and ?") String files,
      Optional<String> firstLine,
      Optional<Integer> skippedLines,
      @Description(UspsProfileJson.SEPARATOR) Optional<String> separator,
      @Description(UspsProfileJson.COLUMNS) Map<String, String> columns,
      Optional<List<String>> accepted,
      Optional<List<String>> rejected,
      Optional<List<String>> warning,
      Optional<List<String>> fileKinds,
      Optional<List<String>> pieceKinds,
      Optional<Boolean> acceptedWithoutMessage)
      implements RequestDocument {}

  @Description("A profile that is not saved, and what to try it on: a kept answer or a text.")
  private record UspsPreviewRequest(
      UspsProfileChange profile,
      @Description("id of a kept answer") Optional<Long> answer,
      Optional<String> text)
      implements RequestDocument {}

  private UspsProfilesJson list(Context context) {
    return all();
  }

  private UspsProfilesJson all() {
    return new UspsProfilesJson(
        desk.answers().profiles().all().stream().map(UspsProfileJson::of).toList(),
        desk.removed().stream().map(UspsRemovedProfileJson::of).toList());
  }

  private UspsProfileJson one(Context context) {
    return UspsProfileJson.of(desk.requireProfile(context.pathParam("id")));
  }

  private UspsProfileJson add(Context context) throws IOException {
    return UspsProfileJson.of(desk.save(Caller.of(context), profile("", JsonBody.of(context))));
  }

  private UspsProfileJson change(Context context) throws IOException {
    String id = desk.requireProfile(context.pathParam("id")).id();
    return UspsProfileJson.of(desk.save(Caller.of(context), profile(id, JsonBody.of(context))));
  }

  private void remove(Context context) {
    desk.remove(Caller.of(context), desk.requireProfile(context.pathParam("id")));
  }

  private UspsProfilesJson undo(Context context) {
    desk.undo(Caller.of(context), context.pathParam("id"));
    return all();
  }

  private static Profile profile(String id, JsonBody body) {
    try {
      return draft(body).profile(id);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(400, String.valueOf(e.getMessage()));
    }
  }

  private static ProfileDraft draft(JsonBody body) {
    return new ProfileDraft(
        body.required("name"),
        body.text("partnership").orElse(""),
        body.required("files"),
        body.text("firstLine").orElse(""),
        body.number("skippedLines").map(n -> Long.toString(n)).orElse(""),
        body.text("separator").orElse(""),
        places(body),
        new ProfileDraft.WordLists(
            String.join("\n", body.list("accepted")),
            String.join("\n", body.list("rejected")),
            String.join("\n", body.list("warning")),
            String.join("\n", body.list("fileKinds")),
            String.join("\n", body.list("pieceKinds")),
            body.flag("acceptedWithoutMessage", false)));
  }

  private static Map<Meaning, String> places(JsonBody body) {
    Map<Meaning, String> places = new EnumMap<>(Meaning.class);
    Map<String, String> columns = body.texts("columns");
    if (columns == null) {
      throw new ProblemException(400, "'columns' is missing");
    }
    columns.forEach(
        (word, place) ->
            places.put(
                Meaning.of(word)
                    .orElseThrow(
                        () ->
                            new ProblemException(
                                400,
                                "'columns' has '"
                                    + Text.cut(word)
                                    + "', expected efn, piece, kind, level, code or text")),
                place));
    return places;
  }

  private UspsProfilePreviewJson preview(Context context) throws IOException {
    JsonBody body = JsonBody.of(context);
    Profile profile =
        profile(
            "",
            body.object("profile")
                .orElseThrow(() -> new ProblemException(400, "'profile' is missing")));
    Optional<Long> id = body.number("answer");
    if (id.isPresent()) {
      AnswerFile file = desk.require(Long.toString(id.get()));
      List<ReadLine> lines = desk.lines(file, Optional.of(profile), PREVIEWED_LINES);
      return preview(
          lines, profile.isFor(file.partnership(), file.filename()) && begins(profile, lines));
    }
    byte[] text =
        body.text("text")
            .orElseThrow(() -> new ProblemException(400, "'answer' or 'text' is missing"))
            .getBytes(StandardCharsets.UTF_8);
    ContentSource content = () -> new ByteArrayInputStream(text);
    List<ReadLine> lines = desk.answers().lines(content, Optional.of(profile), PREVIEWED_LINES);
    return preview(lines, begins(profile, lines));
  }

  static boolean begins(Profile profile, List<ReadLine> lines) {
    return !lines.isEmpty() && profile.mayBeginWith(lines.get(0).line().raw());
  }

  private static UspsProfilePreviewJson preview(List<ReadLine> lines, boolean isRecognized) {
    return new UspsProfilePreviewJson(
        isRecognized, lines.stream().map(UspsAnswerLineJson::of).toList());
  }
}
