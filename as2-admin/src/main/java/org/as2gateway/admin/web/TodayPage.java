package org.as2gateway.admin.web;

import io.javalin.http.Context;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.as2gateway.admin.api.GatewayAccess;
import org.as2gateway.admin.api.Route;
import org.as2gateway.identity.Role;
import org.as2gateway.messagelog.MessageStatus;

/** What needs a person now. */
final class TodayPage {
  private static final Duration DAY = Duration.ofHours(24);

  private final Screen screen;
  private final GatewayAccess gateway;
  private final Clock clock;

  TodayPage(Screen screen, GatewayAccess gateway, Clock clock) {
    this.screen = screen;
    this.gateway = gateway;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(Route.page("/", "Today", this::show).by(Role.VIEWER));
  }

  private void show(Context context) {
    Map<MessageStatus, Integer> counts = gateway.messages().counts(clock.instant().minus(DAY));
    screen.show(context, "today", "Today", new TodayView(counts, gateway.notReadyReasons()));
  }
}
