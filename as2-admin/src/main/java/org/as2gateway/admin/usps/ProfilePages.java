package org.as2gateway.admin.usps;

import io.javalin.http.Context;
import java.io.IOException;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.Gateway;
import org.as2gateway.admin.page.Forms;
import org.as2gateway.admin.page.Screen;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.Route;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.usps.answers.AnswerFile;
import org.as2gateway.usps.answers.Answers.ReadLine;
import org.as2gateway.usps.answers.Profile;
import org.as2gateway.usps.answers.Profile.Meaning;
import org.as2gateway.usps.answers.Profile.Split;
import org.as2gateway.usps.answers.ProfileText;
import org.jspecify.annotations.Nullable;

/** Profiles that read answers: learned from a sample, with a preview. */
public final class ProfilePages {
  static final String NEW = "new";
  private static final String PATH = "/usps/profiles";
  private static final String ONE = PATH + "/{id}";

  private final Screen screen;
  private final Gateway gateway;
  private final AnswerDesk desk;

  /** Pages about that gateway. */
  public ProfilePages(Screen screen, Gateway gateway, Clock clock) {
    this.screen = screen;
    this.gateway = gateway;
    this.desk = new AnswerDesk(gateway, clock);
  }

  /** All of them. */
  public List<Route> routes() {
    return List.of(
        Route.page(PATH, "Profiles of USPS answers", this::list).by(Role.VIEWER),
        Route.page(ONE, "Profile of USPS answers", this::form).by(Role.OPERATOR),
        Route.form(ONE, "Save a profile of USPS answers", this::save).by(Role.OPERATOR),
        Route.form(ONE + "/remove", "Remove a profile of USPS answers", this::remove)
            .by(Role.OPERATOR),
        Route.form(ONE + "/undo", "Take back a change of a profile of USPS answers", this::undo)
            .by(Role.OPERATOR));
  }

  private void list(Context context) {
    screen.show(
        context,
        "usps/profiles",
        "Profiles of USPS answers",
        new ProfilesView(desk.answers().profiles().all(), desk.removed()));
  }

  private void form(Context context) throws IOException {
    String id = context.pathParam("id");
    Optional<AnswerFile> sample = sample(context.queryParam("answer"));
    ProfileDraft draft =
        id.equals(NEW)
            ? ProfileDraft.forFile(sample.map(AnswerFile::filename).orElse(""))
            : ProfileDraft.of(desk.requireProfile(id));
    show(context, draft, sample, null);
  }

  private Optional<AnswerFile> sample(@Nullable String id) {
    return id == null || id.isBlank() ? Optional.empty() : Optional.of(desk.require(id));
  }

  private void show(
      Context context, ProfileDraft draft, Optional<AnswerFile> sample, @Nullable String error)
      throws IOException {
    String id = context.pathParam("id");
    Optional<Profile> profile = Optional.empty();
    try {
      profile = Optional.of(draft.profile(""));
    } catch (IllegalArgumentException e) {
      // incomplete; said when it is saved or previewed
    }
    List<ReadLine> lines =
        sample.isPresent()
            ? desk.lines(sample.get(), profile, ProfileRoutes.PREVIEWED_LINES)
            : List.of();
    boolean isRecognized =
        profile.isPresent()
            && sample.filter(file -> isFor(draft, file)).isPresent()
            && ProfileRoutes.begins(profile.get(), lines);
    screen.show(
        context,
        "usps/profile",
        id.equals(NEW) ? "Learn a profile" : "Profile of USPS answers",
        new ProfileView(
            id,
            ProfileView.draft(draft),
            sample.orElse(null),
            fields(draft, lines),
            lines.stream().map(AnswerView.Line::of).toList(),
            partnerships(),
            desk.answers().profiles().revisions(id),
            new ProfileView.Message(error, isRecognized)));
  }

  private static boolean isFor(ProfileDraft draft, AnswerFile file) {
    return draft.profile("").isFor(file.partnership(), file.filename());
  }

  /** Fields of the first line that counts, so that people see their numbers. */
  private static List<String> fields(ProfileDraft draft, List<ReadLine> lines) {
    String typed = draft.skippedLines().strip();
    int skipped = typed.matches("[0-9]{1,3}") ? Integer.parseInt(typed) : 0;
    String separator = ProfileText.separator(draft.separator().strip());
    if (skipped >= lines.size() || separator.length() != 1) {
      return List.of();
    }
    return ProfileView.fields(lines.get(skipped).line().raw(), new Split(separator));
  }

  private List<String> partnerships() {
    return gateway.registry().partnerships().partnerships().stream()
        .filter(partnership -> partnership.usps().isForAnswers())
        .map(Partnership::name)
        .toList();
  }

  private void save(Context context) throws IOException {
    ProfileDraft draft = draft(context);
    String id = context.pathParam("id");
    Optional<AnswerFile> sample = sample(context.formParam("answer"));
    try {
      Profile profile = draft.profile(id.equals(NEW) ? "" : desk.requireProfile(id).id());
      if (context.formParam("preview") != null) {
        show(context, draft, sample, null);
        return;
      }
      desk.save(Caller.of(context), profile);
      screen.redirect(
          context,
          sample.map(file -> AnswerPages.PATH + "/" + file.id()).orElse(PATH),
          "The profile was saved; files that wait are read again.");
    } catch (IllegalArgumentException e) {
      context.status(422);
      show(context, draft, sample, e.getMessage());
    }
  }

  private static ProfileDraft draft(Context context) {
    Map<Meaning, String> places = new EnumMap<>(Meaning.class);
    for (Meaning meaning : Meaning.values()) {
      places.put(meaning, Forms.text(context, "column-" + meaning.text()));
    }
    return new ProfileDraft(
        Forms.text(context, "name"),
        Forms.text(context, "partnership"),
        Forms.text(context, "files"),
        Forms.text(context, "firstLine"),
        Forms.text(context, "skippedLines"),
        Forms.text(context, "separator"),
        places,
        new ProfileDraft.WordLists(
            Forms.text(context, "accepted"),
            Forms.text(context, "rejected"),
            Forms.text(context, "warning"),
            Forms.text(context, "fileKinds"),
            Forms.text(context, "pieceKinds"),
            !Forms.text(context, "acceptedWithoutMessage").isEmpty()));
  }

  private void remove(Context context) {
    desk.remove(Caller.of(context), desk.requireProfile(context.pathParam("id")));
    screen.redirect(context, PATH, "The profile was removed; what it has read is read again.");
  }

  private void undo(Context context) throws ProblemException {
    Optional<Profile> now = desk.undo(Caller.of(context), context.pathParam("id"));
    screen.redirect(
        context,
        now.map(profile -> PATH + "/" + profile.id()).orElse(PATH),
        "The change was taken back.");
  }
}
