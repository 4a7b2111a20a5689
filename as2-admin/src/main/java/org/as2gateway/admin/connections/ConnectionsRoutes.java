package org.as2gateway.admin.connections;

import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import org.as2gateway.admin.connections.ConnectionsJson.LeftFilesJson;
import org.as2gateway.admin.connections.ConnectionsJson.PdxAccountJson;
import org.as2gateway.admin.connections.ConnectionsJson.PdxAccountsJson;
import org.as2gateway.admin.connections.ConnectionsJson.PdxCheckJson;
import org.as2gateway.admin.connections.ConnectionsJson.PdxFileJson;
import org.as2gateway.admin.connections.ConnectionsJson.PdxFilesJson;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.QueryParameter;
import org.as2gateway.admin.port.Route;
import org.as2gateway.people.accounts.Role;

/** Accounts of PDX, the files it offered, and files that stay on SFTP servers. */
public final class ConnectionsRoutes {
  private static final String ACCOUNTS = "/api/v1/pdx/accounts";
  private static final String FILES = "/api/v1/pdx/files";
  private static final String LEFT = "/api/v1/sftp/left-files";
  private static final String PARTNERSHIP = "partnership";

  private final ConnectionsDesk desk;

  /** The routes of that desk. */
  public ConnectionsRoutes(ConnectionsDesk desk) {
    this.desk = desk;
  }

  public List<Route> routes() {
    return List.of(
        Route.get(ACCOUNTS, "List accounts of PDX", PdxAccountsJson.class, c -> accounts())
            .by(Role.VIEWER),
        Route.post(
                ACCOUNTS + "/{name}/check",
                "Sign in to PDX with the account of a partnership",
                PdxCheckJson.class,
                this::check)
            .by(Role.OPERATOR),
        Route.get(
                FILES,
                "List files that PDX offered on a partnership",
                PdxFilesJson.class,
                this::files)
            .asking(QueryParameter.text(PARTNERSHIP).says("name of the partnership"))
            .by(Role.VIEWER),
        Route.get(
                LEFT,
                "List files that stay on the SFTP servers of partners",
                LeftFilesJson.class,
                c -> LeftFilesJson.of(desk.left()))
            .by(Role.VIEWER),
        Route.post(
                LEFT + "/{name}/take-again",
                "Read files that were refused on a partnership again",
                LeftFilesJson.class,
                this::takeAgain)
            .by(Role.OPERATOR));
  }

  private PdxAccountsJson accounts() {
    return new PdxAccountsJson(desk.accounts().stream().map(PdxAccountJson::of).toList());
  }

  private PdxCheckJson check(Context context) {
    ConnectionsDesk.Checked checked = desk.check(Caller.of(context), context.pathParam("name"));
    return new PdxCheckJson(checked.isGood(), checked.text());
  }

  private PdxFilesJson files(Context context) {
    String partnership =
        Optional.ofNullable(context.queryParam(PARTNERSHIP))
            .orElseThrow(() -> new ProblemException(400, "'partnership' is missing"));
    return new PdxFilesJson(desk.files(partnership).stream().map(PdxFileJson::of).toList());
  }

  private LeftFilesJson takeAgain(Context context) {
    desk.takeAgain(Caller.of(context), context.pathParam("name"));
    return LeftFilesJson.of(desk.left());
  }
}
