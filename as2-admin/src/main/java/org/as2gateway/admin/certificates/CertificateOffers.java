package org.as2gateway.admin.certificates;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.Gateway;
import org.as2gateway.admin.registry.Registrar;
import org.as2gateway.admin.registry.Upload;
import org.as2gateway.as2.keys.CertificateUse;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.as2.wire.As2Id;
import org.as2gateway.as2.wire.HeaderNames;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.delivery.RefusedOperation;
import org.as2gateway.people.accounts.Actor;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.cem.CemMessage;
import org.as2gateway.registry.cem.CertUsage;
import org.as2gateway.registry.cem.CertificateExchange;
import org.as2gateway.registry.cem.CertificateExchange.Status;
import org.as2gateway.registry.cem.CertificateExchanges;
import org.as2gateway.registry.certs.CertificateEntry;
import org.as2gateway.registry.certs.ImportOptions;
import org.as2gateway.registry.certs.ImportReport;
import org.as2gateway.registry.partnerships.EditRefused;
import org.as2gateway.registry.partnerships.EditRefused.Reason;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.store.log.MessageIds;
import org.as2gateway.store.payload.SubmittedFiles;
import org.as2gateway.store.payload.SubmittedFiles.SubmittedFile;
import org.jspecify.annotations.Nullable;

/**
 * What operators do with certificate exchange messages (docs/certificate-exchange.md): offer a
 * certificate of ours, accept or reject one of a partner. Each is told in the audit log. Safe for
 * many threads.
 */
public final class CertificateOffers {
  private final Registrar registrar;
  private final CertificateExchanges exchanges;
  private final Sender sender;

  /** Queues a message. */
  @FunctionalInterface
  public interface Sender {
    /**
     * Queues a payload on a partnership.
     *
     * @return our id of the message
     * @throws EditRefused if the partnership cannot be sent on
     */
    String send(String partnership, String filename, String contentType, InputStream payload)
        throws IOException, EditRefused;
  }

  /** Offers of a running gateway. */
  public CertificateOffers(Registrar registrar, CertificateExchanges exchanges, Sender sender) {
    this.registrar = registrar;
    this.exchanges = exchanges;
    this.sender = sender;
  }

  /** Offers of that gateway, which sends them as messages of its own. */
  public static CertificateOffers of(Gateway gateway, Registrar registrar) {
    return new CertificateOffers(
        registrar,
        gateway.certificateExchanges(),
        (partnership, filename, contentType, payload) -> {
          SubmittedFile message = new SubmittedFile(filename, Optional.of(contentType), payload);
          try {
            return gateway
                .submit(
                    partnership, Optional.of("Certificate exchange"), SubmittedFiles.of(message))
                .id();
          } catch (RefusedOperation e) {
            throw new EditRefused(EditRefused.Reason.CONFLICT, String.valueOf(e.getMessage()));
          }
        });
  }

  /**
   * What to offer.
   *
   * @param partnership name of one that we send on
   * @param fingerprint first 8 or more hex digits of a certificate of our station there
   * @param respondBy when we begin to sign with it
   * @param responseUrl where partners reach us
   */
  public record Offer(String partnership, String fingerprint, Instant respondBy, URI responseUrl) {}

  /**
   * What was decided.
   *
   * @param exchange the offer
   * @param unsent why no answer goes to the partner; empty if one goes
   */
  public record Decision(CertificateExchange exchange, Optional<String> unsent) {}

  /** The newest offers, of both sides. */
  public List<CertificateExchange> newest(int limit) {
    return exchanges.newest(limit);
  }

