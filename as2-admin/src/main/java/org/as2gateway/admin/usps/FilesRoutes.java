package org.as2gateway.admin.usps;

import io.javalin.http.Context;
import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.as2gateway.Gateway;
import org.as2gateway.admin.port.BodyType;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.Description;
import org.as2gateway.admin.port.JsonBody;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.QueryParameter;
import org.as2gateway.admin.port.RequestDocument;
import org.as2gateway.admin.port.Route;
import org.as2gateway.admin.port.Text;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.usps.ledger.FileQuery;
import org.as2gateway.usps.ledger.FileState;
import org.as2gateway.usps.ledger.UspsFile;

/** The USPS ledger: files by electronic file number. */
public final class FilesRoutes {
  private static final String FILES = "/api/v1/usps/files";
  private static final String FILE = FILES + "/{efn}";
  private static final int DEFAULT_LIMIT = 100;
  private static final int MOST = 1000;

  private final FilesDesk desk;
  private final FileEvidence evidence;

  /** The routes of that gateway. */
  public FilesRoutes(Gateway gateway, Clock clock) {
    this.desk = new FilesDesk(gateway, clock);
    this.evidence = new FileEvidence(gateway, clock, desk);
  }

  public List<Route> routes() {
    return List.of(
        Route.get(FILES, "List files that go to USPS", UspsFilesJson.class, this::list)
            .asking(
                QueryParameter.word("state", FileState.class),
                QueryParameter.text("efn"),
                QueryParameter.text("mid").says("mailer ID of the header"),
                QueryParameter.text("owner").says("only of mailer IDs of that owner"),
                QueryParameter.text("partnership"),
                QueryParameter.text("cursor").says("'next' of the previous page"),
                QueryParameter.number("limit", 1, MOST))
            .by(Role.VIEWER),
        Route.get(
                FILE,
                "Show a file that goes to USPS",
                UspsFileDetailJson.class,
                context -> desk.detail(desk.require(context.pathParam("efn"))))
            .by(Role.VIEWER),
        Route.get(
                FILE + "/evidence",
                "Download all that proves what became of a file as a zip file",
                BodyType.of("application/zip"),
                this::evidence)
            .by(Role.OPERATOR),
        Route.post(
                FILE + "/accept",
                "Mark a file as accepted by USPS",
                UspsFileJson.class,
                this::accept)
            .takes(AcceptUspsFile.class)
            .by(Role.OPERATOR));
  }

  private void evidence(Context context) throws IOException {
    UspsFile file = desk.require(context.pathParam("efn"));
    context.contentType("application/zip");
    context.header(
        "Content-Disposition", "attachment; filename=\"USPS_" + file.efn() + "_evidence.zip\"");
    evidence.write(Caller.of(context), file, context.outputStream());
  }

  /** How it is known that a file was accepted. */
  private record AcceptUspsFile(@Description("how you know it, at most 500 characters") String note)
      implements RequestDocument {}

  private UspsFilesJson list(Context context) {
    Optional<String> owner = value(context, "owner");
    List<String> mailerIds =
        owner.isPresent() ? desk.mailerIdsOf(owner.get()) : value(context, "mid").stream().toList();
    if (owner.isPresent() && mailerIds.isEmpty()) {
      return new UspsFilesJson(List.of(), null);
    }
    return desk.list(
        new FileQuery(
            state(context).stream().toList(),
            value(context, "efn"),
            mailerIds,
            value(context, "partnership"),
            cursor(context),
            limit(context)));
  }

  private static Optional<String> value(Context context, String name) {
    return Optional.ofNullable(context.queryParam(name)).filter(text -> !text.isEmpty());
  }

  private static Optional<FileState> state(Context context) {
    Optional<String> text = value(context, "state");
    Optional<FileState> state = text.flatMap(FileState::parse);
    if (text.isPresent() && state.isEmpty()) {
      String known =
          Arrays.stream(FileState.values()).map(FileState::text).collect(Collectors.joining(", "));
      throw unexpected("state", text.get(), "one of " + known);
    }
    return state;
  }

  private static OptionalLong cursor(Context context) {
    Optional<String> text = value(context, "cursor");
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    if (!text.get().matches("[0-9]{1,18}")) {
      throw unexpected("cursor", text.get(), "the 'next' value of a list");
    }
    return OptionalLong.of(Long.parseLong(text.get()));
  }

  private static int limit(Context context) {
    String text = value(context, "limit").orElse(Integer.toString(DEFAULT_LIMIT));
    int limit = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
    if (limit < 1 || limit > MOST) {
      throw unexpected("limit", text, "a number from 1 to " + MOST);
    }
    return limit;
  }

  private static ProblemException unexpected(String name, String found, String expected) {
    return new ProblemException(
        400, "'" + name + "' is '" + Text.cut(found) + "', expected " + expected);
  }

  private UspsFileJson accept(Context context) throws IOException {
    String note = JsonBody.orEmpty(context).text("note").orElse("");
    return desk.json(desk.accept(Caller.of(context).actor(), context.pathParam("efn"), note));
  }
}
