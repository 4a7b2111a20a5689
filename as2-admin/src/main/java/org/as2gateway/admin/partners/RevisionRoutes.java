package org.as2gateway.admin.partners;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.Json;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.Route;
import org.as2gateway.admin.registry.Edits;
import org.as2gateway.admin.registry.Registrar;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.registry.Revision;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

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
        Route.get(REVISIONS, "List revisions of the registry, newest first", this::list)
            .by(Role.VIEWER),
        Route.get(REVISION, "Show a revision with its partnerships.xml", this::one).by(Role.VIEWER),
        Route.post(
                REVISION + "/roll-back", "Roll partnerships.xml back to a revision", this::rollBack)
            .by(Role.PARTNER_MANAGER));
  }

  private void list(Context context) {
    String limit = Optional.ofNullable(context.queryParam("limit")).orElse("" + USUAL);
    if (!limit.matches("[1-9]\\d{0,2}") || Integer.parseInt(limit) > MOST) {
      throw new ProblemException(400, "limit is not valid, expected a number from 1 to " + MOST);
    }
    ObjectNode json = Json.object();
    ArrayNode list = json.putArray("revisions");
    registrar
        .editor()
        .revisions(Integer.parseInt(limit))
        .forEach(revision -> list.add(header(revision)));
    Json.answer(context, 200, json);
  }

  private static ObjectNode header(Revision revision) {
    ObjectNode json = Json.object();
    json.put("number", revision.number());
    json.put("at", Json.time(revision.at()));
    json.put("author", revision.author());
    json.put("difference", revision.difference());
    return json;
  }

  private void one(Context context) {
    Revision revision =
        registrar
            .editor()
            .revision(number(context))
            .orElseThrow(() -> new ProblemException(404, "revision not found"));
    ObjectNode json = header(revision);
    json.put("text", revision.text());
    ArrayNode certificates = json.putArray("certificates");
    revision.certificates().forEach(certificates::add);
    Json.answer(context, 200, json);
  }

  private void rollBack(Context context) throws IOException {
    long number = number(context);
    Edits.make(
        () -> {
          registrar.rollBack(Caller.of(context).actor(), number);
          return number;
        });
    Json.answer(context, 200, header(registrar.editor().revisions(1).get(0)));
  }

  private static long number(Context context) {
    String number = context.pathParam("number");
    if (!number.matches("\\d{1,18}")) {
      throw new ProblemException(404, "revision not found, expected a number");
    }
    return Long.parseLong(number);
  }
}