  /**
   * Offers a certificate of ours. We decrypt with it from now on, and sign with it from the date
   * on: the registry's rules choose it then, answer or no answer.
   */
  public CertificateExchange offer(Actor who, Offer wish)
      throws EditRefused, CertsException, IOException {
    Registry registry = registrar.registry();
    Partnership partnership = outbound(registry, wish.partnership());
    Instant now = registrar.now();
    if (!wish.respondBy().isAfter(now)) {
      throw new EditRefused(
          Reason.INVALID, "'respondBy' is " + wish.respondBy() + ", expected a time in the future");
    }
    CertificateEntry entry = own(registry, partnership, wish.fingerprint());
    boolean isInUse = entry.activeFrom().filter(from -> !from.isAfter(now)).isPresent();
    boolean isLater = entry.activeFrom().filter(wish.respondBy()::isBefore).isPresent();
    if (!isInUse && !isLater) {
      entry = registrar.activate(who, entry.alias(), entry.fingerprint(), wish.respondBy());
    }
    CertificateExchange offer = pending(entry, wish, now);
    List<X509Certificate> chain = chain(registry, entry, now);
    MimeEntity message =
        message(partnership, offer.id()).request(offer, chain, wish.responseUrl().toASCIIString());
    exchanges.add(offer);
    boolean isSent = false;
    try {
      send(partnership, "certificate-request", message);
      isSent = true;
    } finally {
      if (!isSent) {
        exchanges.decide(offer.id(), false, Optional.of("the offer could not be sent"), now);
      }
    }
    audit(who, "certificate-offer", offer, "to " + partnership.receiver().name());
    return offer;
  }

  private CertificateExchange pending(CertificateEntry entry, Offer wish, Instant now) {
    String id = MessageIds.next(registrar.clock());
    Set<CertUsage> uses = EnumSet.noneOf(CertUsage.class);
    if (entry.uses().contains(CertificateUse.SIGN)) {
      uses.add(CertUsage.DIGITAL_SIGNATURE);
    }
    if (entry.uses().contains(CertificateUse.ENCRYPT)) {
      uses.add(CertUsage.KEY_ENCIPHERMENT);
    }
    return CertificateExchange.ofOurs(
        id,
        wish.partnership(),
        new CertificateExchange.Offered(entry.certificate(), entry.pem(), uses),
        wish.respondBy(),
        now);
  }

  private static Partnership outbound(Registry registry, String name) throws EditRefused {
    return registry
        .partnerships()
        .partnership(name)
        .filter(registry::isOutbound)
        .orElseThrow(
            () ->
                new EditRefused(Reason.NOT_FOUND, "outbound partnership '" + name + "' not found"));
  }

  private static CertificateEntry own(
      Registry registry, Partnership partnership, String fingerprint) throws EditRefused {
    String wanted = fingerprint.replaceAll("[:\\s]", "").toLowerCase(Locale.ROOT);
    String alias = partnership.sender().x509Alias().orElse("");
    List<CertificateEntry> found =
        registry.certificates().entries().stream()
            .filter(e -> e.alias().equals(alias) && e.isOwn())
            .filter(e -> wanted.length() >= 8 && e.fingerprint().startsWith(wanted))
            .toList();
    if (found.size() != 1) {
      throw new EditRefused(
          Reason.NOT_FOUND,
          "'%s' has no single own key whose fingerprint starts with '%s'; run 'cert list'"
              .formatted(alias, wanted));
    }
    return found.get(0);
  }

  private static List<X509Certificate> chain(
      Registry registry, CertificateEntry entry, Instant now) {
    List<X509Certificate> chain = new ArrayList<>();
    chain.add(entry.certificate());
    registry.certificates().decrypting(entry.alias(), now).stream()
        .filter(key -> key.certificate().equals(entry.certificate()))
        .forEach(key -> chain.addAll(key.chain()));
    return chain;
  }

  /**
   * Takes a partner's certificate: trusted from now on, and encrypted for from then on.
   *
   * @param from empty for at once, as the draft has it
   */
  public Decision accept(Actor who, String id, Optional<Instant> from)
      throws EditRefused, CertsException, IOException {
    CertificateExchange offer = open(id);
    Partnership partnership = partnership(offer);
    Set<CertificateUse> uses = EnumSet.noneOf(CertificateUse.class);
    if (offer.uses().contains(CertUsage.DIGITAL_SIGNATURE)) {
      uses.add(CertificateUse.SIGN);
    }
    if (offer.uses().contains(CertUsage.KEY_ENCIPHERMENT)) {
      uses.add(CertificateUse.ENCRYPT);
    }
    if (!uses.isEmpty()) {
      take(who, partnership, offer, uses, from.orElse(registrar.now()));
    }
    return decide(who, offer, true, Optional.empty());
  }

