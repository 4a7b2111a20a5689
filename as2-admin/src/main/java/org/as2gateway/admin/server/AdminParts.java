package org.as2gateway.admin.server;

import java.time.Clock;
import org.as2gateway.Gateway;
import org.as2gateway.admin.alerts.AlertDesk;
import org.as2gateway.admin.expected.ExpectedDesk;
import org.as2gateway.admin.registry.Registrar;

/**
 * What the API and the pages of one gateway share.
 *
 * @param gateway the engine
 * @param registrar changes of partners and certificates
 * @param alerts alerts and their rules
 * @param expected rules for expected traffic
 */
public record AdminParts(
    Gateway gateway, Registrar registrar, AlertDesk alerts, ExpectedDesk expected) {
  /** The parts over that gateway. */
  public static AdminParts of(Gateway gateway, Clock clock) {
    return new AdminParts(
        gateway,
        Registrar.of(gateway, clock),
        AlertDesk.of(gateway, clock),
        new ExpectedDesk(gateway.expected(), gateway::registry, gateway.identity().audit(), clock));
  }
}
