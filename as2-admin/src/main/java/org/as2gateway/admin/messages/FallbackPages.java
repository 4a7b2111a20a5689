package org.as2gateway.admin.messages;

import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import org.as2gateway.Gateway;
import org.as2gateway.admin.page.Screen;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.Route;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.store.log.MessageRecord;

/** The messages of a partnership that do not get through, to send them all another way. */
public final class FallbackPages {
  private static final String PATH = "/partnerships/{name}/fallback";

  private final Screen screen;
  private final Gateway gateway;
  private final MessageActions actions;

  /** The pages of that gateway. */
  public FallbackPages(Screen screen, Gateway gateway, MessageActions actions) {
    this.screen = screen;
    this.gateway = gateway;
    this.actions = actions;
  }

  public List<Route> routes() {
    return List.of(
        Route.page(PATH, "Show messages that can go another way", this::show).by(Role.VIEWER),
        Route.form(PATH, "Send messages another way", this::send).by(Role.OPERATOR));
  }

  private void show(Context context) {
    String name = actions.requirePartnership(context.pathParam("name"));
    screen.show(context, "messages/fallbacks", "Send another way", view(name, List.of()));
  }

  private void send(Context context) {
    String name = actions.requirePartnership(context.pathParam("name"));
    String reason =
        BlockedRoutes.reason(Optional.ofNullable(context.formParam("reason")).orElse(""));
    List<FallbackResult> results = actions.sendAllByFallback(Caller.of(context), name, reason);
    screen.show(context, "messages/fallbacks", "Send another way", view(name, results));
  }

  private FallbacksView view(String name, List<FallbackResult> results) {
    List<FallbacksView.Waiting> waiting =
        gateway.otherWays().offered(name).stream()
            .flatMap(message -> waiting(message).stream())
            .toList();
    Optional<String> other =
        gateway.registry().partnerships().partnership(name).flatMap(p -> p.queue().fallback());
    return new FallbacksView(name, other.orElse(null), waiting, results);
  }

  private Optional<FallbacksView.Waiting> waiting(MessageRecord message) {
    return FallbackStakes.of(gateway, message)
        .map(stakes -> new FallbacksView.Waiting(message, stakes));
  }
}
