package org.as2gateway.admin.setup;

import io.javalin.http.Context;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.as2gateway.Gateway;
import org.as2gateway.admin.page.Screen;
import org.as2gateway.admin.partners.PartnerReport;
import org.as2gateway.admin.partners.PartnerSheet;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.Route;
import org.as2gateway.admin.registry.Edits;
import org.as2gateway.admin.registry.Registrar;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.people.onboarding.Onboarding;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.Partner;

/** The request to USPS DTS that a set-up begins with. */
final class RequestPages {
  /** How many days USPS asks for (Industry Alert of August 28, 2017). */
  static final int SETUP_DAYS = 30;

  private static final String REQUEST = WizardPages.ONE + "/request";

  private final Screen screen;
  private final Gateway gateway;
  private final Registrar registrar;
  private final OnboardingActions actions;

  RequestPages(Screen screen, Gateway gateway, Registrar registrar, OnboardingActions actions) {
    this.screen = screen;
    this.gateway = gateway;
    this.registrar = registrar;
    this.actions = actions;
  }

  List<Route> routes() {
    return List.of(
        Route.page(REQUEST, "Request to DTS", this::request).by(Role.PARTNER_MANAGER),
        Route.form(REQUEST, "Record the date of the request to DTS", this::requested)
            .by(Role.PARTNER_MANAGER));
  }

  private Onboarding find(Context context) {
    return actions.require(context.pathParam("id"));
  }

  private void request(Context context) {
    Onboarding onboarding = find(context);
    Registry registry = gateway.registry();
    Partner station =
        registry
            .partnerships()
            .partner(onboarding.answer(Answer.STATION))
            .orElseGet(() -> PartnerReport.stations(registry).get(0));
    PartnerSheet sheet = PartnerSheet.of(gateway, station, registrar.now());
    Optional<LocalDate> requested =
        Optional.of(onboarding.answer(Answer.REQUESTED))
            .filter(date -> !date.isEmpty())
            .map(LocalDate::parse);
    LocalDate today = LocalDate.ofInstant(registrar.now(), ZoneOffset.UTC);
    screen.show(
        context,
        "setup/request",
        "Request to DTS",
        new RequestView(
            onboarding,
            sheet,
            SftpFacts.of(gateway, onboarding),
            requested.orElse(null),
            requested.map(date -> ChronoUnit.DAYS.between(date, today)).orElse(0L),
            requested.map(date -> date.plusDays(SETUP_DAYS)).orElse(null)));
  }

  private void requested(Context context) throws IOException {
    Onboarding onboarding = find(context);
    Edits.make(
        () ->
            actions.take(
                Caller.of(context),
                onboarding,
                WizardPages.texts(
                    context,
                    Answer.REQUESTED,
                    Answer.CONTACT_NAME,
                    Answer.CONTACT_TITLE,
                    Answer.CONTACT_PHONE,
                    Answer.COMPANY)));
    screen.redirect(context, OnboardingPages.START + "/" + onboarding.id() + "/request");
  }
}