  private void take(
      Actor who,
      Partnership partnership,
      CertificateExchange offer,
      Set<CertificateUse> uses,
      Instant from)
      throws EditRefused, CertsException, IOException {
    String alias =
        partnership
            .sender()
            .x509Alias()
            .orElseThrow(
                () ->
                    new EditRefused(
                        Reason.INVALID,
                        "partner '"
                            + partnership.sender().name()
                            + "' has no x509_alias, so the"
                            + " certificate has no folder; set one"));
    boolean isKnown =
        registrar.registry().certificates().entries().stream()
            .anyMatch(e -> e.alias().equals(alias) && e.fingerprint().equals(offer.fingerprint()));
    if (isKnown) {
      return; // draft §2.4: what is accepted already is accepted again
    }
    ImportReport report =
        registrar.importCertificates(
            who,
            alias,
            new Upload("offer", Octets.of(offer.pem().getBytes(StandardCharsets.US_ASCII))),
            new ImportOptions(Optional.of(uses), Optional.of(from), Optional.empty()));
    if (report.added().isEmpty()) {
      throw new EditRefused(Reason.INVALID, String.join("; ", report.remarks()));
    }
  }

  /** Does not take it. */
  public Decision reject(Actor who, String id, Optional<String> reason)
      throws EditRefused, IOException {
    return decide(who, open(id), false, reason);
  }

  private CertificateExchange open(String id) throws EditRefused {
    CertificateExchange offer =
        exchanges
            .find(id)
            .filter(CertificateExchange::isInbound)
            .orElseThrow(
                () ->
                    new EditRefused(
                        Reason.NOT_FOUND, "no certificate offer from a partner has that id"));
    if (offer.status() != Status.PENDING) {
      throw new EditRefused(Reason.CONFLICT, "the offer was already accepted or rejected");
    }
    return offer;
  }

  private Partnership partnership(CertificateExchange offer) throws EditRefused {
    return registrar
        .registry()
        .partnerships()
        .partnership(offer.partnership())
        .orElseThrow(
            () ->
                new EditRefused(
                    Reason.CONFLICT, "partnership '" + offer.partnership() + "' no longer exists"));
  }

  private Decision decide(
      Actor who, CertificateExchange offer, boolean isAccepted, Optional<String> reason)
      throws EditRefused, IOException {
    if (!exchanges.decide(offer.id(), isAccepted, reason, registrar.now())) {
      throw new EditRefused(
          Reason.CONFLICT, "another user has just accepted or rejected the offer");
    }
    audit(
        who, isAccepted ? "certificate-accept" : "certificate-reject", offer, reason.orElse(null));
    Optional<String> unsent = answer(offer, isAccepted, reason);
    for (CertificateExchange same : exchanges.pending(true, offer.partnership())) {
      if (same.fingerprint().equals(offer.fingerprint())) { // it was sent twice
        decide(who, same, isAccepted, reason);
      }
    }
    return new Decision(exchanges.find(offer.id()).orElseThrow(), unsent);
  }

  /** The decision stands, whether or not the partner can be told. */
  private Optional<String> answer(
      CertificateExchange offer, boolean isAccepted, Optional<String> reason) throws IOException {
    try {
      Partnership partnership = partnership(offer);
      Partnership back = back(partnership);
      MimeEntity message =
          message(back, MessageIds.next(registrar.clock())).response(offer, isAccepted, reason);
      send(back, "certificate-response", message);
      return Optional.empty();
    } catch (EditRefused e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private Partnership back(Partnership partnership) throws EditRefused {
    Registry registry = registrar.registry();
    return partnership
        .receiver()
        .as2Id()
        .flatMap(
            us ->
                partnership
                    .sender()
                    .as2Id()
                    .flatMap(them -> registry.partnerships().between(us, them)))
        .filter(registry::isOutbound)
        .orElseThrow(
            () ->
                new EditRefused(
                    Reason.NOT_FOUND,
                    "there is no outbound partnership to '" + partnership.sender().name() + "'"));
  }

  private CemMessage message(Partnership partnership, String unique) {
    String name = partnership.sender().as2Id().map(As2Id::value).orElse("");
    return new CemMessage(name, OffsetDateTime.now(registrar.clock()), unique);
  }

  private void send(Partnership partnership, String filename, MimeEntity message)
      throws IOException, EditRefused {
    sender.send(
        partnership.name(),
        filename,
        message.headers().first(HeaderNames.CONTENT_TYPE).orElseThrow(),
        new ByteArrayInputStream(message.body()));
  }

  private void audit(Actor who, String action, CertificateExchange offer, @Nullable String after) {
    registrar.audit(who, action, offer.partnership(), offer.fingerprint(), after);
  }
}
