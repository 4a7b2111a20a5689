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

/** Messages that a check before sending stopped. */
public final class BlockedRoutes {
  private static final String MESSAGE = "/api/v1/messages/{id}";
  private static final int MOST_REASON = 500;

  private final Gateway gateway;
  private final MessageActions actions;

  /** The routes of that gateway. */
  public BlockedRoutes(Gateway gateway, Clock clock) {
    this.gateway = gateway;
    this.actions = new MessageActions(gateway, clock);
  }

  public List<Route> routes() {
    return List.of(
        Route.get(
                MESSAGE + "/findings",
                "List what a check before sending found",
                FindingsJson.class,
                this::findings)
            .by(Role.VIEWER),
        Route.post(
                MESSAGE + "/send-anyway",
                "Send a blocked message",
                AcceptedJson.class,
                this::sendAnyway)
            .status(202)
            .takes(SendAnyway.class)
            .by(Role.OPERATOR),
        Route.post(
                MESSAGE + "/discard",
                "End a blocked message unsent",
                MessageJson.class,
                this::discard)
            .by(Role.OPERATOR));
  }

  /** Why a blocked message may be sent. */
  private record SendAnyway(
      @Description("why it may be sent, at most 500 characters") String reason)
      implements RequestDocument {}

  private FindingsJson findings(Context context) {
    return FindingsJson.of(gateway.inspection(find(context).id()));
  }

  private AcceptedJson sendAnyway(Context context) throws IOException {
    MessageRecord message = find(context);
    String reason = reason(JsonBody.orEmpty(context).text("reason").orElse(""));
    try {
      MessageRecord after = actions.sendAnyway(Caller.of(context), message, reason);
      return AcceptedJson.of(after);
    } catch (RefusedOperation e) {
      throw ProblemException.of(e);
    }
  }

  private MessageJson discard(Context context) {
    MessageRecord message = find(context);
    try {
      MessageRecord after = actions.discard(Caller.of(context), message);
      return MessageJson.of(after, MessageRelations.of(gateway, List.of(after)));
    } catch (RefusedOperation e) {
      throw ProblemException.of(e);
    }
  }

  private MessageRecord find(Context context) {
    return actions.require(context.pathParam("id"));
  }

  /**
   * The reason as it is recorded.
   *
   * @throws ProblemException with status 422 if it is blank or too long
   */
  public static String reason(String text) {
    String reason = text.strip();
    if (reason.isEmpty() || reason.length() > MOST_REASON) {
      throw new ProblemException(
          422,
          "'reason' has "
              + reason.length()
              + " characters, expected 1 to "
              + MOST_REASON
              + ": say why the message may be sent");
    }
    return reason;
  }
}
