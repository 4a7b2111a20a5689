package org.as2gateway.admin.server;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.as2gateway.Gateway;
import org.as2gateway.admin.accounts.AccountRoutes;
import org.as2gateway.admin.accounts.SessionRoutes;
import org.as2gateway.admin.alerts.AlertRoutes;
import org.as2gateway.admin.alerts.MailServerRoutes;
import org.as2gateway.admin.certificates.CertificateOfferRoutes;
import org.as2gateway.admin.certificates.CertificateRoutes;
import org.as2gateway.admin.certificates.EnclosedRoutes;
import org.as2gateway.admin.certificates.KeyRoutes;
import org.as2gateway.admin.certificates.PgpRoutes;
import org.as2gateway.admin.certificates.RevocationRoutes;
import org.as2gateway.admin.connections.ConnectionsDesk;
import org.as2gateway.admin.connections.ConnectionsRoutes;
import org.as2gateway.admin.evidence.EvidenceRoutes;
import org.as2gateway.admin.expected.ExpectedRoutes;
import org.as2gateway.admin.messages.BlockedRoutes;
import org.as2gateway.admin.messages.FallbackRoutes;
import org.as2gateway.admin.messages.FeedRoutes;
import org.as2gateway.admin.messages.HandledRoutes;
import org.as2gateway.admin.messages.MessageRoutes;
import org.as2gateway.admin.messages.QueueRoutes;
import org.as2gateway.admin.partners.PartnerRoutes;
import org.as2gateway.admin.partners.RefusedSenderRoutes;
import org.as2gateway.admin.partners.RefusedSenders;
import org.as2gateway.admin.partners.RegistryRoutes;
import org.as2gateway.admin.partners.RevisionRoutes;
import org.as2gateway.admin.port.AdminPort;
import org.as2gateway.admin.port.AdminServer;
import org.as2gateway.admin.port.Pages;
import org.as2gateway.admin.port.Route;
import org.as2gateway.admin.registry.Registrar;
import org.as2gateway.admin.setup.OnboardingRoutes;
import org.as2gateway.admin.status.GatewayMetrics;
import org.as2gateway.admin.status.HealthRoutes;
import org.as2gateway.admin.today.TrafficRoutes;
import org.as2gateway.admin.usps.AnswersRoutes;
import org.as2gateway.admin.usps.CheckDesk;
import org.as2gateway.admin.usps.CheckRoutes;
import org.as2gateway.admin.usps.CorrectionRoutes;
import org.as2gateway.admin.usps.FilesRoutes;
import org.as2gateway.admin.usps.ProfileRoutes;
import org.as2gateway.admin.usps.ScansDesk;
import org.as2gateway.admin.usps.ScansRoutes;
import org.as2gateway.admin.usps.TablesDesk;
import org.as2gateway.admin.usps.TablesRoutes;
import org.as2gateway.config.ConfigException;

/** The API of every subject, served at the admin port. */
public final class AdminRoutes {
  private AdminRoutes() {}

  /**
   * Opens the admin port with the API over those parts, and those pages.
   *
   * @throws ConfigException if the address cannot be bound
   */
  public static AdminServer serve(AdminParts parts, AdminPort port, Pages pages)
      throws ConfigException {
    GatewayMetrics metrics = new GatewayMetrics(parts.gateway(), port.clock());
    List<Route> routes = routes(parts, metrics, port);
    return AdminServer.start(
        port, parts.gateway().identity().signIns(), routes, pages, metrics::close);
  }

  private static List<Route> routes(AdminParts parts, GatewayMetrics metrics, AdminPort port) {
    Gateway gateway = parts.gateway();
    Registrar registrar = parts.registrar();
    Clock clock = port.clock();
    List<Route> routes = new ArrayList<>();
    routes.addAll(new HealthRoutes(gateway, metrics, port).routes());
    routes.addAll(new MessageRoutes(gateway, clock).routes());
    routes.addAll(new BlockedRoutes(gateway, clock).routes());
    routes.addAll(new FallbackRoutes(gateway, clock).routes());
    routes.addAll(new ConnectionsRoutes(new ConnectionsDesk(gateway, clock)).routes());
    routes.addAll(new HandledRoutes(gateway, clock).routes());
    routes.addAll(new FeedRoutes(gateway).routes());
    routes.addAll(new QueueRoutes(gateway, clock).routes());
    routes.addAll(new EvidenceRoutes(gateway).routes());
    routes.addAll(new RegistryRoutes(registrar).routes());
    routes.addAll(new TrafficRoutes(gateway.traffic(), clock).routes());
    routes.addAll(new SessionRoutes(gateway.identity().own()).routes());
    routes.addAll(new AccountRoutes(gateway.identity()).routes());
    routes.addAll(new PartnerRoutes(gateway, registrar).routes());
    routes.addAll(new RefusedSenderRoutes(new RefusedSenders(gateway, registrar)).routes());
    routes.addAll(new CertificateRoutes(registrar, gateway.revocations()).routes());
    routes.addAll(new PgpRoutes(registrar).routes());
    routes.addAll(new KeyRoutes(registrar).routes());
    routes.addAll(new EnclosedRoutes(gateway, registrar).routes());
    routes.addAll(new CertificateOfferRoutes(gateway, registrar).routes());
    routes.addAll(new RevocationRoutes(gateway, clock).routes());
    routes.addAll(new OnboardingRoutes(gateway, registrar).routes());
    routes.addAll(new RevisionRoutes(registrar).routes());
    routes.addAll(new AlertRoutes(parts.alerts()).routes());
    routes.addAll(new MailServerRoutes(parts.mail()).routes());
    routes.addAll(new ExpectedRoutes(parts.expected()).routes());
    routes.addAll(new CheckRoutes(new CheckDesk(gateway)).routes());
    routes.addAll(new TablesRoutes(new TablesDesk(gateway, clock)).routes());
    routes.addAll(new FilesRoutes(gateway, clock).routes());
    routes.addAll(new ScansRoutes(ScansDesk.of(gateway, clock)).routes());
    routes.addAll(new AnswersRoutes(gateway, clock).routes());
    routes.addAll(new ProfileRoutes(gateway, clock).routes());
    routes.addAll(new CorrectionRoutes(gateway, clock).routes());
    return routes;
  }
}
