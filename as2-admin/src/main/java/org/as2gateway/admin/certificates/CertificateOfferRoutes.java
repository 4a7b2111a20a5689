package org.as2gateway.admin.certificates;

import io.javalin.http.Context;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.as2gateway.Gateway;
import org.as2gateway.admin.certificates.CertificateOfferJson.CertificateOffersJson;
import org.as2gateway.admin.certificates.CertificateOfferJson.DecidedOfferJson;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.Description;
import org.as2gateway.admin.port.JsonBody;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.RequestDocument;
import org.as2gateway.admin.port.Route;
import org.as2gateway.admin.registry.Edits;
import org.as2gateway.admin.registry.Registrar;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.registry.partnerships.HttpUrl;
import org.as2gateway.registry.partnerships.Partnership;

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
        Route.get(
                OFFERS,
                "List certificate offers",
                CertificateOffersJson.class,
                context -> new CertificateOffersJson(newest()))
            .by(Role.VIEWER),
        Route.post(
                OFFERS,
                "Offer our certificate to a partner",
                CertificateOfferJson.class,
                this::offer)
            .status(201)
            .takes(CertificateOfferRequest.class)
            .by(Role.PARTNER_MANAGER),
        Route.get(
                OFFERS + "/{id}", "Show a certificate offer", CertificateOfferJson.class, this::one)
            .by(Role.VIEWER),
        Route.post(
                OFFERS + "/{id}/accept",
                "Accept an offered certificate",
                DecidedOfferJson.class,
                this::accept)
            .takes(From.class)
            .by(Role.PARTNER_MANAGER),
        Route.post(
                OFFERS + "/{id}/reject",
                "Reject an offered certificate",
                DecidedOfferJson.class,
                this::reject)
            .takes(Rejection.class)
            .by(Role.PARTNER_MANAGER));
  }

  @Description("An offer of our certificate to a partner.")
  private record CertificateOfferRequest(
      @Description("an outbound partnership") String partnership,
      @Description("the first 8 or more hex digits") String fingerprint,
      @Description("when we start signing with it") Instant respondBy,
      @Description("URL at which the partner reaches us; default: our URL")
          Optional<String> responseUrl)
      implements RequestDocument {}

  @Description("Reason shown to the partner; optional.")
  private record Rejection(Optional<String> reason) implements RequestDocument {}

  private List<CertificateOfferJson> newest() {
    return offers.newest(MOST).stream().map(CertificateOfferJson::of).toList();
  }

  private CertificateOfferJson one(Context context) {
    return gateway
        .certificateExchanges()
        .find(context.pathParam("id"))
        .map(CertificateOfferJson::of)
        .orElseThrow(() -> new ProblemException(404, "certificate offer not found"));
  }

  private CertificateOfferJson offer(Context context) throws IOException {
    JsonBody body = JsonBody.of(context);
    String partnership = body.required("partnership");
    CertificateOffers.Offer wish =
        new CertificateOffers.Offer(
            partnership,
            body.required("fingerprint"),
            body.time("respondBy")
                .orElseThrow(() -> new ProblemException(400, "'respondBy' is missing")),
            responseUrl(body.text("responseUrl"), partnership));
    return CertificateOfferJson.of(
        Edits.make(() -> offers.offer(Caller.of(context).actor(), wish)));
  }

  /** As said, or as known. */
  private URI responseUrl(Optional<String> said, String partnership) {
    if (said.isPresent()) {
      return HttpUrl.find(said.get())
          .map(HttpUrl::uri)
          .orElseThrow(() -> new ProblemException(400, "'responseUrl' is not a URL"));
    }
    return knownUrl(gateway, partnership)
        .orElseThrow(() -> new ProblemException(400, "'responseUrl' is missing"));
  }

  /** Where this partner's receipts come to us, or where we listen. */
  static Optional<URI> knownUrl(Gateway gateway, String partnership) {
    return gateway
        .registry()
        .partnerships()
        .partnership(partnership)
        .map(Partnership::receipt)
        .flatMap(receipt -> receipt.asyncUrl())
        .or(() -> gateway.config().publicUrl())
        .or(() -> gateway.as2Urls().stream().findFirst());
  }

  private DecidedOfferJson accept(Context context) throws IOException {
    JsonBody body = JsonBody.of(context);
    return DecidedOfferJson.of(
        Edits.make(
            () ->
                offers.accept(
                    Caller.of(context).actor(), context.pathParam("id"), body.time("from"))));
  }

  private DecidedOfferJson reject(Context context) throws IOException {
    JsonBody body = JsonBody.of(context);
    return DecidedOfferJson.of(
        Edits.make(
            () ->
                offers.reject(
                    Caller.of(context).actor(), context.pathParam("id"), body.text("reason"))));
  }
}
