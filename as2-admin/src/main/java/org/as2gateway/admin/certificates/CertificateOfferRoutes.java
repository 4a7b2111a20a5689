package org.as2gateway.admin.certificates;

import io.javalin.http.Context;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.as2gateway.Gateway;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.Json;
import org.as2gateway.admin.port.JsonBody;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.Route;
import org.as2gateway.admin.registry.Edits;
import org.as2gateway.admin.registry.Registrar;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.registry.cem.CertUsage;
import org.as2gateway.registry.cem.CertificateExchange;
import org.as2gateway.registry.partnerships.HttpUrl;
import org.as2gateway.registry.partnerships.Partnership;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Certificates offered by message: to look at, to offer, to accept, to reject. */
public final class CertificateOfferRoutes {
  private static final String OFFERS = "/api/v1/certificate-offers";
  private static final int MOST = 200;

  private final Gateway gateway;
  private final CertificateOffers offers;

  public CertificateOfferRoutes(Gateway gateway, Registrar registrar) {
    this.gateway = gateway;
    this.offers = CertificateOffers.of(gateway, registrar);
  }

  public List<Route> routes() {
    return List.of(
        Route.get(OFFERS, "List certificate offers", this::list).by(Role.VIEWER),
        Route.post(OFFERS, "Offer our certificate to a partner", this::offer)
            .by(Role.PARTNER_MANAGER),
        Route.get(OFFERS + "/{id}", "Show a certificate offer", this::one).by(Role.VIEWER),
        Route.post(OFFERS + "/{id}/accept", "Accept an offered certificate", this::accept)
            .by(Role.PARTNER_MANAGER),
        Route.post(OFFERS + "/{id}/reject", "Reject an offered certificate", this::reject)
            .by(Role.PARTNER_MANAGER));
  }

  private void list(Context context) {
    ObjectNode json = Json.object();
    ArrayNode list = json.putArray("offers");
    offers.newest(MOST).forEach(offer -> list.add(json(offer)));
    Json.answer(context, 200, json);
  }

  private void one(Context context) {
    Json.answer(
        context,
        200,
        gateway
            .certificateExchanges()
            .find(context.pathParam("id"))
            .map(CertificateOfferRoutes::json)
            .orElseThrow(() -> new ProblemException(404, "certificate offer not found")));
  }

  private void offer(Context context) throws IOException {
    JsonBody body = JsonBody.of(context);
    String partnership = body.required("partnership");
    CertificateOffers.Offer wish =
        new CertificateOffers.Offer(
            partnership,
            body.required("fingerprint"),
            body.time("respondBy")
                .orElseThrow(() -> new ProblemException(400, "'respondBy' is missing")),
            responseUrl(body.text("responseUrl"), partnership));
    CertificateExchange made = Edits.make(() -> offers.offer(Caller.of(context).actor(), wish));
    Json.answer(context, 201, json(made));
  }

  /** As said, or where this partner's receipts come to us, or where we listen. */
  private URI responseUrl(Optional<String> said, String partnership) {
    if (said.isPresent()) {
      return HttpUrl.find(said.get())
          .map(HttpUrl::uri)
          .orElseThrow(() -> new ProblemException(400, "'responseUrl' is not a URL"));
    }
    Optional<URI> known =
        gateway
            .registry()
            .partnerships()
            .partnership(partnership)
            .map(Partnership::receipt)
            .flatMap(receipt -> receipt.asyncUrl());
    return known
        .or(() -> gateway.as2Urls().stream().findFirst())
        .orElseThrow(() -> new ProblemException(400, "'responseUrl' is missing"));
  }

  private void accept(Context context) throws IOException {
    JsonBody body = JsonBody.of(context);
    answer(
        context,
        Edits.make(
            () ->
                offers.accept(
                    Caller.of(context).actor(), context.pathParam("id"), body.time("from"))));
  }

  private void reject(Context context) throws IOException {
    JsonBody body = JsonBody.of(context);
    answer(
        context,
        Edits.make(
            () ->
                offers.reject(
                    Caller.of(context).actor(), context.pathParam("id"), body.text("reason"))));
  }

  private static void answer(Context context, CertificateOffers.Decision decision) {
    ObjectNode json = json(decision.exchange());
    json.put("unsent", decision.unsent().orElse(null));
    Json.answer(context, 200, json);
  }

  private static ObjectNode json(CertificateExchange offer) {
    ObjectNode json = Json.object();
    json.put("id", offer.id());
    json.put("direction", offer.isInbound() ? "in" : "out");
    json.put("partnership", offer.partnership());
    json.put("status", Json.lower(offer.status()));
    json.put("fingerprint", offer.fingerprint());
    json.put("issuer", offer.name().issuer());
    json.put("serial", offer.name().serial());
    ArrayNode uses = json.putArray("uses");
    offer.uses().stream().sorted().map(CertUsage::word).forEach(uses::add);
    json.put("respondBy", Json.time(offer.respondBy().orElse(null)));
    json.put("reason", offer.reason().orElse(null));
    json.put("createdAt", Json.time(offer.createdAt()));
    json.put("decidedAt", Json.time(offer.decidedAt().orElse(null)));
    json.put("pem", offer.pem());
    return json;
  }
}
