package org.as2gateway.admin.messages;

import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import org.as2gateway.admin.page.Forms;
import org.as2gateway.admin.page.Screen;
import org.as2gateway.admin.page.Zone;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.Route;
import org.as2gateway.people.accounts.JdbcSavedViews;
import org.as2gateway.people.accounts.Role;

/** How a person likes the list of messages: filters under names, and details. */
public final class SavedViews {
  private static final int MAX_NAME = 40;

  private final Screen screen;
  private final JdbcSavedViews views;

  /** The lists kept there. */
  public SavedViews(Screen screen, JdbcSavedViews views) {
    this.screen = screen;
    this.views = views;
  }

  public List<Route> routes() {
    return List.of(
        Route.form(MessagesPage.PATH + "/views", "Save or remove a filter", this::save)
            .by(Role.VIEWER),
        Route.form(MessagesPage.PATH + "/details", "Choose what rows show", this::details)
            .by(Role.VIEWER));
  }

  /** What the lists of the one who asks ask for, by their names. */
  Map<String, String> of(Context context) {
    return views.of(user(context));
  }

  private static String user(Context context) {
    return Caller.of(context).actor().name();
  }

  private void save(Context context) {
    MessageFilter filter = filter(context);
    String name = Forms.text(context, "name").strip();
    if (name.isEmpty() || name.length() > MAX_NAME) {
      throw new ProblemException(
          422, "the name has " + name.length() + " characters, expected 1 to " + MAX_NAME);
    }
    String back = filter.at(MessagesPage.PATH);
    if (Forms.text(context, "do").equals("remove")) {
      views.remove(user(context), name);
      screen.redirect(context, back, "The view was removed.");
    } else if (views.put(user(context), name, filter.query())) {
      screen.redirect(context, back, "The view was saved.");
    } else {
      throw new ProblemException(
          409, "you have " + JdbcSavedViews.MOST + " saved views; remove one first");
    }
  }

  private void details(Context context) {
    ListDetail.choose(context);
    screen.redirect(context, filter(context).at(MessagesPage.PATH));
  }

  private static MessageFilter filter(Context context) {
    return MessageFilter.ofQueryString(Forms.text(context, "list"), Zone.of(context));
  }
}
