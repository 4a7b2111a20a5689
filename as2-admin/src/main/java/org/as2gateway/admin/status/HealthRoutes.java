package org.as2gateway.admin.status;

import io.javalin.http.Context;
import java.util.List;
import java.util.regex.Pattern;
import org.as2gateway.Gateway;
import org.as2gateway.admin.port.AdminPort;
import org.as2gateway.admin.port.AdminToken;
import org.as2gateway.admin.port.BodyType;
import org.as2gateway.admin.port.Route;
import org.as2gateway.people.accounts.Role;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What machines ask: alive, ready, metrics. Without a token and therefore without detail; metrics
 * name partners, and need one where other machines reach the port.
 */
public final class HealthRoutes {
  private static final Pattern CHALLENGE = Pattern.compile("[0-9a-f]{32,128}");
  private static final Logger LOG = LoggerFactory.getLogger(HealthRoutes.class);

  private final Gateway gateway;
  private final GatewayMetrics metrics;
  private final boolean isLocal;
  private final AdminToken token;
  private volatile List<String> lastReasons = List.of();

  public HealthRoutes(Gateway gateway, GatewayMetrics metrics, AdminPort port) {
    this.isLocal = port.listener().isLoopback();
    this.token = port.token();
    this.gateway = gateway;
    this.metrics = metrics;
  }

  public List<Route> routes() {
    Route scrape =
        Route.get("/metrics", "Metrics in Prometheus' text format", BodyType.TEXT, this::metrics)
            .by(Role.VIEWER);
    return List.of(
        Route.open("/health/live", "200 while the process is running", BodyType.TEXT, this::live),
        Route.open(
                "/health/ready",
                "200 if the gateway accepts messages, otherwise 503",
                BodyType.TEXT,
                this::ready)
            .or(503),
        isLocal ? scrape.toEverybody() : scrape);
  }

  /** The command line asks here whether it talks to the gateway of its home. */
  private void live(Context context) {
    String challenge = context.header(AdminToken.CHALLENGE_HEADER);
    if (challenge != null && CHALLENGE.matcher(challenge).matches()) {
      context.header(AdminToken.PROOF_HEADER, token.proof(challenge));
    }
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
