package org.as2gateway.admin.messages;

import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.as2gateway.Gateway;
import org.as2gateway.admin.messages.MessagesView.Position;
import org.as2gateway.admin.page.Forms;
import org.as2gateway.admin.page.Screen;
import org.as2gateway.admin.page.Zone;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.Route;
import org.as2gateway.as2.wire.MessageId;
import org.as2gateway.delivery.RefusedOperation;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.Partner;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.store.log.MessageIds;
import org.as2gateway.store.log.MessagePage;
import org.as2gateway.store.log.MessageQuery.Effort;
import org.as2gateway.store.log.MessageRecord;
import org.jspecify.annotations.Nullable;

/** The list of messages, and what is done with several of them. */
public final class MessagesPage {
  static final String PATH = "/messages";
  private static final String FIRST = "first";

  /** How long one answer looks for messages. */
  public static final Effort EFFORT = new Effort(1000, Duration.ofMillis(40));

  private static final int MAX_CHOSEN = 500;

  private final Screen screen;
  private final Gateway gateway;
  private final MessageActions actions;
  private final Downloads downloads;
  private final SelectedPartnerships partnerships;
  private final Effort effort;
  private final SavedViews views;

  public MessagesPage(Screen screen, Gateway gateway, MessageActions actions, Effort effort) {
    this.screen = screen;
    this.gateway = gateway;
    this.actions = actions;
    this.downloads = new Downloads(gateway, actions);
    this.partnerships = new SelectedPartnerships(actions);
    this.effort = effort;
    this.views = new SavedViews(screen, gateway.identity().views());
  }

  public List<Route> routes() {
    MessageExport export = new MessageExport(gateway, actions, downloads);
    List<Route> routes = new ArrayList<>(views.routes());
    routes.addAll(
        List.of(
            Route.page(PATH, "Messages", this::show).by(Role.VIEWER),
            Route.page(PATH + ".csv", "Messages as CSV", export::csv).by(Role.VIEWER),
            Route.page(PATH + ".json", "Messages as JSON", export::json).by(Role.VIEWER),
            Route.form(PATH, "Resend, cancel, hold, handle or save selected messages", this::act)
                .by(Role.OPERATOR)));
    return routes;
  }

  private void show(Context context) {
    MessageFilter filter = MessageFilter.of(context);
    if (hasBlank(context)) {
      screen.redirect(context, filter.at(PATH));
      return;
    }
    Registry registry = gateway.registry();
    FilteredList list = new FilteredList(filter, registry, actions.now(), effort);
    @Nullable String cursor = context.queryParam("cursor");
    MessagePage page = find(filter, list, cursor);
    @Nullable String next = page.next();
    int first = first(context);
    boolean isCutShort = next != null && page.messages().size() < filter.pageSize();
    @Nullable Integer total = isCutShort ? null : total(list, page, cursor);
    Position position = new Position(first, total, cursor == null);
    screen.show(
        context,
        "messages/messages",
        "Messages",
        new MessagesView(
            filter,
            list.problems(),
            list.understood(),
            page.messages(),
            rows(page.messages()),
            next == null ? null : next(filter, next, first + page.messages().size()),
            position,
            isCutShort ? MessageIds.madeAt(String.valueOf(next)) : null,
            registry.partnerships().partners().stream().map(Partner::name).sorted().toList(),
            new MessagesView.Liking(views.of(context), ListDetail.shown(context))));
  }

  private MessagesView.Rows rows(List<MessageRecord> messages) {
    Registry registry = gateway.registry();
    Set<String> inTest =
        registry.partnerships().partnerships().stream()
            .filter(registry::isInTest)
            .map(Partnership::name)
            .collect(Collectors.toSet());
    return new MessagesView.Rows(gateway.held(), inTest, MessageRelations.of(gateway, messages));
  }

  /** A form submits its empty fields too: the address is shorter without them. */
  private static boolean hasBlank(Context context) {
    return context.queryParamMap().values().stream()
        .anyMatch(values -> values.stream().allMatch(String::isBlank));
  }

  private static String next(MessageFilter filter, String cursor, int first) {
    return filter.link(PATH, Map.of("cursor", cursor, FIRST, Integer.toString(first)));
  }

  /** The number of the first message of a page, which its link knows. */
  private static int first(Context context) {
    String text = context.queryParam(FIRST);
    return text != null && text.matches("[1-9][0-9]{0,8}") ? Integer.parseInt(text) : 1;
  }

  private @Nullable Integer total(FilteredList list, MessagePage page, @Nullable String cursor) {
    if (cursor == null && page.next() == null) {
      return page.messages().size();
    }
    if (!list.problems().isEmpty()) {
      return null;
    }
    OptionalInt count = gateway.messages().count(list.query(), MessagesView.MOST_COUNTED);
    return count.isPresent() ? count.getAsInt() : null;
  }

