package org.as2gateway.admin.messages;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.as2gateway.Gateway;
import org.as2gateway.admin.page.Forms;
import org.as2gateway.admin.page.Screen;
import org.as2gateway.admin.page.Zone;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.Json;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.Route;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.delivery.RefusedOperation;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.store.log.MdnState;
import org.as2gateway.store.log.MessageEvent;
import org.as2gateway.store.log.MessageQuery;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.payload.Content;
import org.jspecify.annotations.Nullable;

/** One message: what happened to it, what its receipt proves, what can be done. */
public final class MessagePages {
  private static final String PATH = MessagesPage.PATH + "/{id}";
  private static final String LIST = "list";

  /** The field for what was done about a failure. */
  static final String NOTE = "note";

  private static final int PREVIEW_BYTES = 4096;
  private static final int MDN_CHARS = 32 * 1024;

  private final Screen screen;
  private final Gateway gateway;
  private final MessageActions actions;

  public MessagePages(Screen screen, Gateway gateway, MessageActions actions) {
    this.screen = screen;
    this.gateway = gateway;
    this.actions = actions;
  }

  public List<Route> routes() {
    return List.of(
        Route.page(PATH, "Show a message", this::show).by(Role.VIEWER),
        Route.page(PATH + "/proof", "Show the proof of delivery", this::proof).by(Role.VIEWER),
        Route.form(PATH + "/resend", "Resend a message", this::resend).by(Role.OPERATOR),
        Route.form(PATH + "/cancel", "Cancel a message", this::cancel).by(Role.OPERATOR),
        Route.form(PATH + "/send-by-fallback", "Send a message another way", this::sendByFallback)
            .by(Role.OPERATOR),
        Route.form(PATH + "/told", "Note that a partner was told", this::tell).by(Role.OPERATOR),
        Route.form(PATH + "/send-anyway", "Send a blocked message", this::sendAnyway)
            .by(Role.OPERATOR),
        Route.form(PATH + "/discard", "End a blocked message unsent", this::discard)
            .by(Role.OPERATOR),
        Route.form(PATH + "/handled", "Mark a message as handled", this::handled).by(Role.OPERATOR),
        Route.form(PATH + "/receipts/judge", "Verify kept receipts again", this::judge)
            .by(Role.OPERATOR));
  }

  private void show(Context context) throws IOException {
    MessageRecord message = actions.require(context.pathParam("id"));
    boolean mayOpen = Caller.of(context).may(Role.OPERATOR);
    boolean hasPayload = gateway.payload(message.id(), 0).isPresent();
    Optional<Content> preview =
        mayOpen
            ? previewed(context).flatMap(index -> gateway.payload(message.id(), index))
            : Optional.empty();
    if (preview.isPresent()) {
      actions.opened(Caller.of(context), "payload-preview", message);
    }
    screen.show(
        context,
        "messages/message",
        "Message " + message.id(),
        new MessagePageView(
            message,
            neighbors(context, message),
            StatusView.of(message, gateway.held()),
            steps(gateway.messages().events(message.id())),
            actions.receipt(message).map(Json::tree).map(ReceiptView::new).orElse(null),
            Advice.of(message),
            MessageLinks.of(message, gateway, screen.times(context).now()),
            gateway.explain(message).orElse(null),
            preview.isPresent() ? preview(preview.get()) : null,
            actions.lastMdn(message).map(MessagePages::text).orElse(""),
            hasPayload,
            kept(message),
            gateway.messages().answers(message.id()).stream().map(AnswerView::of).toList(),
            gateway.inspection(message.id()).orElse(null),
            MessageRelations.of(gateway, List.of(message)),
            FallbackStakes.of(gateway, message).orElse(null),
            TransferFact.of(gateway.messages(), message.id())));
  }

  private void proof(Context context) {
    ProofView view = ProofView.of(actions, actions.require(context.pathParam("id")));
    screen.show(context, "messages/proof", view.title(), view);
  }

  /** The list that led here, and the messages beside this one in it. */
  private MessagePageView.InList neighbors(Context context, MessageRecord message) {
    String query = Optional.ofNullable(context.queryParam(LIST)).orElse("");
    MessageFilter filter = MessageFilter.ofQueryString(query, Zone.of(context));
    FilteredList list =
        new FilteredList(filter, gateway.registry(), actions.now(), MessagesPage.EFFORT);
    if (!list.problems().isEmpty() || filter.single(SearchKey.ID).isPresent()) {
      return new MessagePageView.InList(filter, null, null);
    }
    return new MessagePageView.InList(
        filter,
        beside(list, MessageQuery.Order.OLDEST_FIRST, message),
        beside(list, MessageQuery.Order.NEWEST_FIRST, message));
  }

  private @Nullable String beside(
      FilteredList list, MessageQuery.Order order, MessageRecord message) {
    return gateway
        .messages()
        .search(list.query().in(order).from(message.id(), 1))
        .messages()
        .stream()
        .map(MessageRecord::id)
        .findFirst()
        .orElse(null);
  }

  private MessagePageView.KeptReceipts kept(MessageRecord message) {
    int count = gateway.messages().flaggedReceipts(message.id()).received();
    boolean isWorthLooking = count > 0 || message.mdn() == MdnState.REJECTED;
    return new MessagePageView.KeptReceipts(
        isWorthLooking
            ? gateway.receipts(message).stream()
                .filter(receipt -> !receipt.hasCounted() || receipt.verdict().provesNothing())
                .toList()
            : List.of(),
        count);
  }

