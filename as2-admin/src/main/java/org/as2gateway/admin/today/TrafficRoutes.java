package org.as2gateway.admin.today;

import io.javalin.http.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.as2gateway.admin.port.Description;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.QueryParameter;
import org.as2gateway.admin.port.Route;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.store.log.Traffic;

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
        Route.get(
                "/api/v1/traffic",
                "Messages and bytes by time: hours, partnership",
                TrafficJson.class,
                this::list)
            .asking(
                QueryParameter.number("hours", 1, MAX_HOURS),
                QueryParameter.text("partnership").says("may be repeated"))
            .by(Role.VIEWER));
  }

  @Description("Traffic by time.")
  private record TrafficJson(List<SpanJson> spans) {}

  @Description("Traffic in a time span.")
  private record SpanJson(
      Instant start,
      @Description("messages received") long in,
      @Description("messages sent") long out,
      long inBytes,
      long outBytes) {
    static SpanJson of(TrafficChart.Span span) {
      return new SpanJson(span.start(), span.in(), span.out(), span.inBytes(), span.outBytes());
    }
  }

  private TrafficJson list(Context context) {
    String hours = context.queryParam("hours");
    int range = hours != null && hours.matches("[0-9]{1,5}") ? Integer.parseInt(hours) : 24;
    if (range < 1 || range > MAX_HOURS) {
      throw new ProblemException(400, "hours is '" + range + "', expected 1 to " + MAX_HOURS);
    }
    Set<String> partnerships = Set.copyOf(context.queryParams("partnership"));
    return new TrafficJson(
        TrafficChart.of(traffic, clock.instant(), Duration.ofHours(range), partnerships).stream()
            .map(SpanJson::of)
            .toList());
  }
}
