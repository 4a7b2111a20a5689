package org.as2gateway.admin.certificates;

import io.javalin.http.Context;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.as2gateway.admin.page.Forms;
import org.as2gateway.admin.partners.Links;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.Route;
import org.as2gateway.admin.registry.Edits;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.registry.cem.Handout;
import org.as2gateway.registry.cem.Handout.Note;
import org.as2gateway.registry.cem.Handout.Way;
import org.as2gateway.registry.certs.CertificateEntry;

/** What an operator notes and does for each partner until a new key of ours can be used. */
final class RolloverPages {
  private static final String ONE = "/certificates/{alias}/{fingerprint}/partners/{partner}";

  private final CertificateDesk desk;
  private final CertificateOffers offers;

  RolloverPages(CertificateDesk desk) {
    this.desk = desk;
    this.offers = desk.offers();
  }

  List<Route> routes() {
    return List.of(
        Route.form(ONE + "/told", "Note that a partner was sent our certificate", this::told)
            .by(Role.PARTNER_MANAGER),
        Route.form(ONE + "/confirmed", "Note that a partner has our certificate", this::confirmed)
            .by(Role.PARTNER_MANAGER),
        Route.form(ONE + "/offer", "Offer our certificate by message", this::offer)
            .by(Role.PARTNER_MANAGER));
  }

  private void told(Context context) {
    Way way = Forms.text(context, "way").equals("email") ? Way.EMAIL : Way.BY_HAND;
    put(context, way, note(context), Optional.empty(), "certificate-told");
  }

  private void confirmed(Context context) {
    String fingerprint = desk.ownKey(context).fingerprint();
    Note now = note(context);
    Optional<Handout> before =
        desk.gateway().handouts().of(fingerprint).stream()
            .filter(handout -> handout.partner().equals(context.pathParam("partner")))
            .findFirst();
    put(
        context,
        before.map(Handout::way).orElse(Way.BY_HAND),
        before.map(Handout::told).orElse(now),
        Optional.of(now),
        "certificate-confirmed");
  }

  private void put(Context context, Way way, Note told, Optional<Note> confirmed, String action) {
    CertificateEntry entry = desk.ownKey(context);
    String partner = context.pathParam("partner");
    desk.gateway().handouts().put(new Handout(entry.fingerprint(), partner, way, told, confirmed));
    desk.registrar()
        .audit(CertificateDesk.actor(context), action, partner, null, entry.fingerprint());
    desk.screen().redirect(context, Links.alias(entry.alias()), "Noted for '" + partner + "'.");
  }

  private void offer(Context context) throws IOException {
    CertificateEntry entry = desk.ownKey(context);
    String partner = context.pathParam("partner");
    Instant from =
        entry
            .activeFrom()
            .filter(at -> at.isAfter(desk.registrar().now()))
            .orElseThrow(
                () ->
                    new ProblemException(
                        409, "the offer names the time of the switch; schedule the switch first"));
    String partnership =
        Affected.outbound(desk.registrar().registry(), entry.alias(), partner)
            .orElseThrow(
                () -> new ProblemException(409, "there is no partnership to send the offer on"));
    URI url =
        CertificateOfferRoutes.knownUrl(desk.gateway(), partnership)
            .orElseThrow(() -> new ProblemException(409, "our URL is not known"));
    Edits.make(
        () ->
            offers.offer(
                CertificateDesk.actor(context),
                new CertificateOffers.Offer(partnership, entry.fingerprint(), from, url)));
    desk.screen()
        .redirect(
            context,
            Links.alias(entry.alias()),
            "The certificate was offered to '" + partner + "'.");
  }

  private Note note(Context context) {
    return new Note(CertificateDesk.actor(context).name(), desk.registrar().now());
  }
}