  /** Which of the files is to be shown. */
  private static Optional<Integer> previewed(Context context) {
    return Optional.ofNullable(context.queryParam("preview"))
        .filter(text -> text.matches("[0-9]{1,3}"))
        .map(Integer::valueOf);
  }

  private static List<MessagePageView.Step> steps(List<MessageEvent> events) {
    List<MessagePageView.Step> steps = new ArrayList<>();
    @Nullable Instant before = null;
    for (MessageEvent event : events) {
      Duration after = before == null ? null : Duration.between(before, event.at());
      steps.add(new MessagePageView.Step(event, after));
      before = event.at();
    }
    return steps;
  }

  private static String preview(Content payload) throws IOException {
    try (InputStream stream = payload.open()) {
      return new String(stream.readNBytes(PREVIEW_BYTES), StandardCharsets.UTF_8);
    }
  }

  private static String text(Octets mdn) {
    String text = new String(mdn.toBytes(), StandardCharsets.ISO_8859_1);
    return text.length() > MDN_CHARS ? text.substring(0, MDN_CHARS) + "…" : text;
  }

  private void resend(Context context) throws IOException {
    MessageRecord message = actions.require(context.pathParam("id"));
    ResendView question =
        new ResendView(
            MessagesPage.PATH + "/" + message.id() + "/resend",
            page(context, message.id()),
            Forms.text(context, LIST),
            List.of(message));
    if (question.isNeeded() && Forms.text(context, ResendView.WHICH).isEmpty()) {
      screen.show(context, "messages/resend", "Resend", question);
      return;
    }
    try {
      MessageRecord sent = actions.resend(Caller.of(context), message);
      boolean isSame = sent.id().equals(message.id());
      screen.redirect(
          context,
          page(context, sent.id()),
          isSame
              ? "The message was queued again with the same bytes and Message-ID."
              : "This is a new message with the same files. It has a Message-ID of its own.");
    } catch (RefusedOperation e) {
      throw ProblemException.of(e);
    }
  }

  /** The page of a message, which still leads back to the list that led here. */
  private static String page(Context context, String id) {
    return MessageFilter.ofQueryString(Forms.text(context, LIST), Zone.of(context)).message(id);
  }

  private void handled(Context context) {
    MessageRecord message = actions.require(context.pathParam("id"));
    boolean isUndone = Forms.text(context, "undo").equals("yes");
    if (isUndone) {
      actions.unmarkHandled(Caller.of(context), message);
    } else {
      actions.markHandled(Caller.of(context), message, Forms.text(context, NOTE));
    }
    screen.redirect(
        context,
        page(context, message.id()),
        isUndone
            ? "The message needs attention again."
            : "The message is marked as handled. It no longer needs attention.");
  }

  private void judge(Context context) {
    MessageRecord message = actions.require(context.pathParam("id"));
    try {
      MessageRecord after = actions.judgeReceipts(Caller.of(context), message);
      boolean isSame = after.status() == message.status() && after.mdn() == message.mdn();
      screen.redirect(
          context,
          page(context, message.id()),
          isSame
              ? "No kept receipt verifies with the certificates registered now."
              : "A kept receipt was verified. The message is now " + after.status().text() + ".");
    } catch (RefusedOperation e) {
      throw ProblemException.of(e);
    }
  }

  private void sendAnyway(Context context) {
    MessageRecord message = actions.require(context.pathParam("id"));
    String reason =
        BlockedRoutes.reason(Optional.ofNullable(context.formParam("reason")).orElse(""));
    try {
      actions.sendAnyway(Caller.of(context), message, reason);
      screen.redirect(
          context,
          page(context, message.id()),
          "The message was queued although it was blocked. Your reason was recorded.");
    } catch (RefusedOperation e) {
      throw ProblemException.of(e);
    }
  }

  private void sendByFallback(Context context) throws IOException {
    MessageRecord message = actions.require(context.pathParam("id"));
    String reason =
        BlockedRoutes.reason(Optional.ofNullable(context.formParam("reason")).orElse(""));
    try {
      MessageRecord sent = actions.sendByFallback(Caller.of(context), message, reason);
      screen.redirect(
          context,
          page(context, sent.id()),
          "The files were queued as this new message. The other message was ended.");
    } catch (RefusedOperation e) {
      throw ProblemException.of(e);
    }
  }

  private void tell(Context context) {
    MessageRecord message = actions.require(context.pathParam("id"));
    actions.tellTwice(Caller.of(context), message, Forms.text(context, NOTE));
    screen.redirect(context, page(context, message.id()), "It is noted that the partner was told.");
  }

  private void discard(Context context) {
    MessageRecord message = actions.require(context.pathParam("id"));
    try {
      actions.discard(Caller.of(context), message);
      screen.redirect(
          context, page(context, message.id()), "The message was discarded. It was not sent.");
    } catch (RefusedOperation e) {
      throw ProblemException.of(e);
    }
  }

  private void cancel(Context context) throws IOException {
    MessageRecord message = actions.require(context.pathParam("id"));
    try {
      actions.cancel(Caller.of(context), message);
      screen.redirect(context, page(context, message.id()), "The message was canceled.");
    } catch (RefusedOperation e) {
      throw ProblemException.of(e);
    }
  }
}
