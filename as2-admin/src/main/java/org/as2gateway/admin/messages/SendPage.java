package org.as2gateway.admin.messages;

import io.javalin.http.Context;
import java.io.IOException;
import java.time.Clock;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.as2gateway.Gateway;
import org.as2gateway.admin.page.Screen;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.Route;
import org.as2gateway.as2.smime.MultipartFiles;
import org.as2gateway.as2.smime.MultipartFiles.FormFile;
import org.as2gateway.delivery.RefusedOperation;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.payload.SubmittedFiles;
import org.as2gateway.store.payload.SubmittedFiles.SubmittedFile;
import org.jspecify.annotations.Nullable;

/**
 * Sends files, several together as one message. With JavaScript the page streams them to the API
 * and shows how far it is; without, it comes here as a form.
 */
public final class SendPage {
  private static final String PATH = "/send";

  private final Screen screen;
  private final Gateway gateway;
  private final MessageActions actions;
  private final Clock clock;

  public SendPage(Screen screen, Gateway gateway, MessageActions actions, Clock clock) {
    this.screen = screen;
    this.gateway = gateway;
    this.actions = actions;
    this.clock = clock;
  }

  public List<Route> routes() {
    return List.of(
        Route.page(PATH, "Send a file", context -> show(context, null)).by(Role.OPERATOR),
        Route.upload(PATH, "Send a file", this::send).streaming().by(Role.OPERATOR));
  }

  private void show(Context context, @Nullable String error) {
    Registry registry = gateway.registry();
    List<String> partnerships =
        registry.partnerships().partnerships().stream()
            .filter(registry::isOutbound)
            .filter(partnership -> registry.missingToSend(partnership, clock.instant()).isEmpty())
            .map(Partnership::name)
            .sorted()
            .toList();
    String chosen = Optional.ofNullable(context.queryParam("partnership")).orElse("");
    screen.show(context, "messages/send", "Send", new SendView(partnerships, chosen, error));
  }

  /** The form is read as it comes in: its fields stand before its files. */
  private void send(Context context) throws IOException {
    Caller caller = Caller.of(context);
    MultipartFiles form =
        MultipartFiles.of(
                Objects.requireNonNullElse(context.contentType(), ""), context.bodyInputStream())
            .orElseThrow(() -> new ProblemException(415, "expected a form with files"));
    Optional<FormFile> first = nextFile(form);
    caller.requireToken(form.field("csrf"));
    if (first.isEmpty()) {
      context.status(400);
      show(context, "Choose a file first.");
      return;
    }
    String subject = form.field("subject").orElse("").strip();
    try {
      MessageRecord message =
          actions.submit(
              caller,
              form.field("partnership").orElse(""),
              subject.isEmpty() ? Optional.empty() : Optional.of(subject),
              files(first, form));
      screen.redirect(context, MessagesPage.PATH + "/" + message.id(), "The message was queued.");
    } catch (RefusedOperation e) {
      context.status(409);
      show(context, e.getMessage());
    }
  }

  private static SubmittedFiles files(Optional<FormFile> first, MultipartFiles form) {
    Iterator<FormFile> begun = first.stream().iterator();
    return () ->
        (begun.hasNext() ? Optional.of(begun.next()) : nextFile(form))
            .map(file -> new SubmittedFile(file.filename(), file.contentType(), file.content()));
  }

  /** A browser sends a file without a name where none was chosen. */
  private static Optional<FormFile> nextFile(MultipartFiles form) throws IOException {
    Optional<FormFile> file = form.next();
    while (file.isPresent() && file.get().filename().isEmpty()) {
      file = form.next();
    }
    return file;
  }
}
