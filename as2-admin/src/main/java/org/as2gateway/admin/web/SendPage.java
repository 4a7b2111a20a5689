package org.as2gateway.admin.web;

import io.javalin.http.Context;
import io.javalin.http.UploadedFile;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.as2gateway.Gateway.OperationRefused;
import org.as2gateway.admin.api.Caller;
import org.as2gateway.admin.api.GatewayAccess;
import org.as2gateway.admin.api.MessageActions;
import org.as2gateway.admin.api.Route;
import org.as2gateway.identity.Role;
import org.as2gateway.messagelog.MessageRecord;
import org.as2gateway.partnership.Partnership;
import org.as2gateway.registry.Registry;
import org.jspecify.annotations.Nullable;

/**
 * Sends a file. With JavaScript the page streams it to the API and shows how far it is; without, it
 * comes here as a form.
 */
final class SendPage {
  private static final String PATH = "/send";

  private final Screen screen;
  private final GatewayAccess gateway;
  private final MessageActions actions;
  private final Clock clock;

  SendPage(Screen screen, GatewayAccess gateway, MessageActions actions, Clock clock) {
    this.screen = screen;
    this.gateway = gateway;
    this.actions = actions;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        Route.page(PATH, "Send a file", context -> show(context, null)).by(Role.OPERATOR),
        Route.upload(PATH, "Send a file", this::send).by(Role.OPERATOR));
  }

  private void show(Context context, @Nullable String error) {
    Registry registry = gateway.registry();
    List<String> ways =
        registry.partnerships().partnerships().stream()
            .filter(registry::isOutbound)
            .filter(way -> registry.missingToSend(way, clock.instant()).isEmpty())
            .map(Partnership::name)
            .sorted()
            .toList();
    String chosen = Optional.ofNullable(context.queryParam("partnership")).orElse("");
    screen.show(context, "send", "Send", new SendView(ways, chosen, error));
  }

  private void send(Context context) throws IOException {
    Caller caller = Caller.of(context);
    caller.requireToken(Optional.ofNullable(context.formParam("csrf")));
    @Nullable UploadedFile file = context.uploadedFile("file");
    if (file == null || file.filename().isEmpty()) {
      context.status(400);
      show(context, "Choose a file first.");
      return;
    }
    String subject = Forms.text(context, "subject").strip();
    MessageActions.Submission submission =
        new MessageActions.Submission(
            Forms.text(context, "partnership"),
            file.filename(),
            Optional.ofNullable(file.contentType()),
            subject.isEmpty() ? Optional.empty() : Optional.of(subject));
    try (InputStream content = file.content()) {
      MessageRecord message = actions.submit(caller, submission, content);
      screen.goOn(context, MessagesPage.PATH + "/" + message.id(), "Queued.");
    } catch (OperationRefused e) {
      context.status(409);
      show(context, e.getMessage());
    }
  }
}
