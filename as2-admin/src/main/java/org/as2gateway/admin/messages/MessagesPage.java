package org.as2gateway.admin.messages;

import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.as2gateway.Gateway;
import org.as2gateway.admin.page.Forms;
import org.as2gateway.admin.page.Screen;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.Route;
import org.as2gateway.as2.wire.MessageId;
import org.as2gateway.delivery.RefusedOperation;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.Partner;
import org.as2gateway.store.log.MessageIds;
import org.as2gateway.store.log.MessagePage;
import org.as2gateway.store.log.MessageQuery.Effort;
import org.as2gateway.store.log.MessageRecord;
import org.jspecify.annotations.Nullable;

/** The list of messages, and what is done with several of them. */
public final class MessagesPage {
  static final String PATH = "/messages";
  private static final int ROWS = 50;

  /** How long one answer looks for messages. */
  public static final Effort EFFORT = new Effort(1000, Duration.ofMillis(40));

  private static final int MAX_CHOSEN = 500;

  private final Screen screen;
  private final Gateway gateway;
  private final MessageActions actions;
  private final Effort effort;

  public MessagesPage(Screen screen, Gateway gateway, MessageActions actions, Effort effort) {
    this.screen = screen;
    this.gateway = gateway;
    this.actions = actions;
    this.effort = effort;
  }

  public List<Route> routes() {
    MessageExport export = new MessageExport(gateway);
    return List.of(
        Route.page(PATH, "Messages", this::show).by(Role.VIEWER),
        Route.page(PATH + ".csv", "Messages as CSV", export::csv).by(Role.VIEWER),
        Route.page(PATH + ".json", "Messages as JSON", export::json).by(Role.VIEWER),
        Route.form(PATH, "Resend, cancel or hold selected messages", this::act).by(Role.OPERATOR));
  }

  private void show(Context context) {
    Registry registry = gateway.registry();
    MessageFilter filter = MessageFilter.of(context);
    @Nullable String cursor = context.queryParam("cursor");
    MessagePage page = find(filter, registry, cursor);
    @Nullable String next = page.next();
    @Nullable Instant lookedBackTo =
        next != null && page.messages().size() < ROWS ? MessageIds.madeAt(next) : null;
    screen.show(
        context,
        "messages/messages",
        "Messages",
        new MessagesView(
            filter,
            page.messages(),
            next == null ? null : filter.link(PATH, next),
            cursor == null,
            lookedBackTo,
            registry.partnerships().partners().stream().map(Partner::name).sorted().toList()));
  }

  private MessagePage find(MessageFilter filter, Registry registry, @Nullable String cursor) {
    @Nullable String id = filter.id();
    List<MessageRecord> named = named(id == null ? filter.words() : id);
    if (id != null || !named.isEmpty()) {
      return new MessagePage(named, null);
    }
    if (cursor != null && !MessageIds.isId(cursor)) {
      throw new ProblemException(400, "the link is incomplete, its cursor is not valid");
    }
    return gateway.messages().search(filter.query(registry, cursor, ROWS, effort));
  }

  /** A whole id or Message-ID leads straight to its message, however old it is. */
  private List<MessageRecord> named(String words) {
    Optional<MessageRecord> byId = gateway.messages().find(words);
    if (byId.isPresent()) {
      return List.of(byId.get());
    }
    return words.contains("@") && !words.contains(" ")
        ? MessageId.parse(words).map(gateway.messages()::findByMessageId).orElse(List.of())
        : List.of();
  }

  /** What can be done with several messages. */
  private enum BulkAction {
    RESEND("queued again"),
    CANCEL("canceled");

    private final String done;

    BulkAction(String done) {
      this.done = done;
    }
  }

  private void act(Context context) throws IOException {
    List<String> ids = context.formParams("id");
    if (ids.size() > MAX_CHOSEN) {
      throw new ProblemException(400, "select at most " + MAX_CHOSEN + " messages at a time");
    }
    String notice =
        switch (Forms.text(context, "do")) {
          case "cancel" -> each(Caller.of(context), ids, BulkAction.CANCEL);
          case "hold" -> hold(Caller.of(context), ids);
          default -> each(Caller.of(context), ids, BulkAction.RESEND);
        };
    String back = Forms.localPath(Forms.text(context, "back"));
    screen.redirect(context, back.equals("/") ? PATH : back, notice);
  }

  private String each(Caller caller, List<String> ids, BulkAction action) throws IOException {
    int done = 0;
    List<String> refused = new ArrayList<>();
    for (String id : ids) {
      try {
        MessageRecord message = actions.require(id);
        if (action == BulkAction.CANCEL) {
          actions.cancel(caller, message);
        } else {
          actions.resend(caller, message);
        }
        done++;
      } catch (RefusedOperation e) {
        refused.add(String.valueOf(e.getMessage()));
      }
    }
    return done + (done == 1 ? " message " : " messages ") + action.done + "." + refusals(refused);
  }

  /** A queue is held as a whole: one message that waits would only let others overtake it. */
  private String hold(Caller caller, List<String> ids) {
    Set<String> partnerships = new TreeSet<>();
    ids.forEach(id -> partnerships.add(actions.require(id).partnership()));
    List<String> held = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    for (String partnership : partnerships) {
      try {
        actions.hold(caller, partnership);
        held.add("'" + partnership + "'");
      } catch (RefusedOperation e) {
        refused.add(String.valueOf(e.getMessage()));
      }
    }
    String what = held.isEmpty() ? "No partnership is" : String.join(", ", held);
    return what
        + (held.size() > 1 ? " are" : held.isEmpty() ? "" : " is")
        + " on hold."
        + refusals(refused);
  }

  private static String refusals(List<String> refused) {
    return refused.isEmpty()
        ? ""
        : " Not possible for " + refused.size() + ": " + refused.get(0) + ".";
  }
}
