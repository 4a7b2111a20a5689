package org.as2gateway.admin.messages;

import io.javalin.http.Context;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
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
 * Sends files, each as a message of its own or all as one. With JavaScript the page streams them to
 * the API and shows how far it is; without, it comes here as a form.
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
    List<String> held = gateway.held();
    List<SendView.Choice> partnerships =
        registry.partnerships().partnerships().stream()
            .filter(registry::isOutbound)
            .filter(partnership -> registry.missingToSend(partnership, clock.instant()).isEmpty())
            .map(Partnership::name)
            .sorted()
            .map(name -> new SendView.Choice(name, held.contains(name)))
            .toList();
    String chosen = Optional.ofNullable(context.queryParam("partnership")).orElse("");
    String key = UUID.randomUUID().toString();
    boolean isForUsps =
        gateway.registry().partnerships().partnerships().stream()
            .anyMatch(partnership -> partnership.usps().isForManifests());
    screen.show(
        context,
        "messages/send",
        "Send",
        new SendView(partnerships, chosen, key, isForUsps, error));
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
    if (first.isEmpty() || form.field("partnership").orElse("").isEmpty()) {
      context.status(400);
      show(context, first.isEmpty() ? "Choose a file first." : "Choose a partner first.");
      return;
    }
    List<MessageRecord> queued = new ArrayList<>();
    try {
      queue(caller, form, first, queued);
      screen.redirect(
          context,
          queued.size() == 1 ? MessagesPage.PATH + "/" + queued.get(0).id() : MessagesPage.PATH,
          queued.size() == 1
              ? "The message was queued."
              : queued.size() + " messages were queued.");
    } catch (RefusedOperation e) {
      context.status(409);
      String before = queued.isEmpty() ? "" : queued.size() + " messages were queued. Then: ";
      show(context, before + e.getMessage());
    }
  }

  /** Each file as a message of its own, unless they are to go together. */
  private void queue(
      Caller caller, MultipartFiles form, Optional<FormFile> first, List<MessageRecord> queued)
      throws IOException, RefusedOperation {
    boolean isTogether = form.field("together").isPresent();
    Optional<FormFile> next = first;
    while (next.isPresent()) {
      FormFile file = next.get();
      SubmittedFiles files = isTogether ? files(next, form) : SubmittedFiles.of(submitted(file));
      Optional<String> key =
          form.field("key").filter(k -> !k.isEmpty()).map(k -> k + "-" + queued.size());
      queued.add(
          actions.submit(
              caller,
              new Submission(
                  form.field("partnership").orElse(""),
                  form.field("subject").map(String::strip).filter(text -> !text.isEmpty()),
                  files,
                  form.field("correction").isPresent(),
                  key)));
      next = nextFile(form);
    }
  }

  private static SubmittedFile submitted(FormFile file) {
    return new SubmittedFile(file.filename(), file.contentType(), file.content());
  }

  private static SubmittedFiles files(Optional<FormFile> first, MultipartFiles form) {
    Iterator<FormFile> begun = first.stream().iterator();
    return () ->
        (begun.hasNext() ? Optional.of(begun.next()) : nextFile(form)).map(SendPage::submitted);
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
