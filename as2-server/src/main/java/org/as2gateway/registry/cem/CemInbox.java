package org.as2gateway.registry.cem;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.as2.wire.PartnerText;
import org.as2gateway.registry.cem.CertificateExchange.Status;
import org.as2gateway.registry.certs.Candidate;
import org.as2gateway.registry.certs.CertificateFolder;
import org.as2gateway.registry.partnerships.XmlNode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads certificate exchange messages that were verified like any other. Offers wait for an
 * operator; answers are noted. Nothing gets trusted here.
 */
public final class CemInbox {
  /** Largest part of such a message. */
  public static final int MAX_BYTES = 256 * 1024;

  private static final int MOST_PARTS = 17;

  /** Most offers of a partnership that wait for a decision. */
  private static final int MOST_PENDING = 50;

  private static final Logger LOG = LoggerFactory.getLogger(CemInbox.class);

  private final CertificateExchanges exchanges;
  private final CertificateFolder certificates;

  /** Reads into that store. */
  public CemInbox(CertificateExchanges exchanges, CertificateFolder certificates) {
    this.exchanges = exchanges;
    this.certificates = certificates;
  }

  /** Whether a message with a first payload of that Content-Type is for us and not for an inbox. */
  public static boolean isCem(String contentType) {
    return contentType.toLowerCase(Locale.ROOT).strip().startsWith(CemMessage.TYPE);
  }

  /**
   * A message as it came.
   *
   * @param id ours
   * @param partnership that it came by
   * @param answered name of the partnership that our own offers go by; empty if there is none
   * @param receivedAt when
   * @param isSigned whether its signature has been verified
   */
  public record Envelope(
      String id,
      String partnership,
      Optional<String> answered,
      Instant receivedAt,
      boolean isSigned) {}

  /**
   * Reads a message.
   *
   * @param payloads the XML, and behind it the certificates
   * @return what there is to note; to be run in the transaction that accepts the message
   */
  public Runnable open(Envelope envelope, List<Octets> payloads) throws UnreadableCemException {
    if (!envelope.isSigned()) {
      throw new UnreadableCemException("a certificate exchange message must be signed");
    }
    if (payloads.size() > MOST_PARTS || payloads.stream().anyMatch(p -> p.length() > MAX_BYTES)) {
      throw new UnreadableCemException("it is too large, or has too many parts");
    }
    try {
      return read(envelope, payloads);
    } catch (RuntimeException | StackOverflowError e) { // all that parsers answer to odd octets
      throw new UnreadableCemException("it cannot be read");
    }
  }

  private Runnable read(Envelope envelope, List<Octets> payloads) throws UnreadableCemException {
    XmlNode root =
        XmlNode.parse(payloads.get(0).toBytes())
            .orElseThrow(() -> new UnreadableCemException("its XML cannot be read"));
    Optional<CemResponse> response = CemResponse.read(root);
    if (response.isPresent()) {
      return () -> note(response.get(), envelope);
    }
    CemRequest request =
        CemRequest.read(root)
            .orElseThrow(
                () ->
                    new UnreadableCemException(
                        "'"
                            + PartnerText.clean(root.name())
                            + "' is neither a complete request nor a response"));
    List<CertificateExchange> offers =
        offers(request, envelope, certificates(payloads.subList(1, payloads.size())));
    return () -> add(offers, envelope);
  }

  /** A partner whose offers nobody decides does not fill the database with more. */
  private void add(List<CertificateExchange> offers, Envelope envelope) {
    int waiting = exchanges.pending(true, envelope.partnership()).size();
    if (waiting + offers.size() > MOST_PENDING) {
      LOG.warn(
          "{} certificate offers in message {} were dropped: {} offers of partnership '{}' are"
              + " waiting for"
              + " a decision (maximum {}). Accept or reject them, then ask the partner to offer"
              + " again",
          offers.size(),
          envelope.id(),
          waiting,
          envelope.partnership(),
          MOST_PENDING);
      return;
    }
    offers.forEach(exchanges::add);
  }

  private List<Candidate> certificates(List<Octets> bundles) throws UnreadableCemException {
    List<Candidate> all = new ArrayList<>();
    for (Octets bundle : bundles) {
      try {
        certificates.inspect(bundle.toBytes()).forEach(all::add);
      } catch (CertsException e) {
        throw new UnreadableCemException("a certificate cannot be read: " + e.getMessage());
      }
    }
    return all;
  }

  private static List<CertificateExchange> offers(
      CemRequest request, Envelope envelope, List<Candidate> all) throws UnreadableCemException {
    List<CertificateExchange> offers = new ArrayList<>();
    for (CemRequest.Offer offer : request.offers()) {
      Candidate certificate =
          all.stream()
              .filter(candidate -> offer.name().isOf(candidate.certificate()))
              .findFirst()
              .orElseThrow(
                  () ->
                      new UnreadableCemException(
                          "the certificate with serial number "
                              + offer.name().serial()
                              + " is not enclosed"));
      offers.add(
          new CertificateExchange(
              envelope.id() + "-" + offers.size(),
              true,
              envelope.partnership(),
              request.requestId(),
              offer.name(),
              certificate.fingerprint(),
              certificate.pem(),
              offer.uses(),
              offer.respondBy(),
              Status.PENDING,
              Optional.empty(),
              envelope.receivedAt(),
              Optional.empty()));
    }
    return offers;
  }

  private void note(CemResponse response, Envelope envelope) {
    List<CertificateExchange> open =
        envelope.answered().map(name -> exchanges.pending(false, name)).orElse(List.of());
    for (CemResponse.Answer answer : response.answers()) {
      Optional<CertificateExchange> offer =
          open.stream()
              .filter(o -> o.requestId().equals(response.requestId()))
              .filter(o -> o.name().serial().equals(answer.name().serial()))
              .findFirst();
      if (offer.isEmpty()) {
        LOG.warn("message {} does not respond to an open certificate offer", envelope.id());
      } else {
        Optional<String> reason = answer.reason().map(PartnerText::clean);
        exchanges.decide(offer.get().id(), answer.isAccepted(), reason, envelope.receivedAt());
        LOG.info(
            "our certificate {} was {} by '{}'",
            offer.get().fingerprint(),
            answer.isAccepted() ? "accepted" : "rejected",
            envelope.partnership());
      }
    }
  }
}
