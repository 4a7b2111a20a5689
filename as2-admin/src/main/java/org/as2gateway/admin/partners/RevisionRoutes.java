package org.as2gateway.admin.partners;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.as2gateway.admin.partners.RevisionJson.RevisionsJson;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.QueryParameter;
import org.as2gateway.admin.port.Route;
import org.as2gateway.admin.registry.Edits;
import org.as2gateway.admin.registry.Registrar;
import org.as2gateway.people.accounts.Role;

/** The registry's revisions: to compare, and to go back to. */
public final class RevisionRoutes {
  private static final String REVISIONS = "/api/v1/registry/revisions";
  private static final String REVISION = REVISIONS + "/{number}";
  private static final int USUAL = 50;
  private static final int MOST = 500;

  private final Registrar registrar;

  public RevisionRoutes(Registrar registrar) {
    this.registrar = registrar;
  }

  public List<Route> routes() {
    return List.of(
        Route.get(
                REVISIONS,
                "List revisions of the registry, newest first",
                RevisionsJson.class,
                this::list)
            .asking(QueryParameter.number("limit", 1, MOST))
            .by(Role.VIEWER),
        Route.get(
                REVISION,
                "Show a revision with its partnerships.xml",
                RevisionJson.class,
                this::one)
            .by(Role.VIEWER),
        Route.post(
                REVISION + "/roll-back",
                "Roll partnerships.xml back to a revision",
                RevisionJson.class,
                this::rollBack)
            .by(Role.PARTNER_MANAGER));
  }

  private RevisionsJson list(Context context) {
    String limit = Optional.ofNullable(context.queryParam("limit")).orElse("" + USUAL);
    if (!limit.matches("[1-9]\\d{0,2}") || Integer.parseInt(limit) > MOST) {
      throw new ProblemException(400, "limit is not valid, expected a number from 1 to " + MOST);
    }
    return new RevisionsJson(
        registrar.editor().revisions(Integer.parseInt(limit)).stream()
            .map(RevisionJson::header)
            .toList());
  }

  private RevisionJson one(Context context) {
    return registrar
        .editor()
        .revision(number(context))
        .map(RevisionJson::of)
        .orElseThrow(() -> new ProblemException(404, "revision not found"));
  }

  private RevisionJson rollBack(Context context) throws IOException {
    long number = number(context);
    Edits.make(
        () -> {
          registrar.rollBack(Caller.of(context).actor(), number);
          return number;
        });
    return RevisionJson.header(registrar.editor().revisions(1).get(0));
  }

  private static long number(Context context) {
    String number = context.pathParam("number");
    if (!number.matches("\\d{1,18}")) {
      throw new ProblemException(404, "revision not found, expected a number");
    }
    return Long.parseLong(number);
  }
}
