package org.as2gateway.admin.certificates;

import io.javalin.http.Context;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.as2gateway.Gateway;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.Route;
import org.as2gateway.config.GatewayConfig;
import org.as2gateway.people.accounts.Actor;
import org.as2gateway.people.accounts.JdbcAuditLog.Change;
import org.as2gateway.people.accounts.Role;

/** Whether certificates of partners are revoked: to look at, and to ask now. */
public final class RevocationRoutes {
  private static final String REVOCATIONS = "/api/v1/certificate-revocations";

  private final Gateway gateway;
  private final Clock clock;

  /** Routes of that gateway. */
  public RevocationRoutes(Gateway gateway, Clock clock) {
    this.gateway = gateway;
    this.clock = clock;
  }

  /** Where they are. */
  public List<Route> routes() {
    return List.of(
        Route.get(
                REVOCATIONS,
                "List the revocation status of certificates",
                RevocationsJson.class,
                context -> RevocationsJson.of(gateway, 0))
            .by(Role.VIEWER),
        Route.post(
                REVOCATIONS + "/check",
                "Check all certificates of partners for revocation now",
                RevocationsJson.class,
                this::check)
            .by(Role.OPERATOR));
  }

  private RevocationsJson check(Context context) {
    int left = check(gateway, Caller.of(context).actor(), Optional.empty(), clock.instant());
    return RevocationsJson.of(gateway, left);
  }

  /**
   * Asks about the certificates of an alias, or about all.
   *
   * @return how many were not asked about, for want of time
   * @throws ProblemException if certificates are not checked at all, or a check is running
   */
  static int check(Gateway gateway, Actor by, Optional<String> alias, Instant now) {
    if (gateway.revocations().mode() == GatewayConfig.Revocation.OFF) {
      throw new ProblemException(
          409,
          "certificates are not checked for revocation: set 'certificates.revocation' in"
              + " gateway.yaml to 'soft' or 'hard' and restart");
    }
    gateway.identity().audit().add(now, by, Change.of("certificate-check", alias.orElse("all")));
    return gateway
        .revocations()
        .checkNow(gateway.registry(), entry -> alias.map(entry.alias()::equals).orElse(true))
        .orElseThrow(
            () ->
                new ProblemException(
                    409,
                    "a check of certificates for revocation is running: wait for its end, and try"
                        + " again"));
  }
}
