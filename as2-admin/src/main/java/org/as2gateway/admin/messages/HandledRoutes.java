package org.as2gateway.admin.messages;

import io.javalin.http.Context;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.as2gateway.Gateway;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.Description;
import org.as2gateway.admin.port.JsonBody;
import org.as2gateway.admin.port.RequestDocument;
import org.as2gateway.admin.port.Route;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.store.log.MessageRecord;
import org.jspecify.annotations.Nullable;

/** Failures that somebody has dealt with. */
public final class HandledRoutes {
  private static final String HANDLED = "/api/v1/messages/{id}/handled";

  private final Gateway gateway;
  private final MessageActions actions;

  /** The routes of that gateway. */
  public HandledRoutes(Gateway gateway, Clock clock) {
    this.gateway = gateway;
    this.actions = new MessageActions(gateway, clock);
  }

  public List<Route> routes() {
    return List.of(
        Route.post(
                HANDLED,
                "Mark a failed or refused message as handled",
                MessageJson.class,
                this::mark)
            .takes(Note.class)
            .by(Role.OPERATOR),
        Route.delete(HANDLED, "Mark a message as not handled", this::unmark).by(Role.OPERATOR));
  }

  /** What was done. */
  private record Note(@Description("what was done, at most 500 characters") @Nullable String note)
      implements RequestDocument {}

  private MessageJson mark(Context context) throws IOException {
    MessageRecord message = find(context);
    String note = JsonBody.orEmpty(context).text("note").orElse("");
    actions.markHandled(Caller.of(context), message, note);
    return MessageJson.of(message, MessageRelations.of(gateway, List.of(message)));
  }

  private void unmark(Context context) {
    actions.unmarkHandled(Caller.of(context), find(context));
    context.status(204);
  }

  private MessageRecord find(Context context) {
    return actions.require(context.pathParam("id"));
  }
}
