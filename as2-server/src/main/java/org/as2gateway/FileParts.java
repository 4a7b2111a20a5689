package org.as2gateway;

import org.as2gateway.config.GatewayConfig;
import org.as2gateway.delivery.Attempts;
import org.as2gateway.delivery.DeliveryContext;
import org.as2gateway.delivery.inbox.AcceptFiles;
import org.as2gateway.delivery.inbox.InboxDelivery;
import org.as2gateway.pgp.PgpLimits;
import org.as2gateway.store.db.Database;
import org.as2gateway.transport.files.PgpFiles;

/**
 * What every transport without receipts works on.
 *
 * @param context stores and registry
 * @param attempts attempts to send
 * @param accept takes files
 * @param pgp OpenPGP around files
 * @param database for tables of its own
 * @param limits largest file that is accepted, and how much may come out of it
 */
record FileParts(
    DeliveryContext context,
    Attempts attempts,
    AcceptFiles accept,
    PgpFiles pgp,
    Database database,
    GatewayConfig.Limits limits) {
  static FileParts of(
      DeliveryContext context,
      Attempts attempts,
      InboxDelivery inbox,
      Database database,
      GatewayConfig.Limits limits) {
    return new FileParts(
        context,
        attempts,
        new AcceptFiles(
            context.messages(), context.payloads(), inbox, limits.messageBytes(), context.clock()),
        new PgpFiles(
            context.payloads(),
            context.registry(),
            new PgpLimits(limits.messageBytes(), limits.expansion()),
            context.clock()),
        database,
        limits);
  }
}
