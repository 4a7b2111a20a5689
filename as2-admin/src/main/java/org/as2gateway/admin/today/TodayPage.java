package org.as2gateway.admin.today;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.as2gateway.Gateway;
import org.as2gateway.admin.alerts.AlertDesk;
import org.as2gateway.admin.alerts.OpenTasks;
import org.as2gateway.admin.page.Screen;
import org.as2gateway.admin.page.Zone;
import org.as2gateway.admin.partners.RefusedSenders;
import org.as2gateway.admin.port.Route;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.Partner;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.store.log.MessageQuery;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;

/** What came of the last night, then what needs a person now, then how much goes which way. */
public final class TodayPage {
  private static final Set<String> RANGES = Set.of("24", "168", "720", "2160");
  private static final Pattern BACK = Pattern.compile("[0-9]{1,3}");
  private static final int MAX_COUNT = 100;
  private static final String NIGHT_COOKIE = "as2-night";
  private static final int YEAR_SECONDS = 365 * 24 * 60 * 60;

  private final Screen screen;
  private final Gateway gateway;
  private final AlertDesk alerts;
  private final Clock clock;

  public TodayPage(Screen screen, Gateway gateway, AlertDesk alerts, Clock clock) {
    this.screen = screen;
    this.gateway = gateway;
    this.alerts = alerts;
    this.clock = clock;
  }

  public List<Route> routes() {
    return List.of(Route.page("/", "Today", this::show).by(Role.VIEWER));
  }

  private void show(Context context) {
    Instant now = clock.instant();
    Registry registry = gateway.registry();
    String asked = Optional.ofNullable(context.queryParam("hours")).orElse("");
    int hours = RANGES.contains(asked) ? Integer.parseInt(asked) : 24;
    String partner = Optional.ofNullable(context.queryParam("partner")).orElse("");
    screen.show(
        context,
        "today/today",
        "Today",
        new TodayView(
            night(context, now),
            FirstSteps.of(gateway, now),
            OpenTasks.of(alerts),
            RefusedSenders.list(gateway),
            open(),
            gateway.disk(),
            TrafficChart.of(
                gateway.traffic(), now, Duration.ofHours(hours), partnerships(registry, partner)),
            hours,
            partner,
            registry.partnerships().partners().stream()
                .filter(other -> !registry.isOwn(other))
                .map(Partner::name)
                .sorted()
                .toList()));
  }

  /** By the hours that were just chosen, else those that this browser chose last. */
  private Night night(Context context, Instant now) {
    String start = context.queryParam("start");
    String end = context.queryParam("end");
    Optional<NightHours> chosen =
        start == null || end == null ? Optional.empty() : NightHours.parse(start + "-" + end);
    chosen.ifPresent(hours -> context.cookie(cookie(hours)));
    NightHours hours =
        chosen
            .or(() -> Optional.ofNullable(context.cookie(NIGHT_COOKIE)).flatMap(NightHours::parse))
            .orElse(NightHours.USUAL);
    return Night.of(gateway, hours, back(context), now, Zone.of(context).id());
  }

  /** How many nights back were asked for; anything else is the last one. */
  private static int back(Context context) {
    String back = Optional.ofNullable(context.queryParam("back")).orElse("");
    return BACK.matcher(back).matches() ? Math.min(Integer.parseInt(back), Night.MOST_BACK) : 0;
  }

  private static Cookie cookie(NightHours hours) {
    Cookie cookie = new Cookie(NIGHT_COOKIE, hours.text(), "/", YEAR_SECONDS);
    cookie.setHttpOnly(true);
    cookie.setSameSite(SameSite.STRICT);
    return cookie;
  }

  private String open() {
    int count = 0;
    for (MessageStatus status :
        List.of(MessageStatus.QUEUED, MessageStatus.SENDING, MessageStatus.AWAITING_MDN)) {
      List<MessageRecord> some =
          gateway.messages().search(MessageQuery.inStatus(status, MAX_COUNT)).messages();
      count += some.size();
    }
    return count >= MAX_COUNT ? MAX_COUNT + "+" : Integer.toString(count);
  }

  /** An unknown partner has no traffic, not everybody's. */
  private static Set<String> partnerships(Registry registry, String partner) {
    if (partner.isEmpty()) {
      return Set.of();
    }
    Set<String> partnerships =
        registry.partnerships().partnerships().stream()
            .filter(
                partnership ->
                    partnership.sender().name().equals(partner)
                        || partnership.receiver().name().equals(partner))
            .map(Partnership::name)
            .collect(Collectors.toSet());
    return partnerships.isEmpty() ? Set.of("\0") : partnerships;
  }
}
