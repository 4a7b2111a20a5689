package org.as2gateway.admin.certificates;

import java.util.List;
import java.util.Optional;
import org.as2gateway.admin.page.Times;
import org.as2gateway.admin.partners.PartnerSheet;
import org.as2gateway.admin.registry.CertificateLine;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.cem.CertificateExchange;
import org.as2gateway.registry.cem.CertificateExchange.Status;
import org.as2gateway.registry.cem.CertificateExchanges;
import org.as2gateway.registry.cem.Handout;
import org.as2gateway.registry.cem.JdbcHandouts;
import org.as2gateway.registry.partnerships.Partnership;

/**
 * How far a new key of ours has come: which partners were told, and who has confirmed.
 *
 * @param rows the partners, by name
 */
public record Rollover(List<Row> rows) {
  private static final int OFFERS = 500;

  /**
   * A partner.
   *
   * @param partner its name
   * @param handout that it was told otherwise than by message
   * @param offer the newest offer by message
   */
  public record Row(
      String partner, Optional<Handout> handout, Optional<CertificateExchange> offer) {
    /** Whether the partner accepts the certificate, as far as we know. */
    public boolean isConfirmed() {
      return handout.flatMap(Handout::confirmed).isPresent()
          || offer.filter(o -> o.status() == Status.ACCEPTED).isPresent();
    }

    /** Whether the partner was told of it in any way. */
    public boolean isTold() {
      return handout.isPresent() || offer.isPresent();
    }

    /** Whether the partner does not want it. */
    public boolean isRejected() {
      return !isConfirmed() && offer.filter(o -> o.status() == Status.REJECTED).isPresent();
    }
  }

  /** Copies the list. */
  public Rollover {
    rows = List.copyOf(rows);
  }

  static Rollover of(
      Registry registry,
      CertificateExchanges exchanges,
      JdbcHandouts handouts,
      CertificateLine line) {
    String fingerprint = line.fingerprint();
    List<CertificateExchange> offers =
        exchanges.newest(OFFERS).stream()
            .filter(offer -> !offer.isInbound() && offer.fingerprint().equals(fingerprint))
            .toList();
    List<Handout> told = handouts.of(fingerprint);
    return new Rollover(
        Affected.partners(registry, line.alias()).stream()
            .map(
                partner ->
                    new Row(
                        partner,
                        told.stream().filter(h -> h.partner().equals(partner)).findFirst(),
                        offers.stream()
                            .filter(offer -> receiver(registry, offer).equals(partner))
                            .findFirst()))
            .toList());
  }

  private static String receiver(Registry registry, CertificateExchange offer) {
    return registry
        .partnerships()
        .partnership(offer.partnership())
        .map(Partnership::receiver)
        .map(partner -> partner.name())
        .orElse("");
  }

  /** Partners that have not confirmed yet. */
  public List<String> unconfirmed() {
    return rows.stream().filter(row -> !row.isConfirmed()).map(Row::partner).toList();
  }

  /** What to write to a partner; the certificate goes with it as a file. */
  public String email(CertificateLine line, Times times) {
    String from =
        line.activeFrom()
            .map(at -> "We use it to sign from " + times.echo(at) + ".")
            .orElse("We agree with you on the time from which we use it to sign.");
    return """
        Subject: New AS2 certificate of %s

        Please add the attached certificate to the ones that you accept from us.
        Keep the present one as well until we have switched.
        %s

        Subject of the certificate: %s
        Expires: %s
        SHA-256 fingerprint: %s

        Please call us to compare the fingerprint, and tell us when the certificate is in place.
        """
        .formatted(
            line.name(),
            from,
            line.certificate().getSubjectX500Principal().getName(),
            times.echo(line.end()),
            PartnerSheet.inPairs(line.fingerprint()));
  }
}
