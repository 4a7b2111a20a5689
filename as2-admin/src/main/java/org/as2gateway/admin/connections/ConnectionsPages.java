package org.as2gateway.admin.connections;

import io.javalin.http.Context;
import java.util.List;
import org.as2gateway.admin.page.Screen;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.Route;
import org.as2gateway.people.accounts.Role;

/** The page of accounts and servers. */
public final class ConnectionsPages {
  private static final String PATH = "/connections";

  private final Screen screen;
  private final ConnectionsDesk desk;

  /** The pages of that desk. */
  public ConnectionsPages(Screen screen, ConnectionsDesk desk) {
    this.screen = screen;
    this.desk = desk;
  }

  public List<Route> routes() {
    return List.of(
        Route.page(PATH, "Show accounts and servers", this::show).by(Role.VIEWER),
        Route.form(PATH + "/pdx/{name}/check", "Check an account of PDX", this::check)
            .by(Role.OPERATOR),
        Route.form(PATH + "/sftp/{name}/take-again", "Read refused files again", this::takeAgain)
            .by(Role.OPERATOR));
  }

  private void show(Context context) {
    List<ConnectionsView.Offered> offered =
        desk.receiving().stream()
            .map(name -> new ConnectionsView.Offered(name, desk.files(name)))
            .toList();
    screen.show(
        context,
        "connections/connections",
        "Connections",
        new ConnectionsView(desk.accounts(), offered, desk.left()));
  }

  private void check(Context context) {
    ConnectionsDesk.Checked checked = desk.check(Caller.of(context), context.pathParam("name"));
    screen.redirect(context, PATH, checked.text() + ".");
  }

  private void takeAgain(Context context) {
    desk.takeAgain(Caller.of(context), context.pathParam("name"));
    screen.redirect(context, PATH, "The refused files are read again at the next look.");
  }
}
