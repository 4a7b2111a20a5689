package org.as2gateway.registry;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.as2gateway.registry.certs.CertificateRegistry;
import org.as2gateway.registry.partnerships.Partner;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.registry.partnerships.PartnershipRegistry;
import org.as2gateway.registry.partnerships.ProxyPolicy;
import org.as2gateway.registry.partnerships.TransportPolicy;

/**
 * One accepted state of partnerships and certificates.
 *
 * @param partnerships what {@code partnerships.xml} says
 * @param certificates what {@code certs/} holds
 * @param problems what is wrong or missing
 * @param files what else the home has for connections
 */
public record Registry(
    PartnershipRegistry partnerships,
    CertificateRegistry certificates,
    List<Problem> problems,
    TransportFiles files) {
  /** Copies the list. */
  public Registry {
    problems = List.copyOf(problems);
  }

  /** A state of which no files are known. */
  public Registry(
      PartnershipRegistry partnerships, CertificateRegistry certificates, List<Problem> problems) {
    this(partnerships, certificates, problems, TransportFiles.UNKNOWN);
  }

  /** Whether the partner is a station of ours: its alias holds a private key. */
  public boolean isOwn(Partner partner) {
    return partner.x509Alias().filter(certificates::isOwn).isPresent();
  }

  /** The first partnership on which messages go to that partner; empty if there is none. */
  public Optional<Partnership> outboundTo(String partner) {
    return partnerships.partnerships().stream()
        .filter(p -> p.receiver().name().equals(partner))
        .filter(this::isOutbound)
        .findFirst();
  }

  /** Whether we send on the partnership. */
  public boolean isOutbound(Partnership partnership) {
    return isOwn(partnership.sender());
  }

  /** Whether we receive on the partnership. */
  public boolean isInbound(Partnership partnership) {
    return isOwn(partnership.receiver());
  }

  /** Whether what goes on it are tests: it is in state testing itself, or the way back is. */
  public boolean isInTest(Partnership partnership) {
    Set<String> pair = pair(partnership);
    return partnerships.partnerships().stream()
        .filter(other -> pair.equals(pair(other)))
        .anyMatch(other -> other.message().isTesting());
  }

  /**
   * Trust and client key for connections to the partner: those of the partnership itself, else
   * those of another one between the same two, in whichever direction. A receipt goes to the same
   * partner as a message does.
   */
  public TlsSettings tls(Partnership partnership) {
    List<TransportPolicy> policies = between(partnership);
    return new TlsSettings(
        policies.stream().flatMap(policy -> policy.tlsTrust().stream()).findFirst(),
        policies.stream().flatMap(policy -> policy.tlsClientAlias().stream()).findFirst());
  }

  /**
   * The proxy for connections to the partner, found in the same way, with the login that stands
   * beside it. A login alone is for the proxy of all, if neither direction names one.
   */
  public ProxyPolicy proxy(Partnership partnership) {
    List<ProxyPolicy> policies = between(partnership).stream().map(TransportPolicy::proxy).toList();
    return policies.stream()
        .filter(policy -> policy.url().isPresent() || policy.isDirect())
        .findFirst()
        .or(() -> policies.stream().filter(p -> p.loginFile().isPresent()).findFirst())
        .orElse(ProxyPolicy.NONE);
  }

  /** The rules of the partnership itself first, then those of the others between the same two. */
  private List<TransportPolicy> between(Partnership partnership) {
    Set<String> pair = pair(partnership);
    return Stream.concat(
            Stream.of(partnership),
            partnerships.partnerships().stream().filter(other -> pair.equals(pair(other))))
        .map(Partnership::transport)
        .toList();
  }

  private static Set<String> pair(Partnership partnership) {
    return new HashSet<>(List.of(partnership.sender().name(), partnership.receiver().name()));
  }

  /** Where the partnership's user and password of HTTP Basic go: with messages, or receipts. */
  Optional<URI> credentialsUrl(Partnership partnership) {
    if (isOutbound(partnership)) {
      return partnership.transport().url();
    }
    return isInbound(partnership) ? partnership.receipt().asyncUrl() : Optional.empty();
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
    return new Registry(partnerships, certificates, all, files);
  }
}
