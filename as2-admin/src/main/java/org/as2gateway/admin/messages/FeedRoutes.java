package org.as2gateway.admin.messages;

import io.javalin.http.Context;
import java.util.List;
import org.as2gateway.Gateway;
import org.as2gateway.admin.port.Json;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.Route;
import org.as2gateway.admin.port.Text;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.store.feed.FeedEntry;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

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
        Route.get("/api/v1/events", "List what happened to messages, oldest first", this::list)
            .by(Role.VIEWER));
  }

  private void list(Context context) {
    long after = number(context, "cursor", 0, 0, Long.MAX_VALUE);
    int limit = (int) number(context, "limit", DEFAULT_LIMIT, 1, MOST);
    List<FeedEntry> entries = gateway.feed().read(after, limit);
    ObjectNode json = Json.object();
    ArrayNode events = json.putArray("events");
    entries.forEach(entry -> events.add(json(entry)));
    long last = entries.isEmpty() ? after : entries.get(entries.size() - 1).position();
    json.put("next", String.valueOf(last));
    Json.answer(context, 200, json);
  }

  private static ObjectNode json(FeedEntry entry) {
    ObjectNode json = Json.object();
    json.put("position", entry.position());
    json.put("message", entry.messageId());
    json.setAll(MessageJson.event(entry.event()));
    return json;
  }

  private static long number(Context context, String name, long otherwise, long least, long most) {
    String text = context.queryParam(name);
    if (text == null) {
      return otherwise;
    }
    long number = text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
    if (number < least || number > most) {
      throw new ProblemException(
          400,
          name
              + " is '"
              + Text.cut(text)
              + "', expected "
              + (name.equals("cursor")
                  ? "the 'next' value of the previous answer"
                  : "a number from " + least + " to " + most));
    }
    return number;
  }
}