  private MessagePage find(MessageFilter filter, FilteredList list, @Nullable String cursor) {
    if (!list.problems().isEmpty()) {
      return new MessagePage(List.of(), null);
    }
    Optional<String> id = filter.single(SearchKey.ID);
    List<MessageRecord> named = id.or(filter.search()::onlyWord).map(this::named).orElse(List.of());
    if (id.isPresent() || !named.isEmpty()) {
      return new MessagePage(named, null);
    }
    if (cursor != null && !MessageIds.isId(cursor)) {
      throw new ProblemException(400, "the link is incomplete, its cursor is not valid");
    }
    return gateway.messages().search(list.query().from(cursor, filter.pageSize()));
  }

  /** A complete id or Message-ID leads straight to its message, however old it is. */
  private List<MessageRecord> named(String word) {
    Optional<MessageRecord> byId = gateway.messages().find(word);
    if (byId.isPresent()) {
      return List.of(byId.get());
    }
    return word.contains("@")
        ? MessageId.parse(word).map(gateway.messages()::findByMessageId).orElse(List.of())
        : List.of();
  }

  /** What can be done with several messages. */
  private enum BulkAction {
    RESEND("queued again"),
    CANCEL("canceled"),
    HANDLE("marked as handled");

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
    String given = Forms.localPath(Forms.text(context, "back"));
    String back = given.equals("/") ? PATH : given;
    if (Forms.text(context, "do").equals("resend-failed")) {
      screen.show(
          context,
          "messages/resend",
          "Resend",
          new ResendView(PATH, back, "", failed(context, back)));
      return;
    }
    if (ids.isEmpty()) {
      screen.redirect(context, back, "Select one or more messages first.");
      return;
    }
    Caller caller = Caller.of(context);
    switch (Forms.text(context, "do")) {
      case "cancel" -> screen.redirect(context, back, each(context, ids, BulkAction.CANCEL));
      case "handled" -> screen.redirect(context, back, each(context, ids, BulkAction.HANDLE));
      case "hold" -> screen.redirect(context, back, partnerships.hold(caller, ids));
      case "release" -> screen.redirect(context, back, partnerships.release(caller, ids));
      case "evidence" -> downloads.evidence(context, ids.stream().map(actions::require).toList());
      default -> resend(context, ids, back);
    }
  }

  /**
   * The newest failed messages of that list that nobody has dealt with.
   *
   * @throws ProblemException with status 409 if there are none, 400 if the list is not understood
   */
  private List<MessageRecord> failed(Context context, String list) {
    int question = list.indexOf('?');
    String query = question < 0 ? "" : list.substring(question + 1);
    MessageFilter filter = MessageFilter.ofQueryString(query, Zone.of(context));
    FilteredList shown = new FilteredList(filter, gateway.registry(), actions.now(), Effort.ALL);
    if (!shown.problems().isEmpty()) {
      throw new ProblemException(400, String.join(" ", shown.problems()));
    }
    List<MessageRecord> failed =
        gateway.messages().search(shown.query().failed().from(null, MAX_CHOSEN)).messages();
    if (failed.isEmpty()) {
      throw new ProblemException(409, "no message of this list has failed and is not handled");
    }
    return failed;
  }

  private void resend(Context context, List<String> ids, String back) throws IOException {
    List<MessageRecord> messages = ids.stream().map(actions::require).toList();
    ResendView question = new ResendView(PATH, back, "", messages);
    String which = Forms.text(context, ResendView.WHICH);
    if (question.isNeeded() && which.isEmpty()) {
      screen.show(context, "messages/resend", "Resend", question);
      return;
    }
    List<String> chosen =
        which.equals(ResendView.NOT_RECEIVED)
            ? messages.stream()
                .filter(message -> !ResendView.isReceived(message))
                .map(MessageRecord::id)
                .toList()
            : ids;
    screen.redirect(context, back, each(context, chosen, BulkAction.RESEND));
  }

  private String each(Context context, List<String> ids, BulkAction action) throws IOException {
    int done = 0;
    List<String> refused = new ArrayList<>();
    for (String id : ids) {
      try {
        each(context, actions.require(id), action);
        done++;
      } catch (RefusedOperation | ProblemException e) {
        refused.add(String.valueOf(e.getMessage()));
      }
    }
    return done + (done == 1 ? " message " : " messages ") + action.done + "." + refusals(refused);
  }

  private void each(Context context, MessageRecord message, BulkAction action)
      throws IOException, RefusedOperation {
    Caller caller = Caller.of(context);
    switch (action) {
      case RESEND -> actions.resend(caller, message);
      case CANCEL -> actions.cancel(caller, message);
      case HANDLE -> actions.markHandled(caller, message, Forms.text(context, MessagePages.NOTE));
    }
  }

  static String refusals(List<String> refused) {
    return refused.isEmpty()
        ? ""
        : " Not possible for " + refused.size() + ": " + refused.get(0) + ".";
  }
}
