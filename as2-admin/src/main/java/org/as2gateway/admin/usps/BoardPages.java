package org.as2gateway.admin.usps;

import io.javalin.http.Context;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.as2gateway.Gateway;
import org.as2gateway.admin.page.Screen;
import org.as2gateway.admin.port.Route;
import org.as2gateway.people.accounts.Role;

/** What needs a person first, and all files that go to USPS. */
public final class BoardPages {
  private final Screen screen;
  private final BoardDesk desk;

  /** The board of that gateway. */
  public BoardPages(Screen screen, Gateway gateway, Clock clock) {
    this.screen = screen;
    this.desk = new BoardDesk(gateway, clock);
  }

  public List<Route> routes() {
    return List.of(
        Route.page(UspsTab.BOARD.path(), "The board of USPS files", this::show).by(Role.VIEWER));
  }

  /** A number that was typed leads to its file. */
  private void show(Context context) {
    String efn =
        Optional.ofNullable(context.queryParam("efn")).orElse("").replaceAll("[\\s-]+", "");
    if (!efn.isEmpty() && desk.has(efn)) {
      screen.redirect(context, FilePages.path(efn));
      return;
    }
    Optional<String> error =
        Optional.of(efn)
            .filter(text -> !text.isEmpty())
            .map(
                text ->
                    "No file has the number '"
                        + text
                        + "'. Files are kept for 120 days after their last change.");
    screen.show(context, "usps/board", "USPS", desk.view(BoardQuery.of(context), error));
  }
}
