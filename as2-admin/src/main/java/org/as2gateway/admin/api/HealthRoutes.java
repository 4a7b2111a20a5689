package org.as2gateway.admin.api;

import io.javalin.http.Context;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What machines ask: alive, ready, metrics. Without a token and therefore without detail. */
final class HealthRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(HealthRoutes.class);

  private final GatewayAccess gateway;
  private final GatewayMetrics metrics;
  private volatile List<String> lastReasons = List.of();

  HealthRoutes(GatewayAccess gateway, GatewayMetrics metrics) {
    this.gateway = gateway;
    this.metrics = metrics;
  }

  List<Route> routes() {
    return List.of(
        Route.open("/health/live", "200 while the process answers", this::live),
        Route.open("/health/ready", "200 if messages are accepted, else 503", this::ready),
        Route.open("/metrics", "Metrics in Prometheus' text format", this::metrics));
  }

  private void live(Context context) {
    context.contentType("text/plain").result("live\n");
  }

  private void ready(Context context) {
    List<String> reasons = gateway.notReadyReasons();
    if (!reasons.equals(lastReasons)) {
      // The answer tells strangers nothing; the log tells the operator, once for each change.
      lastReasons = List.copyOf(reasons);
      if (reasons.isEmpty()) {
        LOG.info("ready again");
      } else {
        LOG.warn("not ready: {}", String.join("; ", reasons));
      }
    }
    context.status(reasons.isEmpty() ? 200 : 503).contentType("text/plain");
    context.result(reasons.isEmpty() ? "ready\n" : "not ready\n");
  }

  private void metrics(Context context) {
    context.contentType("text/plain; version=0.0.4; charset=utf-8").result(metrics.scrape());
  }
}
