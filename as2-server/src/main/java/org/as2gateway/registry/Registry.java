package org.as2gateway.registry;

import java.time.Instant;
import java.util.ArrayList;
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

  /**
   * What keeps us from sending on the partnership at that instant; empty if nothing does.
   *
   * @return what is missing, each a phrase such as {@code as2_url of partnership 'a-to-b'}
   */
  public List<String> missingToSend(Partnership partnership, Instant now) {
    return new Completeness(this, now).missingToSend(partnership);
  }

  /**
   * What keeps us from receiving on the partnership at that instant; empty if nothing does. A
   * sender whose certificates have all expired is not missing: its messages are answered {@code
   * authentication-failed} (design.md §4).
   */
  public List<String> missingToReceive(Partnership partnership, Instant now) {
    return new Completeness(this, now).missingToReceive(partnership);
  }

  /**
   * What would keep us from receiving on a partnership back, with the same rules, before there is
   * one; empty if nothing would.
   */
  public List<String> missingToReceiveBack(Partnership outbound, Instant now) {
    return new Completeness(this, now).missingToReceiveBack(outbound);
  }

  /** What the partner itself lacks, whatever partnerships it is in; empty if nothing. */
  public List<String> missing(Partner partner) {
    return new Completeness(this, Instant.EPOCH).missing(partner);
  }

  /** The same state with further problems after its own. */
  public Registry with(List<Problem> more) {
    List<Problem> all = new ArrayList<>(problems);
    all.addAll(more);
    return new Registry(partnerships, certificates, all);
  }
}
