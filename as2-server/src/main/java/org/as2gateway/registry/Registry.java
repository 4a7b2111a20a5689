package org.as2gateway.registry;

import java.util.List;
import org.as2gateway.certs.CertificateRegistry;
import org.as2gateway.partnership.Partner;
import org.as2gateway.partnership.Partnership;
import org.as2gateway.partnership.PartnershipRegistry;

/**
 * One accepted state of partnerships and certificates.
 *
 * @param partnerships what {@code partnerships.xml} says
 * @param certificates what {@code certs/} holds
 * @param problems what is wrong or missing
 */
public record Registry(
    PartnershipRegistry partnerships, CertificateRegistry certificates, List<Problem> problems) {
  /** Copies the list. */
  public Registry {
    problems = List.copyOf(problems);
  }

  /** Whether the partner is a station of ours: its alias holds a private key. */
  public boolean isOwn(Partner partner) {
    return partner.x509Alias().filter(certificates::isOwn).isPresent();
  }

  /** Whether we send on the partnership. */
  public boolean isOutbound(Partnership partnership) {
    return isOwn(partnership.sender());
  }

  /** Whether we receive on the partnership. */
  public boolean isInbound(Partnership partnership) {
    return isOwn(partnership.receiver());
  }
}
