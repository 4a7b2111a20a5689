package org.as2gateway.admin.server;

import java.time.Clock;
import org.as2gateway.Gateway;
import org.as2gateway.admin.alerts.AlertDesk;
import org.as2gateway.admin.alerts.MailServer;
import org.as2gateway.admin.expected.ExpectedDesk;
import org.as2gateway.admin.registry.Registrar;

/**
 * What the API and the pages of one gateway share.
 *
 * @param gateway the engine
 * @param registrar changes of partners and certificates
 * @param mail the mail server that takes alerts
 * @param alerts alerts and their rules
 * @param expected rules for expected traffic
 */
public record AdminParts(
    Gateway gateway,
    Registrar registrar,
    MailServer mail,
    AlertDesk alerts,
    ExpectedDesk expected) {
  /** The parts over that gateway. */
  public static AdminParts of(Gateway gateway, Clock clock) {
    MailServer mail = MailServer.of(gateway.config(), gateway.identity().audit(), clock);
    return new AdminParts(
        gateway,
        Registrar.of(gateway, clock),
        mail,
        AlertDesk.of(gateway, mail, clock),
        new ExpectedDesk(gateway.expected(), gateway::registry, gateway.identity().audit(), clock));
  }
}
