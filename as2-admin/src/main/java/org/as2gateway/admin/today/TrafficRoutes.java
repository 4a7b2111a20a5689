package org.as2gateway.admin.today;

import io.javalin.http.Context;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.as2gateway.admin.port.Json;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.Route;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.store.log.Traffic;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Rates and volumes. */
public final class TrafficRoutes {
  private static final int MAX_HOURS = 24 * 366;

  private final Traffic traffic;
  private final Clock clock;

  public TrafficRoutes(Traffic traffic, Clock clock) {
    this.traffic = traffic;
    this.clock = clock;
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/api/v1/traffic", "Messages and bytes by time: hours, partnership", this::list)
            .by(Role.VIEWER));
  }

  private void list(Context context) {
    String hours = context.queryParam("hours");
    int range = hours != null && hours.matches("[0-9]{1,5}") ? Integer.parseInt(hours) : 24;
    if (range < 1 || range > MAX_HOURS) {
      throw new ProblemException(400, "hours is '" + range + "', expected 1 to " + MAX_HOURS);
    }
    Set<String> partnerships = Set.copyOf(context.queryParams("partnership"));
    ObjectNode json = Json.object();
    ArrayNode spans = json.putArray("spans");
    for (TrafficChart.Span span :
        TrafficChart.of(traffic, clock.instant(), Duration.ofHours(range), partnerships)) {
      ObjectNode one = spans.addObject();
      one.put("start", Json.time(span.start()));
      one.put("in", span.in()).put("out", span.out());
      one.put("inBytes", span.inBytes()).put("outBytes", span.outBytes());
    }
    Json.answer(context, 200, json);
  }
}
