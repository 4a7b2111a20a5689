package org.as2gateway.admin.messages;

import static org.as2gateway.admin.port.QueryParameter.number;
import static org.as2gateway.admin.port.QueryParameter.text;

import io.javalin.http.Context;
import java.util.List;
import org.as2gateway.Gateway;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.Route;
import org.as2gateway.admin.port.Text;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.store.feed.FeedEntry;

/** What happened to all messages, after a cursor. */
public final class FeedRoutes {
  private static final int DEFAULT_LIMIT = 100;
  private static final int MOST = 1000;

  private final Gateway gateway;

  /** The feed of that gateway. */
  public FeedRoutes(Gateway gateway) {
    this.gateway = gateway;
  }

  public List<Route> routes() {
    return List.of(
        Route.get(
                "/api/v1/events",
                "List what happened to messages, oldest first",
                FeedJson.class,
                this::list)
            .asking(
                text("cursor").says("'next' of the previous answer; absent for the oldest entry"),
                number("limit", 1, MOST))
            .by(Role.VIEWER));
  }

  private FeedJson list(Context context) {
    long after = parsed(context, "cursor", 0, 0, Long.MAX_VALUE);
    int limit = (int) parsed(context, "limit", DEFAULT_LIMIT, 1, MOST);
    List<FeedEntry> entries = gateway.feed().read(after, limit);
    return FeedJson.of(entries, after);
  }

  private static long parsed(Context context, String name, long otherwise, long least, long most) {
    String value = context.queryParam(name);
    if (value == null) {
      return otherwise;
    }
    long number = value.matches("[0-9]{1,18}") ? Long.parseLong(value) : -1;
    if (number < least || number > most) {
      throw new ProblemException(
          400,
          name
              + " is '"
              + Text.cut(value)
              + "', expected "
              + (name.equals("cursor")
                  ? "the 'next' value of the previous answer"
                  : "a number from " + least + " to " + most));
    }
    return number;
  }
}
