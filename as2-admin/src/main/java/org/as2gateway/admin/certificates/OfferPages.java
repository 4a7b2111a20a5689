package org.as2gateway.admin.certificates;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.as2gateway.admin.certificates.CertificateOffers.Decision;
import org.as2gateway.admin.page.Forms;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.Route;
import org.as2gateway.admin.registry.CertificateAdvice;
import org.as2gateway.admin.registry.Edits;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.registry.cem.CertificateExchange;
import org.as2gateway.registry.partnerships.Partner;
import org.as2gateway.registry.partnerships.Partnership;

/** A certificate that a partner offers by message: what it is, and to take it or not. */
final class OfferPages {
  private static final String ONE = "/certificate-offers/{id}";
  private static final String BACK = "/certificates";

  private final CertificateDesk desk;
  private final CertificateOffers offers;

  OfferPages(CertificateDesk desk) {
    this.desk = desk;
    this.offers = desk.offers();
  }

  List<Route> routes() {
    return List.of(
        Route.page(ONE, "Show a certificate offer", this::show).by(Role.VIEWER),
        Route.form(ONE + "/accept", "Accept an offered certificate", this::accept)
            .by(Role.PARTNER_MANAGER),
        Route.form(ONE + "/reject", "Reject an offered certificate", this::reject)
            .by(Role.PARTNER_MANAGER));
  }

  private void show(Context context) {
    CertificateExchange offer =
        desk.gateway()
            .certificateExchanges()
            .find(context.pathParam("id"))
            .orElseThrow(() -> new ProblemException(404, "certificate offer not found"));
    Optional<Partner> partner =
        desk.registrar()
            .registry()
            .partnerships()
            .partnership(offer.partnership())
            .map(offer.isInbound() ? Partnership::sender : Partnership::receiver);
    String alias = partner.filter(p -> offer.isInbound()).flatMap(Partner::x509Alias).orElse("");
    desk.screen()
        .show(
            context,
            "certificates/offer",
            "Offered certificate",
            new OfferView(
                offer,
                advice(alias, offer),
                partner.map(Partner::name).orElse(""),
                alias,
                desk.present(alias),
                desk.registrar().now(),
                Compared.of(context)));
  }

  private List<CertificateAdvice> advice(String alias, CertificateExchange offer) {
    try {
      return desk.registrar().look(alias, offer.pem().getBytes(StandardCharsets.US_ASCII));
    } catch (CertsException e) {
      return List.of(); // it is refused for the same reason when it is to be taken
    }
  }

  private void accept(Context context) throws IOException {
    Optional<Instant> from = Forms.time(context, "from");
    String id = context.pathParam("id");
    Decision decision = Edits.make(() -> offers.accept(CertificateDesk.actor(context), id, from));
    redirect(
        context,
        "Certificate accepted. Messages signed with it are accepted from now on.",
        decision);
  }

  private void reject(Context context) throws IOException {
    String reason = Forms.text(context, "reason").strip();
    String id = context.pathParam("id");
    Decision decision =
        Edits.make(
            () ->
                offers.reject(
                    CertificateDesk.actor(context),
                    id,
                    Optional.of(reason).filter(text -> !text.isEmpty())));
    redirect(context, "Certificate rejected. Nothing was changed here.", decision);
  }

  private void redirect(Context context, String notice, Decision decision) {
    String told =
        decision
            .unsent()
            .map(why -> " The partner could not be notified: " + why + ".")
            .orElse(" The partner is being notified.");
    desk.screen().redirect(context, BACK, notice + told);
  }
}
