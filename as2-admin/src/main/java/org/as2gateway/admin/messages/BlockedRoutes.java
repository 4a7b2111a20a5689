package org.as2gateway.admin.messages;

import io.javalin.http.Context;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.as2gateway.Gateway;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.Json;
import org.as2gateway.admin.port.JsonBody;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.Route;
import org.as2gateway.delivery.RefusedOperation;
import org.as2gateway.delivery.gate.Finding;
import org.as2gateway.delivery.gate.Inspection;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.store.log.MessageRecord;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

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
        Route.get(MESSAGE + "/findings", "List what a check before sending found", this::findings)
            .by(Role.VIEWER),
        Route.post(MESSAGE + "/send-anyway", "Send a blocked message", this::sendAnyway)
            .by(Role.OPERATOR),
        Route.post(MESSAGE + "/discard", "End a blocked message unsent", this::discard)
            .by(Role.OPERATOR));
  }

  private void findings(Context context) {
    MessageRecord message = find(context);
    Json.answer(context, 200, json(gateway.inspection(message.id())));
  }

  private void sendAnyway(Context context) throws IOException {
    MessageRecord message = find(context);
    String reason = reason(JsonBody.orEmpty(context).text("reason").orElse(""));
    try {
      MessageRecord after = actions.sendAnyway(Caller.of(context), message, reason);
      ObjectNode json = Json.object();
      json.put("id", after.id());
      json.put("messageId", after.messageId());
      Json.answer(context, 202, json);
    } catch (RefusedOperation e) {
      throw ProblemException.of(e);
    }
  }

  private void discard(Context context) {
    MessageRecord message = find(context);
    try {
      MessageRecord after = actions.discard(Caller.of(context), message);
      Json.answer(context, 200, MessageJson.message(after, null));
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
  static String reason(String text) {
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

  private static ObjectNode json(Optional<Inspection> inspection) {
    ObjectNode json = Json.object();
    json.put("stopped", inspection.map(Inspection::isStopped).orElse(false));
    ArrayNode findings = json.putArray("findings");
    inspection.ifPresent(known -> known.findings().forEach(f -> findings.add(json(f))));
    Inspection.Approval approval = inspection.map(Inspection::approval).orElse(null);
    if (approval == null) {
      json.putNull("approval");
    } else {
      json.putObject("approval")
          .put("by", approval.by())
          .put("at", Json.time(approval.at()))
          .put("reason", approval.reason());
    }
    return json;
  }

  private static ObjectNode json(Finding finding) {
    return Json.object()
        .put("id", finding.rule())
        .put("severity", finding.level().text())
        .put("file", finding.file())
        .put("line", finding.line())
        .put("field", finding.field())
        .put("found", finding.found())
        .put("expected", finding.expected())
        .put("remedy", finding.remedy());
  }
}
