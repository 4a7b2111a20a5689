package org.as2gateway.admin.messages;

import io.javalin.http.Context;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.as2gateway.Gateway;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.Description;
import org.as2gateway.admin.port.JsonBody;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.RequestDocument;
import org.as2gateway.admin.port.Route;
import org.as2gateway.delivery.RefusedOperation;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.store.log.MessageRecord;

/** Messages that do not get through, sent another way because a person decides so. */
public final class FallbackRoutes {
  private final MessageActions actions;

  /** The routes of that gateway. */
  public FallbackRoutes(Gateway gateway, Clock clock) {
    this.actions = new MessageActions(gateway, clock);
  }

  public List<Route> routes() {
    return List.of(
        Route.post(
                "/api/v1/messages/{id}/send-by-fallback",
                "Send the files of a message on the partnership of gw.fallback instead",
                AcceptedJson.class,
                this::send)
            .status(202)
            .takes(SendByFallback.class)
            .by(Role.OPERATOR));
  }

  /** Why it goes another way. */
  private record SendByFallback(@Description("why, at most 500 characters") String reason)
      implements RequestDocument {}

  private AcceptedJson send(Context context) throws IOException {
    MessageRecord message = actions.require(context.pathParam("id"));
    String reason = BlockedRoutes.reason(JsonBody.orEmpty(context).text("reason").orElse(""));
    try {
      return AcceptedJson.of(actions.sendByFallback(Caller.of(context), message, reason));
    } catch (RefusedOperation e) {
      throw ProblemException.of(e);
    }
  }
}
