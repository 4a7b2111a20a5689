package org.as2gateway.admin.messages;

import io.javalin.http.Context;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.as2gateway.Gateway;
import org.as2gateway.admin.messages.FallbackJson.ResultsJson;
import org.as2gateway.admin.messages.FallbackJson.WaitingJson;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.Description;
import org.as2gateway.admin.port.JsonBody;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.RequestDocument;
import org.as2gateway.admin.port.Route;
import org.as2gateway.delivery.RefusedOperation;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.store.log.MessageRecord;
import org.jspecify.annotations.Nullable;

/** Messages that do not get through, sent another way because a person decides so. */
public final class FallbackRoutes {
  private static final String MESSAGE = "/api/v1/messages/{id}";
  private static final String PARTNERSHIP = "/api/v1/partnerships/{name}";

  private final Gateway gateway;
  private final MessageActions actions;

  /** The routes of that gateway. */
  public FallbackRoutes(Gateway gateway, Clock clock) {
    this.gateway = gateway;
    this.actions = new MessageActions(gateway, clock);
  }

  public List<Route> routes() {
    return List.of(
        Route.get(
                MESSAGE + "/fallback",
                "Show how a message can be sent another way, and what is at stake",
                FallbackJson.class,
                this::offer)
            .by(Role.VIEWER),
        Route.post(
                MESSAGE + "/send-by-fallback",
                "Send the files of a message on the partnership of gw.fallback instead",
                AcceptedJson.class,
                this::send)
            .status(202)
            .takes(SendByFallback.class)
            .by(Role.OPERATOR),
        Route.post(
                MESSAGE + "/told",
                "Record that the partner was told about the duplicate delivery",
                MessageJson.class,
                this::tell)
            .takes(ToldNote.class)
            .by(Role.OPERATOR),
        Route.get(
                PARTNERSHIP + "/fallback",
                "List the messages of a partnership that can be sent another way",
                WaitingJson.class,
                this::waiting)
            .by(Role.VIEWER),
        Route.post(
                PARTNERSHIP + "/send-by-fallback",
                "Send all these messages on the partnership of gw.fallback instead",
                ResultsJson.class,
                this::sendAll)
            .takes(SendByFallback.class)
            .by(Role.OPERATOR));
  }

  /** Why it goes another way. */
  private record SendByFallback(@Description("why, at most 500 characters") String reason)
      implements RequestDocument {}

  /** What the partner was told. */
  private record ToldNote(
      @Description("what was said, at most 500 characters") @Nullable String note)
      implements RequestDocument {}

  private FallbackJson offer(Context context) {
    return FallbackJson.of(FallbackStakes.of(gateway, actions.require(context.pathParam("id"))));
  }

  private AcceptedJson send(Context context) throws IOException {
    MessageRecord message = actions.require(context.pathParam("id"));
    String reason = reason(context);
    try {
      return AcceptedJson.of(actions.sendByFallback(Caller.of(context), message, reason));
    } catch (RefusedOperation e) {
      throw ProblemException.of(e);
    }
  }

  private static String reason(Context context) throws IOException {
    return BlockedRoutes.reason(JsonBody.orEmpty(context).text("reason").orElse(""));
  }

  private MessageJson tell(Context context) throws IOException {
    MessageRecord message = actions.require(context.pathParam("id"));
    actions.tellTwice(
        Caller.of(context), message, JsonBody.orEmpty(context).text("note").orElse(""));
    return MessageJson.of(message, MessageRelations.of(gateway, List.of(message)));
  }

  private WaitingJson waiting(Context context) {
    return WaitingJson.of(
        gateway.otherWays().offered(actions.requirePartnership(context.pathParam("name"))));
  }

  private ResultsJson sendAll(Context context) throws IOException {
    String name = actions.requirePartnership(context.pathParam("name"));
    return ResultsJson.of(actions.sendAllByFallback(Caller.of(context), name, reason(context)));
  }
}
