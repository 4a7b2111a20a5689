package org.as2gateway.admin.web;

import io.javalin.http.Context;
import io.javalin.http.UploadedFile;
import java.io.IOException;
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
import org.as2gateway.payload.SubmittedFiles;
import org.as2gateway.payload.SubmittedFiles.SubmittedFile;
import org.as2gateway.registry.Registry;
import org.jspecify.annotations.Nullable;

/**
 * Sends files, several together as one message. With JavaScript the page streams them to the API
 * and shows how far it is; without, it comes here as a form.
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
    List<UploadedFile> files =
        context.uploadedFiles("file").stream().filter(f -> !f.filename().isEmpty()).toList();
    if (files.isEmpty()) {
      context.status(400);
      show(context, "Choose a file first.");
      return;
    }
    String subject = Forms.text(context, "subject").strip();
    try {
      MessageRecord message =
          actions.submit(
              caller,
              Forms.text(context, "partnership"),
              subject.isEmpty() ? Optional.empty() : Optional.of(subject),
              SubmittedFiles.of(
                  files.stream().map(SendPage::submitted).toArray(SubmittedFile[]::new)));
      screen.goOn(context, MessagesPage.PATH + "/" + message.id(), "Queued.");
    } catch (OperationRefused e) {
      context.status(409);
      show(context, e.getMessage());
    }
  }

  /** Its content lies in the server's temporary file, which the request closes. */
  private static SubmittedFile submitted(UploadedFile file) {
    return new SubmittedFile(
        file.filename(), Optional.ofNullable(file.contentType()), file.content());
  }
}
